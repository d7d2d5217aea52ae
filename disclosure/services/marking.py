"""Marking what is withheld: sentences that were ticked, words that were typed, whole
items. None of it moves a word: a mark names a place in the text as it was taken."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db import transaction

from disclosure.models import DisclosedItem, Disclosure, Treatment, Withheld
from disclosure.rules import Place, places_among
from disclosure.services.hold import note_hand, open_one, tell
from sitrack.core import clock
from sitrack.core.models import User
from sitrack.core.rules import RuleBroken

NOT_THERE = "These words do not stand there. Type them exactly as they are read."
TAKEN_ANEW = "The text was taken anew since you opened it. Look at it again."
OTHERWISE = "The text or its marks are others since you opened it. Look at it again."


class Why(NamedTuple):
    """Under which section something is withheld, and what the schedule says of it."""

    section: str
    note: str = ""


@transaction.atomic
def mark_places(
    *, item: DisclosedItem, chosen: Iterable[Place], why: Why, seen: str, by: User
) -> int:
    """Withhold pieces of an item, whose text the marker has ``seen``; how many are new.

    Raises RuleBroken where the text was taken anew since, or there is no such piece.
    """
    found = open_one(item.disclosure, by)
    now = _readable(found, item)
    if now.fingerprint != seen:
        raise RuleBroken(TAKEN_ANEW)
    return _mark(found, now, chosen, why, by)


@transaction.atomic
def mark_words(
    *,
    disclosure: Disclosure,
    words: str,
    why: Why,
    by: User,
    only: DisclosedItem | None = None,
    any_case: bool = False,
) -> int:
    """Withhold words wherever they stand, whatever spaces or ends of lines are between
    them: in one item, or in all that are open; how many places are new.

    In whatever capitals with ``any_case``, and else as given: “will” is not Will. Raises
    RuleBroken where they stand nowhere.
    """
    found = open_one(disclosure, by)
    items = [one for one in found.items.all() if not one.is_closed]
    new, anywhere = 0, False
    for item in items if only is None else [_readable(found, only)]:
        chosen = [
            place
            for pieces in places_among(words, item.passages, any_case=any_case)
            for place in pieces
        ]
        if chosen:
            anywhere = True
            new += _mark(found, item, chosen, why, by)
    if not anywhere:
        raise RuleBroken(NOT_THERE, "words")
    return new


@transaction.atomic
def take_off(*, mark: Withheld, by: User) -> None:
    """Take a mark off; its item has to be settled again, as more of it is given out.
    Whoever does so neither checks nor releases.

    Raises RuleBroken where somebody has done so.
    """
    found = open_one(mark.item.disclosure, by)
    still = mark.item.marks.filter(pk=mark.pk, taken_off_at=None)
    if not still.update(taken_off_by=by, taken_off_at=clock.now()):
        raise RuleBroken("This mark was taken off already.")
    found.items.filter(pk=mark.item_id).update(read_by=None, read_at=None)
    note_hand(found, by)
    tell("disclosure.unmarked", found, by, number=mark.item.position)


@transaction.atomic
def settle(
    *, item: DisclosedItem, treatment: str, why: Why, seen: str, by: User
) -> None:
    """Say that an item was read, and what becomes of it.

    ``seen`` is the item with its marks as its reader saw it. Raises RuleBroken where its
    text or its marks are others since, where a mark still waits to be looked at, and for
    a letter that is to be given out unopened.
    """
    found = open_one(item.disclosure, by)
    now = found.items.select_for_update().get(pk=item.pk)
    if now.marked_fingerprint != seen:
        raise RuleBroken(OTHERWISE)
    if now.is_closed and treatment == Treatment.DISCLOSE:
        raise RuleBroken("Open the letter before you give it out.", "treatment")
    waiting = any(mark.passage is None for mark in now.in_force)
    if treatment == Treatment.DISCLOSE and waiting:
        raise RuleBroken(
            "Marks wait to be looked at: take them off, and mark anew what is to be"
            " withheld."
        )
    withheld = treatment == Treatment.WITHHOLD
    now.treatment = treatment
    now.section = _section(found, why.section) if withheld else ""
    now.note = why.note.strip() if withheld else ""
    now.read_by, now.read_at = by, clock.now()
    now.save()
    note_hand(found, by)
    what = Treatment(treatment).label.lower()
    tell("disclosure.settled", found, by, number=now.position, what=what)


def _readable(disclosure: Disclosure, item: DisclosedItem) -> DisclosedItem:
    now: DisclosedItem = disclosure.items.select_for_update().get(pk=item.pk)
    if now.is_closed:
        raise RuleBroken("Open the letter before you mark it.")
    return now


def _mark(
    disclosure: Disclosure,
    item: DisclosedItem,
    chosen: Iterable[Place],
    why: Why,
    by: User,
) -> int:
    section, passages = _section(disclosure, why.section), item.passages
    there = {(one.passage, one.start, one.end) for one in item.in_force}
    new = 0
    for passage, (start, end) in chosen:
        if not (0 <= passage < len(passages) and 0 <= start < end):
            raise RuleBroken(NOT_THERE)
        if end > len(passages[passage]):
            raise RuleBroken(NOT_THERE)
        if (passage, start, end) in there:
            continue
        item.marks.create(
            passage=passage,
            start=start,
            end=end,
            words=passages[passage][start:end],
            section=section,
            note=why.note.strip(),
            made_by=by,
        )
        new += 1
    if new:
        note_hand(disclosure, by)
        facts = {"what": _counted(new), "number": item.position, "section": section}
        tell("disclosure.marked", disclosure, by, **facts)
    return new


def _section(disclosure: Disclosure, code: str) -> str:
    try:
        return disclosure.law.exemption(code).code
    except KeyError:
        raise RuleBroken("Choose a section of the Act.", "section") from None


def _counted(count: int) -> str:
    return "a passage" if count == 1 else f"{count} passages"
