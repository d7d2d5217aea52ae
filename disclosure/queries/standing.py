"""Words that are withheld in one place and stand open in another."""

from typing import NamedTuple

from disclosure.models import DisclosedItem, Disclosure, Treatment
from disclosure.rules import Covered, places

# Shorter ones, such as a figure, stand everywhere for many reasons.
SHORTEST = 4
MOST = 50


class Standing(NamedTuple):
    """Words that are withheld somewhere, and the items in which they are not."""

    words: str
    items: list[DisclosedItem]


def left_standing(disclosure: Disclosure) -> list[Standing]:
    """Each of them, with the items in the order of reading, of what would be given out."""
    given = disclosure.items.filter(treatment=Treatment.DISCLOSE)
    items = list(given.prefetch_related("marks"))
    found: dict[str, list[DisclosedItem]] = {
        mark.words: []
        for item in items
        for mark in item.marks.all()
        if len(mark.words) >= SHORTEST
    }
    for item in items if found else []:
        passages, covered = item.passages, item.covered()
        for words, standing in found.items():
            if _stands_open(words, passages, covered):
                standing.append(item)
    return [Standing(*one) for one in sorted(found.items()) if one[1]][:MOST]


def _stands_open(
    words: str, passages: list[str], covered: dict[int, list[Covered]]
) -> bool:
    return any(
        not any(one.start <= start and end <= one.end for one in covered.get(at, []))
        for at, passage in enumerate(passages)
        for start, end in places(words, passage)
    )


def reasons_that_tell(disclosure: Disclosure) -> list[DisclosedItem]:
    """Items of which a reason, as it would be given out, holds withheld words."""
    items = list(disclosure.items.prefetch_related("marks"))
    words = {
        mark.words
        for item in items
        for mark in item.marks.all()
        if len(mark.words) >= SHORTEST
    }
    return [
        item
        for item in items
        for said in (item.note, *(mark.note for mark in item.marks.all()))
        if said and any(places(one, said) for one in words)
    ]
