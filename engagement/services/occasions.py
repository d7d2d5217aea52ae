"""Keeping a school's calendar of reviews: a date, what was held, what was called off."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from engagement.models import Obligation, Occasion, SchoolYearRecord
from engagement.queries.occasions import present_at
from engagement.rules import occasions as rules
from engagement.services.holding import hold_open
from sitrack.core import calendar, clock, events
from sitrack.core.models import Audience, User
from sitrack.core.rules import RuleBroken


@transaction.atomic
def plan_occasion(
    *, record: SchoolYearRecord, code: str, label: str, day: date, by: User
) -> Occasion:
    """Set the date of something. Raises RuleBroken for a day that has passed, outside
    the year, and in a locked record."""
    hold_open(record)
    year = record.year
    rules.check_planned(day=day, today=calendar.today(), start=year.start, end=year.end)
    occasion = Occasion.objects.create(
        record=record,
        code=code,
        label=label,
        planned_on=day,
        entered_by=by,
        entered_at=clock.now(),
    )
    _tell("occasion.planned", occasion, by=by, day=f"{day:%-d %B %Y}")
    return occasion


@transaction.atomic
def hold_occasion(
    *,
    record: SchoolYearRecord,
    code: str,
    label: str,
    day: date,
    outcome: str,
    by: User,
    planned: Occasion | None = None,
    obligation: Obligation | None = None,
    taking_part: Iterable[str] = (),
) -> Occasion:
    """Record that something was held, in one line (CAD-18 to CAD-23).

    ``taking_part`` are the codes of those who took part without a sign-in (TRU-R-05).
    It meets the obligation that it is recorded for, even late; else what it falls in.
    Raises RuleBroken for a day to come or outside the year, for what was recorded
    already, and in a locked record.
    """
    hold_open(record)
    year = record.year
    rules.check_held(day=day, today=calendar.today(), start=year.start, end=year.end)
    if obligation:
        rows = Obligation.objects.select_for_update(of=("self",))
        rules.check_open_still(is_open=rows.get(pk=obligation.pk).is_open)
        if obligation.occasions.filter(held_on__isnull=False).exists():
            rules.check_open_still(is_open=False)
    occasion = Occasion(record=record, code=code, label=label)
    if planned:
        occasion = _waiting(planned)
        occasion.version += 1
    occasion.held_on, occasion.outcome = day, outcome.strip()
    occasion.obligation = obligation
    occasion.taking_part = "\n".join(_named(record, taking_part))
    occasion.entered_by, occasion.entered_at = by, clock.now()
    occasion.save()
    _tell("occasion.held", occasion, by=by, day=f"{day:%-d %B %Y}")
    return occasion


@transaction.atomic
def call_off(*, occasion: Occasion, reason: str, by: User) -> Occasion:
    """Say that something planned does not take place, and why. Raises RuleBroken."""
    hold_open(occasion.record)
    held = _waiting(occasion)
    if not reason.strip():
        raise RuleBroken("Say why it does not take place.", "reason")
    held.called_off = reason.strip()
    held.version += 1
    held.save()
    _tell("occasion.called_off", held, by=by, reason=held.called_off)
    return held


def _named(record: SchoolYearRecord, codes: Iterable[str]) -> list[str]:
    """What they are called, in the order of the definition."""
    chosen = set(codes)
    return [one.label for one in present_at(record) if one.code in chosen]


def _waiting(occasion: Occasion) -> Occasion:
    rows = Occasion.objects.select_for_update(of=("self",)).select_related(
        "record__school"
    )
    held: Occasion = rows.get(pk=occasion.pk)
    rules.check_waits(held=bool(held.held_on), called_off=bool(held.called_off))
    return held


def _tell(verb: str, occasion: Occasion, *, by: User, **facts: object) -> None:
    events.record(
        verb,
        occasion,
        by=by,
        scope=occasion.record.school.scope,
        audience=Audience.LEADERS,
        what=occasion.label,
        **facts,
    )
