"""A visit's time in the hours ledger."""

from engagement.models import Option
from engagement.services.hours import log_time, reverse_time
from sitrack.core.models import User
from visits.models import Visit, VisitTime


def enter_time(visit: Visit, *, by: User) -> None:
    """Enter the visit's time under the category that its type names."""
    entry = log_time(
        record=visit.record,
        day=visit.date,
        minutes=visit.minutes or 0,
        person=visit.lead,
        category=category_of(visit),
        by=by,
        over_ceiling_reason=visit.over_ceiling_reason,
    )
    VisitTime.objects.create(visit=visit, entry=entry)


def correct_time(visit: Visit, *, by: User) -> None:
    """Where minutes, day or category changed: reverse the entry, enter a new one."""
    latest = visit.time.select_related("entry").order_by("-pk").first()
    if latest is None:
        enter_time(visit, by=by)
        return
    entry = latest.entry
    wanted = (visit.minutes, visit.date, category_of(visit).pk)
    if (entry.minutes, entry.day, entry.category_id) != wanted:
        reverse_time(entry=entry, reason="The visit was changed", by=by)
        enter_time(visit, by=by)


def take_time_back(visit: Visit, *, by: User) -> None:
    """Reverse the visit's latest entry; sharing the note again enters a new one."""
    latest = visit.time.select_related("entry").order_by("-pk").first()
    if latest is not None:
        reverse_time(
            entry=latest.entry, reason="The visit’s note was taken back", by=by
        )


def category_of(visit: Visit) -> Option:
    """The ledger's category for a type of visit."""
    code = visit.visit_type.category if visit.visit_type else "other"
    return Option.objects.get(
        list__framework=visit.record.framework,
        list__code="time_category",
        code=code or "other",
    )
