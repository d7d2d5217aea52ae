"""Asking to have destroyed what is past its time, deciding it, and keeping it longer.

One asks and another confirms, as for an erasure; the work comes into being with the
second's word, so there is nothing that a worker could take up before.
"""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from protection.models import (
    Destruction,
    DestructionUnit,
    Keeping,
    Outcome,
)
from protection.queries.retention.doomed import Place
from protection.queries.retention.due import waiting
from protection.queries.retention.kinds import years_of
from protection.queries.retention.stops import (
    Stop,
    all_stops,
    holds_on_school,
    said,
)
from protection.retention import Kind, Years, kind_of, label_of
from protection.retention.deciders import kinds_of
from protection.services.deciding import decide, refuse_the_asker
from protection.services.retention.desk import take_desk
from protection.services.retention.telling import (
    audience_of,
    tell_others,
    tell_who_asked,
)
from schools.models import School
from sitrack.core import calendar, clock, events, sweep
from sitrack.core.models import User
from sitrack.core.rules import RuleBroken

Schools = Iterable[int | None]


@transaction.atomic
def ask(
    *, kind: Kind, year: int, schools: Schools, reason: str, by: User
) -> Destruction:
    """Ask to have a kind of a school year destroyed at these schools; None among them
    stands for what is of no school.

    Raises RuleBroken for a place that does not wait (any more), and under a legal hold.
    """
    chosen = _chosen(kind, year, schools, by)
    for school in _named(chosen).values():
        found = holds_on_school(school)
        if found:
            raise RuleBroken(" ".join(said(found, by)), "schools")
    asked = Destruction.objects.create(
        kind=kind.code, year=year, schools=chosen, reason=reason.strip(), asked_by=by
    )
    audience = audience_of(kind)
    events.record("destruction.asked", asked, by=by, audience=audience, reason=reason)
    tell_others(asked, by=by)
    return asked


@transaction.atomic
def confirm(*, destruction: Destruction, by: User) -> None:
    """Have it done by the worker.

    Raises RuleBroken for whoever asked for it, where it was decided already, and where
    something stands in the way of every place; in the way of one, that one is left.
    """
    kind = _allowed(destruction, by)
    refuse_the_asker(destruction, by=by)
    take_desk()
    decide(destruction, Outcome.DONE, by=by)
    named = _named(destruction.schools)
    year = Years().of(destruction.year)
    in_the_way: list[Stop] = []
    for key in destruction.schools:
        found = all_stops(Place(kind, named.get(key), year))
        if not found:
            break
        in_the_way += found
    else:
        raise RuleBroken(" ".join(said(in_the_way, by)))
    rule = kind.rule(years_of(kind))
    Destruction.objects.filter(pk=destruction.pk).update(rule=rule)
    DestructionUnit.objects.bulk_create(
        DestructionUnit(
            destruction=destruction,
            kind=kind.code,
            school=named.get(key),
            year=destruction.year,
            due_at=clock.now(),
        )
        for key in destruction.schools
    )
    events.record(
        "destruction.confirmed", destruction, by=by, audience=audience_of(kind)
    )
    tell_who_asked(destruction)
    sweep.wake()


@transaction.atomic
def decline(*, destruction: Destruction, note: str, by: User) -> None:
    """Leave everything as it is, and say why; whoever asked may take it back so.

    Raises RuleBroken where it was decided already.
    """
    kind = _allowed(destruction, by)
    decide(destruction, Outcome.DECLINED, by=by, note=note)
    audience = audience_of(kind)
    events.record(
        "destruction.declined", destruction, by=by, audience=audience, note=note
    )
    tell_who_asked(destruction)


@transaction.atomic
def keep(
    *, kind: Kind, year: int, schools: Schools, until: date, reason: str, by: User
) -> list[Keeping]:
    """Keep a kind of a school year beyond its time at these schools.

    Raises RuleBroken for a day that has come, and as asking does.
    """
    if until <= calendar.today():
        raise RuleBroken("Choose a day after today", "until")
    chosen = _chosen(kind, year, schools, by)
    named = _named(chosen)
    kept = []
    for key in chosen:
        row = Keeping.objects.create(
            kind=kind.code,
            school=named.get(key),
            year=year,
            until=until,
            reason=reason.strip(),
            kept_by=by,
        )
        told = {"until": f"{until:%-d %B %Y}", "reason": reason}
        events.record("retention.kept", row, by=by, audience=audience_of(kind), **told)
        kept.append(row)
    return kept


def _chosen(kind: Kind, year: int, schools: Schools, by: User) -> list[int | None]:
    """The places that still wait, once nobody else decides; raises RuleBroken for one
    that does not."""
    if kind not in kinds_of(by):
        raise PermissionDenied("Your role does not let you decide about this.")
    take_desk()
    chosen = list(dict.fromkeys(schools))
    if not chosen:
        raise RuleBroken("Choose at least one", "schools")
    there = [found for found in waiting([kind]) if found.year == year]
    waits = there[0].schools if there else {}
    if set(chosen) - set(waits):
        raise RuleBroken(
            f"Of {label_of(year)} not all that you chose waits any more: somebody has"
            " decided in the meantime, or the schedule was changed."
        )
    return chosen


def _named(keys: Iterable[int | None]) -> dict[int | None, School]:
    return {school.pk: school for school in School.objects.filter(pk__in=_whole(keys))}


def _whole(keys: Iterable[int | None]) -> list[int]:
    return [key for key in keys if key is not None]


def _allowed(destruction: Destruction, by: User) -> Kind:
    kind = kind_of(destruction.kind)
    if kind not in kinds_of(by):
        raise PermissionDenied("Your role does not let you decide about this.")
    return kind
