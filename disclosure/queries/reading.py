"""An item as it is read on the page: sentence by sentence, with what is withheld shown."""

from dataclasses import dataclass

from disclosure.models import DisclosedItem, Withheld
from disclosure.rules import Covered, Span, sentences


@dataclass(frozen=True)
class Piece:
    """Words, and under which sections they are withheld; none where they are not."""

    words: str
    sections: str = ""


@dataclass(frozen=True)
class Sentence:
    """A sentence and its place, as a form names it."""

    place: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class TakenOff:
    """A mark that was taken off, and the passage that its words stand in; none where the
    text was taken anew since and reads otherwise there."""

    mark: Withheld
    passage: str


@dataclass(frozen=True)
class Passage:
    number: int
    sentences: tuple[Sentence, ...]


def read(item: DisclosedItem) -> list[Passage]:
    """The passages of an item, its title first."""
    covered = item.covered()
    return [
        Passage(
            number,
            tuple(
                Sentence(
                    f"{number}:{span.start}:{span.end}",
                    tuple(_pieces(passage, span, covered.get(number, []))),
                )
                for span in sentences(passage)
            ),
        )
        for number, passage in enumerate(item.passages)
    ]


def taken_off(item: DisclosedItem) -> list[TakenOff]:
    """The marks that somebody took off, the last one first."""
    marks = item.marks.filter(taken_off_at__isnull=False)
    rows = marks.select_related("made_by", "taken_off_by")
    passages = item.passages
    return [
        TakenOff(mark, _around(mark, passages))
        for mark in rows.order_by("-taken_off_at", "-pk")
    ]


def _around(mark: Withheld, passages: list[str]) -> str:
    at = mark.passage
    if at is None or at >= len(passages):
        return ""
    passage = passages[at]
    return passage if passage[mark.start : mark.end] == mark.words else ""


def _pieces(text: str, span: Span, covered: list[Covered]) -> list[Piece]:
    found, at = [], span.start
    for one in covered:
        start, end = max(one.start, span.start), min(one.end, span.end)
        if start >= end:
            continue
        if start > at:
            found.append(Piece(text[at:start]))
        found.append(Piece(text[start:end], " and ".join(one.codes)))
        at = end
    if at < span.end:
        found.append(Piece(text[at : span.end]))
    return found
