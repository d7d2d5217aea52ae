"""A change of a school's life, confirmed by a person: what it needs of all the apps."""

from datetime import date

from django.db import transaction

from engagement.models import LevelAssignment, SchoolYearRecord, TimeEntry
from engagement.models.levels import IN_FORCE_STATES
from reports.services.closing import close_school
from schools.models import School, SchoolChange
from schools.services import changes
from sitrack.core import calendar
from sitrack.core.models import User
from sitrack.core.rules import RuleBroken
from visits.models import Visit


@transaction.atomic
def confirm_change(
    *, change: SchoolChange, last_day: date, by: User, kind: str = ""
) -> SchoolChange:
    """Confirm that a school ends, and close it where its last day is over (ACC-074).

    A day to come takes effect by the sweep on the day after it. Nothing is moved to the
    school that follows (INV-23). Raises RuleBroken as ``changes.confirm``, and where the
    school has visits, time or levels after that day.
    """
    changes.check_undecided(change)
    check_nothing_after(change.school, last_day)
    if change.successor and (kind or change.kind) == SchoolChange.Kind.CONVERSION:
        check_is_new(change.successor, last_day)
    changes.confirm(change=change, last_day=last_day, by=by, kind=kind)
    school = School.objects.get(pk=change.school_id)
    if last_day < calendar.today():
        close_school(school=school, by=by)
        change.refresh_from_db()
    return change


def check_nothing_after(school: School, last_day: date) -> None:
    """INV-22: no visit, no time and no level is dated after a school has closed."""
    visits = Visit.objects.held().filter(record__school=school, date__gt=last_day)
    found = visits.order_by("date").values_list("date", flat=True).first()
    what = "There is a visit of"
    if found is None:
        spent = TimeEntry.objects.filter(school=school, day__gt=last_day)
        kept = spent.filter(reverses=None, reversed_by_entry=None)
        found = kept.order_by("day").values_list("day", flat=True).first()
        what = "There is time in the hours ledger on"
    if found is None:
        levels = LevelAssignment.objects.filter(
            school=school, state__in=IN_FORCE_STATES, effective_from__gt=last_day
        )
        days = levels.order_by("effective_from").values_list(
            "effective_from", flat=True
        )
        found, what = days.first(), "There is a level from"
    if found is not None:
        told = f"{what} {found:%-d %B %Y}, which is after that day. Check the day."
        raise RuleBroken(told, "last_day")


def check_is_new(successor: School, last_day: date) -> None:
    """INV-23: a conversion makes a new school, one without a record of its own before."""
    before = SchoolYearRecord.objects.filter(
        school=successor, year__end__lt=last_day
    ).exists()
    if before:
        told = (
            f"{successor} has records from before that day, so it is no new school."
            " Say that another school replaces it."
        )
        raise RuleBroken(told, "kind")
