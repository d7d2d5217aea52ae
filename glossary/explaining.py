"""Abbreviations explained in place: the first of each in a text becomes a link.

The link holds an ``<abbr>`` with its meaning. It leads to the glossary where no script
runs; where one runs, ``static/js/meanings.js`` shows the meaning on hover, tap and
focus.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.urls import reverse
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe

from glossary.models import Entry
from sitrack.core.remembered import Remembered

# An abbreviation, what it means, and the key of its row.
Row = tuple[str, str, int]
# Never looked into: links, tags, and characters written as entities.
CLOSED = r"<a\b.*?</a>|<[^>]*>|&#?\w+;"


def _read() -> Vocabulary | None:
    rows = Entry.objects.explained(settings.FRAMEWORK)
    found = tuple(rows.values_list("abbreviation", "meaning", "pk"))
    return vocabulary(found) if found else None


published = Remembered(_read)


@dataclass(frozen=True)
class Vocabulary:
    """The pattern that finds abbreviations in escaped text, and what replaces each."""

    pattern: re.Pattern[str]
    links: dict[str, SafeString]

    def explain(self, html: str) -> str:
        """The text, with the first occurrence of each abbreviation explained."""
        met: set[str] = set()

        def replace(found: re.Match[str]) -> str:
            word = found[0]
            if word in met or word not in self.links:
                return word
            met.add(word)
            return self.links[word]

        return self.pattern.sub(replace, html)


def explained(text: str | None) -> SafeString:
    """Text or safe markup, as safe markup in which abbreviations are explained.

    What is not safe is escaped first. An abbreviation is met as a whole word, in the
    case it is printed in, the longest first, and never inside a link.
    """
    html = conditional_escape(text or "")
    words = published.now()
    if not words or not html:
        return html
    return mark_safe(words.explain(html))  # noqa: S308


@lru_cache(maxsize=2)
def vocabulary(rows: tuple[Row, ...]) -> Vocabulary:
    """The vocabulary of a glossary, put together once for each state of it."""
    meanings: dict[str, list[str]] = {}
    places: dict[str, int] = {}
    for abbreviation, meaning, pk in rows:
        for form in forms_of(abbreviation):
            meanings.setdefault(form, []).append(meaning)
            places.setdefault(form, pk)
    page = reverse("glossary:entries")
    links = {
        str(escape(form)): format_html(
            '<a class="app-meaning" href="{}#entry-{}"><abbr title="{}">{}</abbr></a>',
            page,
            places[form],
            "; or ".join(meant),
            form,
        )
        for form, meant in meanings.items()
    }
    return Vocabulary(re.compile(f"{CLOSED}{_found(links)}", re.DOTALL), links)


def _found(forms: Iterable[str]) -> str:
    """The pattern of whole words, the longest first, one branch for each first letter:
    so the search skips what can begin none, four times as fast as one long list."""
    branches: dict[str, list[str]] = {}
    for form in sorted(forms, key=len, reverse=True):
        branches.setdefault(re.escape(form[0]), []).append(re.escape(form[1:]))
    return "".join(
        rf"|{first}(?<!\w{first})(?:{'|'.join(rest)})(?!\w)"
        for first, rest in branches.items()
    )


def forms_of(abbreviation: str) -> list[str]:
    """How a row's abbreviation is met: "TA/LSA" whole, as "TA", and as "LSA"."""
    parts = [part for part in abbreviation.split("/") if len(part) > 1]
    return list(dict.fromkeys([abbreviation, *parts]))
