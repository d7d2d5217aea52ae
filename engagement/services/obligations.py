"""Keeping what is due true, and waiving it (domain 3.3, SUF-T)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from engagement.definitions.levels import Cadence
from engagement.models import CadenceRule, Obligation, SchoolYearRecord
from engagement.queries import duties
from engagement.queries.contacts import given_by_contacts
from engagement.queries.graded_duties import given_by_gradings
from engagement.queries.held import held_at
from engagement.queries.sheet_days import done_by_sheets
from engagement.queries.targeted import given_by_targeted
from engagement.rules.cadence import Anchor, Period, periods_of
from engagement.rules.duties import (
    Done,
    Given,
    LevelHeld,
    asked_at,
    asked_of,
    check_can_resume,
    check_can_waive,
    first_met,
)
from engagement.services.holding import hold_open
from schools.choices import Status
from schools.models import School
from sitrack.core import clock, events
from sitrack.core.models import Audience, User

ASSESSMENTS = "assessment_trajectory"
Cancelled = Obligation.Cancelled
# What follows from rules and from what was done; what a person said is not among them.
DERIVED = [
    *("record", "term", "activity", "label", "responsible", "due_on", "note"),
    *("met_on", "met_kind", "met_key", "cancelled"),
]
STORED = [
    field.attname for field in Obligation._meta.concrete_fields if field.name in DERIVED
]


@dataclass(frozen=True)
class _Asked:
    """One thing that one record's framework asks for."""

    record: SchoolYearRecord
    rule: CadenceRule
    cadence: Cadence
    period: Period


@transaction.atomic
def settle(*, schools: Iterable[int], day: date, given: Given) -> None:
    """Bring what is due at schools up to date, for the years that are not over.

    Rows that a rule asks for are made, due dates that lie ahead follow the calendar
    (those that have passed are kept, with a note: ACC-090), what was done is entered
    as met or taken back, and what nobody asks for any more is cancelled (INV-22).
    ``given`` is what the apps above know. Doing it twice changes nothing.
    """
    if not (records := _records(schools, day)):
        return
    keys = [record.school_id for record in records]
    for give in (given_by_gradings, given_by_contacts, given_by_targeted):
        given = given.joined(give(keys, day))
    levels = duties.levels_of(keys)
    on = duties.calendar_of({record.year_id for record in records})
    rules = duties.rules_of(records)
    activities = {cadence.activity for own in rules.values() for _, cadence in own}
    done = [*given.done, *duties.done_in(records, levels, on, activities)]
    done += [*held_at(records, levels, rules), *done_by_sheets(records, rules)]
    given.anchors.extend(duties.plan_levels(levels, given.done, day))
    until = max((end for _, end in on.days.halves), default=day)
    given.anchors.extend(duties.level_spans(levels, until, day))
    asked = _asked(records, rules, on, given, done, duties.held_by(levels))
    present = {
        (row.school_id, row.rule_id, row.period): row
        for row in Obligation.objects.filter(record__in=records)
    }
    by_activity = defaultdict(list)
    for act in done:
        by_activity[act.school, act.activity].append(act)
    changed = []
    for key, one in asked.items():
        row = present.pop(key, None)
        found = by_activity[one.record.school_id, one.cadence.activity]
        if row is None and not _begins(one, day):
            continue
        before = _values(row) if row else None
        row = _brought_up(row, one, first_met(found, one.period), day)
        if before != _values(row):
            changed.append(row)
    schools_by_key = {record.school_id: record.school for record in records}
    changed += _dropped(present.values(), schools_by_key, day)
    Obligation.objects.bulk_create(
        changed,
        update_conflicts=True,
        update_fields=DERIVED,
        unique_fields=["school", "rule", "period"],
    )


@transaction.atomic
def waive(*, obligation: Obligation, reason: str, by: User) -> Obligation:
    """Say that something need not be done this time, and why.

    Both sides read the reason (SUF-P-08). Raises RuleBroken for what is not open,
    in a locked record, and without a reason.
    """
    held = _held(obligation)
    reason = check_can_waive(is_open=held.is_open, reason=reason)
    held.waived_reason, held.waived_by, held.waived_at = reason, by, clock.now()
    held.save()
    _tell("obligation.waived", held, by=by, reason=reason)
    return held


@transaction.atomic
def resume(*, obligation: Obligation, reason: str, by: User) -> Obligation:
    """Ask again for what was waived. Raises RuleBroken for what was not, and without
    a reason; the event keeps both."""
    held = _held(obligation)
    reason = check_can_resume(is_waived=held.waived_at is not None, reason=reason)
    held.waived_reason, held.waived_by, held.waived_at = "", None, None
    held.save()
    _tell("obligation.resumed", held, by=by, reason=reason)
    return held


def _records(schools: Iterable[int], day: date) -> list[SchoolYearRecord]:
    rows = SchoolYearRecord.objects.filter(school__in=list(schools), year__end__gte=day)
    open_ones = rows.exclude(state=SchoolYearRecord.State.LOCKED)
    return list(open_ones.select_related("school", "year").order_by("pk"))


