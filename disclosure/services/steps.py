"""From state to state: prepared, sent back, checked, refused, withdrawn. Release is by
itself."""

from datetime import date
from typing import Any

from django.db import transaction

from disclosure.models import Disclosure, State
from disclosure.queries.changes import changes_since
from disclosure.queries.hands import hands_of
from disclosure.queries.standing import reasons_that_tell
from disclosure.rules import STEPS
from disclosure.services.hold import held, note_hand, tell
from disclosure.services.telling import notify
from schools.access import require, users_who_may
from sitrack.core import calendar, clock
from sitrack.core.models import User
from sitrack.core.roles import Capability
from sitrack.core.rules import RuleBroken
from sitrack.core.templatetags.govuk import day
from sitrack.core.versions import take_next_version

CHANGED = (
    "The record has changed since it was taken ({words}). Send the request back, take the"
    " record anew and look at the marks again."
)
OWN = (
    "Somebody else must do this: you read, marked or prepared a part of it, or took a mark"
    " off. Nobody checks or releases their own preparing."
)
TELLS = "A reason holds words that are withheld. Mark or settle these items again"
WAITS = "A request for information waits for your check"
CAME_BACK = "A request for information was sent back to you"


def refuse_changed(disclosure: Disclosure, by: User) -> None:
    """Raise RuleBroken where the record reads otherwise than it did when it was taken."""
    changes = changes_since(disclosure, by)
    if changes:
        raise RuleBroken(CHANGED.format(words=changes.words))


def refuse_own(disclosure: Disclosure, by: User) -> None:
    """Raise RuleBroken for whoever had a hand in preparing."""
    if by.pk in hands_of(disclosure):
        raise RuleBroken(OWN)


def prepare(*, disclosure: Disclosure, expected_version: int, by: User) -> None:
    """Say that every item was read and marked, and ask for a check.

    Raises RuleBroken while an item was not read or a mark waits, where nothing was
    taken or the record has changed; Stale where somebody has marked meanwhile.
    """
    require(by, Capability.DISCLOSE, disclosure.school)
    refuse_changed(disclosure, by)
    with transaction.atomic():
        found = held(disclosure, by, states=STEPS["prepare"][0])
        if not found.items.exists():
            raise RuleBroken("Take the record first.")
        unread = found.items.filter(read_at=None).count()
        if unread:
            raise RuleBroken(f"Items that nobody has settled yet: {unread}.")
        telling = {item.position for item in reasons_that_tell(found)}
        if telling:
            numbers = ", ".join(map(str, sorted(telling)))
            raise RuleBroken(f"{TELLS}: {numbers}.")
        _move(found, "prepare", expected_version, **_now("prepared", by))
        note_hand(found, by)
        tell("disclosure.prepared", found, by)
        own = hands_of(found)
        others = users_who_may(Capability.DISCLOSE)
        free = [one for one in others if one.pk not in own]
        notify(found, free, WAITS, occasion=str(found.version))


@transaction.atomic
def give_back(
    *, disclosure: Disclosure, note: str, expected_version: int, by: User
) -> None:
    """Open the request again, and say what has to be looked at."""
    found = held(disclosure, by, states=STEPS["return"][0])
    nobody = dict.fromkeys(("prepared_by", "prepared_at", "checked_by", "checked_at"))
    _move(found, "return", expected_version, **nobody)
    tell("disclosure.returned", found, by, note=note)
    prepared_by = found.prepared_by
    if prepared_by is not None and prepared_by != by:
        notify(found, [prepared_by], CAME_BACK, occasion=str(found.version))


def check(*, disclosure: Disclosure, expected_version: int, by: User) -> None:
    """Agree to what was prepared, as it was seen.

    Raises RuleBroken for whoever had a hand in it, and where the record has changed.
    """
    require(by, Capability.DISCLOSE, disclosure.school)
    refuse_changed(disclosure, by)
    with transaction.atomic():
        found = held(disclosure, by, states=STEPS["check"][0])
        refuse_own(found, by)
        _move(found, "check", expected_version, **_now("checked", by))
        tell("disclosure.checked", found, by)


@transaction.atomic
def refuse(
    *,
    disclosure: Disclosure,
    section: str,
    reason: str,
    expected_version: int,
    by: User,
) -> None:
    """Refuse the request as a whole, under a section and for a reason."""
    found = held(disclosure, by, states=STEPS["refuse"][0])
    if section not in dict(found.law.grounds):
        raise RuleBroken("Choose a section of the Act.", "section")
    said = {"section": section, "reason": reason.strip()}
    _move(found, "refuse", expected_version, **_now("answered", by), **said)
    tell("disclosure.refused", found, by, **said)


@transaction.atomic
def withdraw(
    *, disclosure: Disclosure, on: date, expected_version: int, by: User
) -> None:
    """Close the request, as whoever asked has withdrawn it on a day.

    Raises RuleBroken for a day before it came or one that is to come.
    """
    found = held(disclosure, by, states=STEPS["withdraw"][0])
    if not found.received_on <= on <= calendar.today():
        raise RuleBroken("Choose a day from its receipt until today.", "on")
    closed = _now("answered", by)
    _move(found, "withdraw", expected_version, withdrawn_on=on, **closed)
    tell("disclosure.withdrawn", found, by, day=day(on))


def _now(what: str, by: User) -> dict[str, Any]:
    return {f"{what}_by": by, f"{what}_at": clock.now()}


def _move(found: Disclosure, verb: str, expected_version: int, **more: Any) -> None:
    take_next_version(found, expected=expected_version)
    state = State(STEPS[verb][1])
    Disclosure.objects.filter(pk=found.pk).update(state=state, **more)
