"""From state to state: prepared, sent back, checked, refused. Release is by itself."""

from typing import Any

from django.db import transaction

from disclosure.models import Disclosure, State
from disclosure.queries.changes import changes_since
from disclosure.queries.hands import hands_of
from disclosure.rules import STEPS
from disclosure.services.hold import held, tell
from schools.access import require
from sitrack.core import clock
from sitrack.core.models import User
from sitrack.core.roles import Capability
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import take_next_version

CHANGED = (
    "The record has changed since it was taken ({words}). Send the request back, take the"
    " record anew and look at the marks again."
)
OWN = (
    "Somebody else must do this: you read, marked or prepared a part of it. Nobody checks"
    " or releases their own preparing."
)


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
        _move(found, "prepare", expected_version, **_now("prepared", by))
        tell("disclosure.prepared", found, by)


@transaction.atomic
def give_back(
    *, disclosure: Disclosure, note: str, expected_version: int, by: User
) -> None:
    """Open the request again, and say what has to be looked at."""
    found = held(disclosure, by, states=STEPS["return"][0])
    nobody = dict.fromkeys(("prepared_by", "prepared_at", "checked_by", "checked_at"))
    _move(found, "return", expected_version, **nobody)
    tell("disclosure.returned", found, by, note=note)


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
    if section not in dict(found.law.choices):
        raise RuleBroken("Choose a section of the Act.", "section")
    said = {"section": section, "reason": reason.strip()}
    _move(found, "refuse", expected_version, **_now("answered", by), **said)
    tell("disclosure.refused", found, by, **said)


def _now(what: str, by: User) -> dict[str, Any]:
    return {f"{what}_by": by, f"{what}_at": clock.now()}


def _move(found: Disclosure, verb: str, expected_version: int, **more: Any) -> None:
    take_next_version(found, expected=expected_version)
    state = State(STEPS[verb][1])
    Disclosure.objects.filter(pk=found.pk).update(state=state, **more)
