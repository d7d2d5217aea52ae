"""Long text, kept as typed, shown as safe paragraphs and lists.

A small part of Markdown is understood: a blank line starts a paragraph, a hyphen
or a number a list, asterisks stress. Everything else is shown as it was typed. Web
pages and PDFs use the same markup.
"""

from __future__ import annotations

import re
from functools import cache

import nh3
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

# What Word puts before the text of a bullet when a list is pasted.
WORD_BULLET = re.compile(r"^([ \t]*)[•·▪◦‣○●\uf0b7][ \t]*", re.MULTILINE)
TAGS = {"p", "br", "ul", "ol", "li", "strong", "em"}
ATTRIBUTES = {tag: {"class"} for tag in ("p", "ul", "ol")} | {"ol": {"class", "start"}}
CLASSES = {
    "paragraph_open": "govuk-body",
    "bullet_list_open": "govuk-list govuk-list--bullet",
    "ordered_list_open": "govuk-list govuk-list--number",
}


# One line without anything that Markdown would read: most comments and evidence.
PLAIN = re.compile(r"(?![\s\-+•·▪◦‣○●\uf0b7\d])[^\n*_\\]+")


def prose(text: str) -> SafeString:
    """The text as paragraphs and lists; any markup in it comes out as text."""
    if not text:
        return SafeString("")
    if PLAIN.fullmatch(text):
        return format_html('<p class="govuk-body">{}</p>', text.rstrip())
    words = WORD_BULLET.sub(r"\1- ", text)
    tokens = _markdown().parse(words)
    for token in tokens:
        if token.type in CLASSES:
            token.attrSet("class", CLASSES[token.type])
    drawn = _markdown().renderer.render(tokens, _markdown().options, {})
    return mark_safe(nh3.clean(drawn, tags=TAGS, attributes=ATTRIBUTES))  # noqa: S308


@cache
def _markdown() -> MarkdownIt:
    rules = ["list", "newline", "emphasis", "escape"]
    return MarkdownIt("zero", {"breaks": True, "html": False}).enable(rules)
