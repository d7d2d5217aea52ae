"""Destroying one school's part of what two people have said is to be destroyed.

Each part is a transaction of its own, so that it is done whole or not at all, also where
the worker dies; the hold is asked for in the same transaction, with the desk taken.
"""

from __future__ import annotations

import time
from typing import Any

from django.db import transaction
from django.utils import timezone

from protection.models import DestructionUnit, Outcome, Result
from protection.queries.retention.doomed import Doomed, Place, doomed_at, left_rows
from protection.queries.retention.reach import not_held, schools_of
from protection.queries.retention.stops import (
    Stop,
    holds_on_rows,
    holds_on_school,
    said,
    stops,
)
from protection.queries.retention.weighed import counts_of, name_of, rows_of
from protection.retention import Ending, Years, kind_of
from protection.services.retention import destroyed_list
from protection.services.retention.desk import take_desk
from protection.services.retention.removing import (
    blank_events_about,
    remove_file,
    remove_rows,
)
from protection.services.retention.telling import audience_of
from schools.services.turns import in_turn
from sitrack.core import clock, events
from sitrack.core.audit.services import erase_many
from sitrack.core.documents import shelf
from sitrack.core.models import Audience
from sitrack.core.models.job import JobState

# How many rows that stand by themselves go in one transaction, and how long one call
# goes on: a task may last a minute and a half.
ROWS_AT_ONCE = 500
SECONDS = 20


def destroy(unit: DestructionUnit) -> None:
    """Do it, or as much of it as there is time for. The sweep's call; it may be called
    again at any time, and by two at once."""
    if unit.destruction.outcome != Outcome.DONE:
        return
    if place_of(unit).kind.alone:
        _destroy_by_rows(unit)
    else:
        destroy_whole(unit)
    remove_files(unit)


def take_up_unfinished(limit: int) -> None:
    """What there was no time for is work again. The sweep's call."""
    unfinished = DestructionUnit.objects.filter(state=JobState.DONE, result="")
    rows = unfinished.filter(destruction__outcome=Outcome.DONE)
    DestructionUnit.objects.filter(pk__in=rows.values("pk")[:limit]).update(
        state=JobState.WAITING, due_at=timezone.now()
    )


@transaction.atomic
def destroy_whole(unit: DestructionUnit, *, again: bool = False) -> list[Stop]:
    """Everything at once; returns what stood in the way. ``again``, after a restore,
    asks for holds alone: that it may go was decided before."""
    take_desk()
    unit = _locked(unit)
    if unit.result:
        return []
    place = place_of(unit)
    found = doomed_at(place)
    # Whoever records a request for information has its school, too.
    in_turn(schools_of(found) | ({place.school.pk} if place.school else set()))
    stopped = [*_stops(place, again=again), *holds_on_rows(found)]
    if stopped:
        _note_stopped(unit, stopped)
        return stopped
    files = [(model._meta.label, column, name) for model, column, name in found.files()]
    blanked = blank_events_about(found, reason=_reason(unit))
    remove_rows(found)
    _note_done(
        unit,
        counts=counts_of(found),
        files=len(files),
        files_to_go=files,
        events=blanked,
        left=sum(map(len, found.spared.values())),
        left_rows=left_rows(found),
    )
    return []


def _destroy_by_rows(unit: DestructionUnit) -> None:
    ends = time.monotonic() + SECONDS
    while time.monotonic() < ends and destroy_some(unit):
        pass


@transaction.atomic
def destroy_some(unit: DestructionUnit, *, again: bool = False) -> bool:
    """Some of the rows that stand by themselves; whether there may be more."""
    take_desk()
    unit = _locked(unit)
    if unit.result:
        return False
    place = place_of(unit)
    stopped = _stops(place, again=again)
    if stopped:
        _note_stopped(unit, stopped)
        return False
    for part, rows in rows_of(place):
        free = not_held(rows).order_by("pk")
        keys = list(free.values_list("pk", flat=True)[:ROWS_AT_ONCE])
        if keys:
            gone = _remove_some(part.model, keys, place, unit)
            name = name_of(part.model)
            counts = {**unit.counts, name: unit.counts.get(name, 0) + len(keys)}
            DestructionUnit.objects.filter(pk=unit.pk).update(
                counts=counts, events=unit.events + gone
            )
            return True
    left = sum(rows.count() for _, rows in rows_of(place))
    _note_done(unit, counts=unit.counts, left=left, events=unit.events)
    return False


def _remove_some(model: Any, keys: list[Any], place: Place, unit: Any) -> int:
    """Rows of one model; returns how many events lost their words."""
    if place.kind.ending is Ending.BLANKED:
        said = model._base_manager.filter(pk__in=keys).order_by("pk")
        return erase_many(said, reason=_reason(unit))
    found = Doomed({model: set(keys)})
    blanked = blank_events_about(found, reason=_reason(unit))
    remove_rows(found)
    return blanked


def remove_files(unit: DestructionUnit) -> None:
    """The bytes, once the rows are gone for good; again where that was cut short."""
    unit.refresh_from_db()
    if not unit.is_destroyed:
        return
    for label, column, name in unit.files_to_go:
        remove_file(label, column, name)
    if unit.files_to_go:
        DestructionUnit.objects.filter(pk=unit.pk).update(files_to_go=[])
    # Drawn pages that were put aside for the next reader: once, after the last place.
    others = DestructionUnit.objects.filter(destruction=unit.destruction)
    if not others.filter(result="", attempts=0).exists():
        shelf.clear()


def place_of(unit: DestructionUnit) -> Place:
    return Place(kind_of(unit.kind), unit.school, Years().of(unit.year))


def _locked(unit: DestructionUnit) -> DestructionUnit:
    rows = DestructionUnit.objects.select_related("school", "destruction__decided_by")
    found: DestructionUnit = rows.get(pk=unit.pk)
    return found


def _stops(place: Place, *, again: bool) -> list[Stop]:
    return holds_on_school(place.school) if again else stops(place)


def _reason(unit: DestructionUnit) -> str:
    return f"destruction {unit.destruction.pk}"


def _note_stopped(unit: DestructionUnit, stopped: list[Stop]) -> None:
    """That it waits again, told to nobody at the school; whoever may read what stands in
    the way reads it at the place."""
    why = " ".join(said(stopped))[:500]
    DestructionUnit.objects.filter(pk=unit.pk).update(
        result=Result.STOPPED, why=why, done_at=clock.now()
    )
    audience = audience_of(kind_of(unit.kind))
    by = unit.destruction.decided_by
    events.record("destruction.stopped", unit, by=by, audience=audience, why=why)


def _note_done(unit: DestructionUnit, **told: Any) -> None:
    DestructionUnit.objects.filter(pk=unit.pk).update(
        result=Result.DESTROYED, done_at=clock.now(), **told
    )
    record_done(unit)
    if unit.destruction.decided_by:
        # One that is done anew after a restore stands on the list already.
        destroyed_list.note(unit)


def record_done(unit: DestructionUnit) -> None:
    """The line that stands in the place of what is gone: at the school, for all who may
    see it. Of restricted letters nobody is told."""
    kind = kind_of(unit.kind)
    audience, scope = audience_of(kind), ""
    if unit.school and not kind.restricted:
        audience, scope = Audience.EVERYONE, unit.school.scope
    events.record(
        "destruction.done",
        unit,
        by=unit.destruction.decided_by,
        audience=audience,
        scope=scope,
        certificate=unit.destruction.pk,
    )
