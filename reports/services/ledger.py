"""Taking back and correcting what is in the ledger, but for the time of visits."""

from django.db import transaction

from engagement.models import TimeEntry
from engagement.services.hours import Spent, correct_time, reverse_time
from schools.access import roles_at
from sitrack.core import delivery
from sitrack.core.models import User
from sitrack.core.rules import RuleBroken
from visits.models import VisitTime


@transaction.atomic
def take_back(*, entry: TimeEntry, reason: str, by: User) -> TimeEntry:
    """Reverse an entry made outside a visit, with the reason (INV-15).

    Whoever entered it is told where somebody else takes it back. Raises RuleBroken
    for a visit's time and as ``reverse_time``.
    """
    _check_no_visit(entry)
    reversal = reverse_time(entry=entry, reason=reason, by=by)
    theirs = entry.person.user
    if theirs and theirs != by and roles_at(theirs, entry.school):
        delivery.notify(
            [theirs],
            title=f"An entry of yours in the hours of {entry.school} was taken back",
            path=entry.get_absolute_url(),
            key=f"time:{entry.pk}:reversed",
        )
    return reversal


@transaction.atomic
def correct(*, entry: TimeEntry, spent: Spent, reason: str, by: User) -> TimeEntry:
    """Reverse an entry made outside a visit and enter it anew (ACC-031).

    Raises RuleBroken for a visit's time and as ``correct_time``.
    """
    _check_no_visit(entry)
    return correct_time(entry=entry, spent=spent, reason=reason, by=by)


def _check_no_visit(entry: TimeEntry) -> None:
    """A visit and its time are one: changed apart, the note would tell another."""
    if VisitTime.objects.filter(entry=entry).exists():
        raise RuleBroken("This is the time of a visit. Change the visit instead.")
