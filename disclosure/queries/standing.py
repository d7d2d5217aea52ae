"""Words that are withheld in one place and stand open in another, in whatever capitals."""

from typing import NamedTuple

from disclosure.models import DisclosedItem, Disclosure, Treatment
from disclosure.rules import Covered, is_covered, places, places_among

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
        for mark in item.in_force
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
        not is_covered(pieces, covered)
        for pieces in places_among(words, passages, any_case=True)
    )


def reasons_that_tell(disclosure: Disclosure) -> list[DisclosedItem]:
    """Items of which a reason, as it would be given out, holds withheld words."""
    items = list(disclosure.items.prefetch_related("marks"))
    words = {
        mark.words
        for item in items
        for mark in item.in_force
        if len(mark.words) >= SHORTEST
    }
    return [
        item
        for item in items
        for said in (item.note, *(mark.note for mark in item.in_force))
        if said and any(places(one, said, any_case=True) for one in words)
    ]
