"""Words that are withheld in one place and stand open in another."""

from typing import NamedTuple

from disclosure.models import DisclosedItem, Disclosure, Treatment
from disclosure.rules import Covered, places

# Shorter ones, such as a figure, stand everywhere for many reasons.
SHORTEST = 4
MOST = 50


class Standing(NamedTuple):
    """Words that are withheld somewhere, and an item in which they are not."""

    words: str
    item: DisclosedItem


def left_standing(disclosure: Disclosure) -> list[Standing]:
    """Each of them, in the order of reading, of what would be given out."""
    given = disclosure.items.filter(treatment=Treatment.DISCLOSE)
    items = list(given.prefetch_related("marks"))
    words = sorted(
        {
            mark.words
            for item in items
            for mark in item.marks.all()
            if len(mark.words) >= SHORTEST
        }
    )
    found = []
    for item in items if words else []:
        passages, covered = item.passages, item.covered()
        found += [
            Standing(one, item) for one in words if _stands_open(one, passages, covered)
        ]
    return found[:MOST]


def _stands_open(
    words: str, passages: list[str], covered: dict[int, list[Covered]]
) -> bool:
    return any(
        not any(one.start <= start and end <= one.end for one in covered.get(at, []))
        for at, passage in enumerate(passages)
        for start, end in places(words, passage)
    )
