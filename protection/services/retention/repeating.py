"""Destroying anew what a restore has brought back."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from protection.models import Destruction, DestructionUnit, Outcome, Result
from protection.queries.retention.stops import Stop
from protection.retention import kind_of
from protection.services.retention.destroyed_list import Entry
from protection.services.retention.destroying import (
    destroy_some,
    destroy_whole,
    remove_files,
)
from schools.models import School
from sitrack.core import clock, sweep
from sitrack.core.models.job import JobState
from sitrack.core.rules import RuleBroken


def repeat(entry: Entry) -> DestructionUnit | None:
    """Destroy anew what the list names; None where it is destroyed, or its school is
    another than it was. Bytes that an earlier run left go now.

    Raises RuleBroken where a legal hold stands in the way: people then decide as before.
    """
    school = School.objects.filter(pk=entry.school or 0).first()
    if entry.school is not None and not (school and entry.is_of(school)):
        return None
    known = DestructionUnit.objects.filter(
        Q(destruction=entry.number) | Q(destruction__reason=_reason(entry)),
        kind=entry.kind,
        school=school,
        year=entry.year,
    )
    destroyed = list(known.filter(result=Result.DESTROYED))
    if destroyed:
        for unit in destroyed:
            remove_files(unit)
        return None
    unit = _noted(entry, school)
    if kind_of(entry.kind).alone:
        while destroy_some(unit, again=True):
            pass
        stopped: list[Stop] = []
    else:
        stopped = destroy_whole(unit, again=True)
    if stopped:
        # It is said to whoever has the database in hand.
        raise RuleBroken(" ".join(dict.fromkeys(one.words for one in stopped)))
    remove_files(unit)
    DestructionUnit.objects.filter(pk=unit.pk).update(
        state=JobState.DONE, leased_until=None
    )
    return unit


def _reason(entry: Entry) -> str:
    """By which one that was done anew is known, whatever number it has now."""
    return f"Destruction {entry.number}, done anew after a restore"


@transaction.atomic
def _noted(entry: Entry, school: School | None) -> DestructionUnit:
    """A certificate of its own: asked for and confirmed by nobody here. The sweep takes
    it up once the lease ends, if this run is cut short."""
    destruction = Destruction.objects.create(
        kind=entry.kind,
        year=entry.year,
        schools=[entry.school],
        reason=_reason(entry),
        asked_by=None,
        outcome=Outcome.DONE,
        decided_at=clock.now(),
        rule="As it was decided before the restore",
    )
    unit: DestructionUnit = DestructionUnit.objects.create(
        destruction=destruction,
        kind=entry.kind,
        school=school,
        year=entry.year,
        due_at=clock.now(),
        state=JobState.RUNNING,
        leased_until=timezone.now() + sweep.LEASE,
        attempts=1,
    )
    return unit
