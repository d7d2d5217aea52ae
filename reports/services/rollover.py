"""One school's record goes into the next year (SM-8, ACC-003)."""

from dataclasses import dataclass

from django.db import transaction

from engagement.models import FrameworkVersion, SchoolYearRecord
from engagement.rules.records import has_closed
from engagement.services.records import RecordExists, create_record
from engagement.services.year import (
    bring_across,
    hold_records,
    lock_record,
    mark_carried,
)
from reports.models.rollover import Outcome
from reports.queries.unfinished import unfinished
from reports.services.closing import close_records
from schools.models import School
from sitrack.core.models import AcademicYear, User
from sitrack.core.rules import RuleBroken
from visits.services.carrying import carry_steps


@dataclass(frozen=True)
class Rolled:
    """What became of a school; ``record`` is that of the new year, where it has one."""

    outcome: Outcome
    record: SchoolYearRecord | None = None
    reason: str = ""


@transaction.atomic
def roll_over(
    *, school: School, into: AcademicYear, framework: FrameworkVersion, by: User
) -> Rolled:
    """Lock a school's earlier records and carry into the new year what goes on.

    The vision, open priorities and open next steps come along; the level stays in
    force, planned visits stay where they are, and no plan for support is copied.
    Done again it changes nothing. A school that has closed is only locked, and so is
    an academy whose agreement has ended. Raises RuleBroken, with all that is to be
    finished first, and then nothing is changed.
    """
    records = hold_records(school)
    if has_closed(closed_on=school.closed_on, day=into.start):
        reason = f"The school closed on {school.closed_on:%-d %B %Y}."
        close_records(school=school, by=by)
        return Rolled(Outcome.LOCKED, reason=reason)
    earlier = [record for record in records if record.year.start < into.start]
    new = next((record for record in records if record.year_id == into.pk), None)
    if new is not None and new.carried_at is not None:
        return Rolled(Outcome.CARRIED, new)
    missing = unfinished(record for record in earlier if not record.is_locked)
    if missing:
        raise RuleBroken(missing)
    made = new is None
    if new is None:
        try:
            new = create_record(school=school, year=into, framework=framework, by=by)
        except RecordExists:
            raise
        except RuleBroken as broken:
            _lock(earlier, broken.message, by=by)
            return Rolled(Outcome.LEFT_OUT, reason=broken.message)
    if earlier and not made:
        bring_across(old=earlier[0], new=new)
    steps = carry_steps(into=new)
    _lock(earlier, f"The year is over: what goes on is in the record of {into}.", by=by)
    mark_carried(old=earlier[0] if earlier else None, new=new, steps=steps, by=by)
    return Rolled(Outcome.CARRIED, new)


def _lock(records: list[SchoolYearRecord], reason: str, *, by: User | None) -> None:
    for record in records:
        if not record.is_locked:
            lock_record(record=record, reason=reason, by=by)
