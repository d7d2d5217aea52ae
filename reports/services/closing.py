"""A school that has closed: its records are locked, its diary is emptied (INV-22)."""

from django.db import transaction

from engagement.models import SchoolYearRecord
from engagement.services.year import hold_records, lock_record
from schools.models import School
from sitrack.core import calendar
from sitrack.core.models import User
from visits.models import Visit
from visits.services.diary import cancel_visit


def lock_closed(limit: int) -> int:
    """Lock the records of schools that have closed; returns of how many schools.

    Run by two sweeps at once, or twice, it does each once. A record that somebody
    has unlocked with a reason is left to them.
    """
    waiting = SchoolYearRecord.objects.filter(
        school__closed_on__lt=calendar.today(), unlock_reason=""
    ).exclude(state=SchoolYearRecord.State.LOCKED)
    keys = waiting.order_by().values_list("school", flat=True).distinct()[:limit]
    return sum(
        close_records(school=School.objects.get(pk=key), by=None) for key in keys
    )


@transaction.atomic
def close_records(*, school: School, by: User | None) -> bool:
    """Cancel what a closed school has in the diary, and lock its records with the
    reason; whether there was any to lock. Its open next steps stay as they are: the
    school that follows may take them over (ACC-102)."""
    reason = f"The school closed on {school.closed_on:%-d %B %Y}."
    alive = [
        record
        for record in hold_records(school)
        if not (record.is_locked or record.unlock_reason)
    ]
    for record in alive:
        for visit in Visit.objects.planned().filter(record=record):
            cancel_visit(
                visit=visit, reason=reason, expected_version=visit.version, by=by
            )
        lock_record(record=record, reason=reason, by=by)
    return bool(alive)
