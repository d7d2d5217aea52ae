"""The printed page of an item as passages of text, and with words of them taken out.

A passage is what stands in one block: a paragraph, a cell, a heading. Whatever else a
page may carry words in (drawings, attributes, comments, addresses of links) is dropped
when it is taken, so that what is marked is all that there is.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from lxml import etree, html

from disclosure.rules import Covered, stands_for
from sitrack.core.documents.text import BREAK, soft

INLINE = frozenset(
    {"a", "abbr", "b", "em", "i", "small", "span", "strong", "sub", "sup"}
)
DROPPED = ("svg", "img", "script", "style", "link", "meta", "object", "iframe")
KEPT = frozenset({"class", "colspan", "rowspan", "scope", "span", "start", "type"})
# Classes that lay a page out. No other is kept: one with the colour of a rating would
# still tell the rating where its word is withheld.
LAYOUT = frozenset(
    {
        *("abbreviation", "address", "asked", "blank", "both", "box", "cells"),
        *("comment", "date", "day", "email", "facts", "figures", "front", "glossary"),
        *("grid", "half", "keep", "label", "leads", "letter", "letterhead", "many"),
        *("measure", "narrow", "note", "organisation", "phone", "priorities"),
        *("questions", "rag", "rating", "region", "reply", "restricted", "section"),
        *("side", "signature", "signature-line", "signed", "space", "state"),
        *("strapline", "team", "tenth", "term", "term-line", "term-wide", "time"),
        *("track", "visit", "when", "who", "whose", "written"),
    }
)
# A space that keeps words together too: who types a name does not see which it is.
SPACE = re.compile(r"\s+")
WIDE = "wide"
# No text holds these once it is taken.
BEGINS, ENDS = "\ue000", "\ue001"
SHAPELESS = dict.fromkeys(map(ord, (BREAK, BEGINS, ENDS)))


class Slot(NamedTuple):
    """Where a piece of text hangs in the tree."""

    element: Any
    part: str

    @property
    def text(self) -> str:
        return getattr(self.element, self.part) or ""

    def put(self, text: str) -> None:
        setattr(self.element, self.part, text)


@dataclass(frozen=True)
class Taken:
    """A page as it was taken: its markup, and whether it lies on its side."""

    html: str
    wide: bool


def take(page: str) -> Taken:
    """The body of a printed page, with nothing in it but what is read."""
    body = html.document_fromstring(page).find("body")
    wide = WIDE in str(body.get("class") or "").split()
    for element in list(body.iter()):
        if not isinstance(element.tag, str) or element.tag in DROPPED:
            _drop(element)
            continue
        # A whole answer has one heading of the first level: its own.
        element.tag = "h2" if element.tag == "h1" else element.tag
        for name in set(element.attrib) - KEPT:
            del element.attrib[name]
        _lay_out(element)
    for group in _groups(body):
        _tidy(group)
    return Taken(_inside(body), wide)


def passages_of(markup: str) -> list[str]:
    """The passages of a page that was taken, in the order that they are read in."""
    return ["".join(slot.text for slot in group) for group in _groups(_tree(markup))]


def without(markup: str, withheld: Mapping[int, list[Covered]]) -> str:
    """The page with what is withheld of each passage gone, and the section named in its
    place; fit for paper."""
    tree = _tree(markup)
    for element in tree.iter():
        _lay_out(element)
    for number, group in enumerate(_groups(tree)):
        covered = withheld.get(number, [])
        place = 0
        for slot in group:
            text, start = slot.text, place
            place += len(text)
            slot.put(soft(_left_of(text, start, covered)))
    marked = _inside(tree)
    return marked.replace(BEGINS, '<span class="withheld">').replace(ENDS, "</span>")


def left_of(text: str, covered: list[Covered]) -> str:
    """A line of text with what is withheld gone."""
    plain = _left_of(text, 0, covered)
    return plain.replace(BEGINS, "").replace(ENDS, "")


def _left_of(text: str, start: int, covered: list[Covered]) -> str:
    """What is left of a piece that begins at a place of its passage. What stands for
    words is written where they begin; in the pieces after it nothing is."""
    left, at = [], 0
    for one in covered:
        begins, ends = one.start - start, one.end - start
        if ends <= at or begins >= len(text):
            continue
        left.append(text[at : max(begins, at)])
        if begins >= 0:
            left.append(f"{BEGINS}{stands_for(one.codes)}{ENDS}")
        at = min(ends, len(text))
    return "".join([*left, text[at:]])


def _groups(top: Any) -> list[list[Slot]]:
    """The slots of each passage that holds text."""
    groups: list[list[Slot]] = [[]]

    def cut() -> None:
        if groups[-1]:
            groups.append([])

    _walk(top, groups, cut)
    return [group for group in groups if any(slot.text for slot in group)]


def _walk(element: Any, groups: list[list[Slot]], cut: Callable[[], None]) -> None:
    block = element.tag not in INLINE
    if block:
        cut()
    groups[-1].append(Slot(element, "text"))
    for child in element:
        _walk(child, groups, cut)
        groups[-1].append(Slot(child, "tail"))
    if block:
        cut()


def _lay_out(element: Any) -> None:
    """Keep those of its classes that lay it out."""
    names = str(element.attrib.pop("class", "")).split()
    kept = [name for name in names if name in LAYOUT]
    if kept:
        element.set("class", " ".join(kept))


def _tidy(group: list[Slot]) -> None:
    """Spaces as they are read: one between words, none at either end."""
    spaced = True
    for slot in group:
        text = SPACE.sub(" ", slot.text.translate(SHAPELESS))
        text = text.lstrip(" ") if spaced else text
        slot.put(text)
        spaced = text.endswith(" ") if text else spaced
    for slot in reversed(group):
        slot.put(slot.text.rstrip(" "))
        if slot.text:
            break


def _drop(element: Any) -> None:
    """Take an element out, and leave the text after it."""
    parent = element.getparent()
    if parent is None:
        return
    tail, before = element.tail or "", element.getprevious()
    if before is None:
        parent.text = (parent.text or "") + tail
    else:
        before.tail = (before.tail or "") + tail
    parent.remove(element)


def _tree(markup: str) -> Any:
    return html.fragment_fromstring(markup, create_parent="div")


def _inside(top: Any) -> str:
    whole = etree.tostring(top, encoding="unicode", method="html", with_tail=False)
    return str(whole[whole.index(">") + 1 : whole.rindex("</")])
