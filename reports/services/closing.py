"""A school that has closed: its records are locked, its diary is emptied (INV-22)."""

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from engagement.models import SchoolYearRecord
from engagement.services.closing import cancel_dues_of_closed, withdraw_of_closed
from engagement.services.year import hold_records, lock_record
from plans.models import ENDED, Plan
from plans.services.ending import cancel_plan
from schools.choices import Status
from schools.models import School
from schools.services.changes import mark_closed
from sitrack.core import calendar
from sitrack.core.models import User
from visits.models import Visit
from visits.services.diary import cancel_visit


def lock_closed(limit: int) -> int:
    """Close the schools whose last day is over; returns how many.

    Run by two sweeps at once, or twice, it does each once. A record that somebody has
    unlocked with a reason since the school closed is left to them.
    """
    unlocked = SchoolYearRecord.objects.filter(school=OuterRef("pk"), unlock_reason="")
    unlocked = unlocked.exclude(state=SchoolYearRecord.State.LOCKED)
    over = School.objects.filter(closed_on__lt=calendar.today())
    waiting = over.filter(~Q(status=Status.CLOSED) | Exists(unlocked)).order_by("pk")
    return sum(close_school(school=school, by=None) for school in waiting[:limit])


@transaction.atomic
def close_school(*, school: School, by: User | None) -> bool:
    """A school's last day is over: mark it closed, and close its records; whether there
    was any of it left to do."""
    hold_records(school)
    first = mark_closed(school=school, by=by)
    return close_records(school=school, by=by, first=first) or first


@transaction.atomic
def close_records(*, school: School, by: User | None, first: bool = False) -> bool:
    """Cancel what a closed school has in the diary and what is due there, withdraw what
    is not decided, cancel its plans, and lock its records with the reason; whether there was any to lock.

    The hours ledger stays as it is. So do the open next steps: the school that follows
    may take them over (ACC-102). The ``first`` time a record is locked that was once
    unlocked too.
    """
    reason = f"The school closed on {school.closed_on:%-d %B %Y}."
    alive = [
        record
        for record in hold_records(school)
        if not record.is_locked and (first or not record.unlock_reason)
    ]
    if not alive:
        return False
    withdraw_of_closed(school=school, reason=reason, by=by)
    for plan in Plan.objects.filter(school=school).exclude(state__in=ENDED):
        cancel_plan(plan=plan, reason=reason, by=by)
    for record in alive:
        for visit in Visit.objects.planned().filter(record=record):
            cancel_visit(
                visit=visit, reason=reason, expected_version=visit.version, by=by
            )
        lock_record(record=record, reason=reason, by=by)
    cancel_dues_of_closed(school=school)
    return True