def _asked(
    records: list[SchoolYearRecord],
    rules: dict[int, list[tuple[CadenceRule, Cadence]]],
    on: duties.Calendar,
    given: Given,
    done: list[Done],
    levels: dict[int, list[LevelHeld]],
) -> dict[tuple[int, int, str], _Asked]:
    """Everything that the records' frameworks ask for, by school, rule and period."""
    no_measures = duties.without_measures(records)
    anchors = defaultdict(list)
    for school, anchor in given.anchors:
        anchors[school].append(anchor)
    found = {}
    for record in records:
        own = [*on.anchors[record.year_id], *_of_year(record, anchors)]
        for rule, cadence in rules[record.framework_id]:
            unasked = cadence.activity == ASSESSMENTS and record.pk in no_measures
            if unasked or not asked_of(cadence.schools, record.school.maintained):
                continue
            last = _last_done(cadence, record.school_id, done)
            for period in _periods(record, cadence, [*own, *last], on):
                if asked_at(levels[record.school_id], cadence.level, period.due_on):
                    one = _Asked(record, rule, cadence, period)
                    found[record.school_id, rule.pk, period.key] = one
    return found


def _of_year(
    record: SchoolYearRecord, anchors: dict[int, list[Anchor]]
) -> Iterator[Anchor]:
    """What happened at the school in the record's year, and counts there; of what goes
    on from one year into the next, each counts what falls due in it."""
    for anchor in anchors[record.school_id]:
        last = anchor.end or anchor.start
        if anchor.start <= record.year.end and record.year.start <= last:
            yield anchor


def _periods(
    record: SchoolYearRecord,
    cadence: Cadence,
    anchors: list[Anchor],
    on: duties.Calendar,
) -> Iterator[Period]:
    year = record.year
    lasting = {
        one.key
        for one in anchors
        if one.end and (one.start < year.start or one.end > year.end)
    }
    for period in periods_of(cadence, anchors, on.days):
        if period.anchor not in lasting or year.start <= period.due_on <= year.end:
            yield period


def _last_done(cadence: Cadence, school: int, done: list[Done]) -> list[Anchor]:
    """The last time that the school did it, where a cadence counts from that."""
    if cadence.anchor != "last_done":
        return []
    times = [
        (one.on, one)
        for one in done
        if one.school == school and one.activity == cadence.activity and one.on
    ]
    if not times:
        return []
    day, last = max(times, key=lambda pair: (pair[0], pair[1].key))
    return [Anchor("last_done", f"after:{last.kind}.{last.key}", day)]


def _begins(one: _Asked, day: date) -> bool:
    """Nothing is asked for that fell due before there was a record, nor of a school
    that is closed by then; but a level that has lasted too long still does."""
    opened = timezone.localdate(one.record.opened_at)
    stands = one.cadence.anchor == "level_limit" or one.period.due_on >= opened
    return stands and not _is_closed(one.record.school, one.period.due_on, day)


def _brought_up(
    row: Obligation | None, one: _Asked, met: Done | None, day: date
) -> Obligation:
    """The row as it should be: its due day, and whether it is met."""
    row = row or Obligation(
        school_id=one.record.school_id, rule=one.rule, period=one.period.key
    )
    row.record = one.record
    row.term_id = _term_of(one.period.anchor)
    row.activity, row.label = one.cadence.activity, one.cadence.label
    row.responsible = one.cadence.responsible
    due = one.period.due_on
    kept = row.due_on is not None and row.due_on < day and row.due_on != due
    row.note = (
        f"By the calendar as it is now this would be due on {due:%-d %B %Y}."
        if kept
        else ""
    )
    row.due_on = row.due_on if kept else due
    same = met and (row.met_kind, row.met_key) == (met.kind, met.key)
    if met and not (same and met.on is None):
        row.met_on = met.on or day
        row.met_kind, row.met_key = met.kind, met.key
    if not met:
        row.met_on, row.met_kind, row.met_key = None, "", None
    closed = _is_closed(one.record.school, row.due_on, day)
    unmet = row.met_on is None and row.waived_at is None
    row.cancelled = Cancelled.SCHOOL_CLOSED if closed and unmet else ""
    return row


def _dropped(
    rows: Iterable[Obligation], schools: dict[int, School], day: date
) -> Iterator[Obligation]:
    """Rows that nothing asks for any more, such as those of a visit's note that was
    taken back; what was waived keeps its reason."""
    for row in rows:
        before = _values(row)
        closed = _is_closed(schools[row.school_id], row.due_on, day)
        reason = Cancelled.SCHOOL_CLOSED if closed else Cancelled.NOT_ASKED
        row.met_on, row.met_kind, row.met_key = None, "", None
        row.cancelled = "" if row.waived_at else reason
        if before != _values(row):
            yield row


def _is_closed(school: School, due_on: date, day: date) -> bool:
    """INV-22: closed today, or closed by the day that something would be due."""
    if school.status == Status.CLOSED:
        return True
    return school.closed_on is not None and school.closed_on < max(due_on, day)


def _term_of(anchor: str) -> int | None:
    """The term that an anchor lies in, where it is one or half of one."""
    kind, _, key = anchor.partition(":")
    return int(key.partition(".")[0]) if kind in {"term", "half"} else None


def _values(row: Obligation) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in STORED)


def _held(obligation: Obligation) -> Obligation:
    """The row as it stands now; whoever changes it at the same time comes after."""
    hold_open(obligation.record)
    rows = Obligation.objects.select_for_update(of=("self",)).select_related("school")
    return rows.get(pk=obligation.pk)


def _tell(verb: str, obligation: Obligation, *, by: User, reason: str) -> None:
    events.record(
        verb,
        obligation,
        by=by,
        scope=obligation.school.scope,
        audience=Audience.LEADERS,
        reason=reason,
    )
