"""An item as it is read on the page: sentence by sentence, with what is withheld shown."""

from dataclasses import dataclass

from disclosure.models import DisclosedItem
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
