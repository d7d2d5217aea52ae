"""Reminding of the day by which a request has to be answered: some working days before,
and once it has passed.

As with next steps, the request notes the day that it was reminded of, so that one whose
day is put right is spoken of again, and two sweeps at once say it once.
"""

from datetime import date

from django.db import transaction
from django.db.models import F, Q

from disclosure.models import Disclosure
from disclosure.services.telling import notify
from schools.access import users_who_may
from sitrack.core import calendar
from sitrack.core.roles import Capability
from sitrack.core.working_days import add_working_days

DAYS_BEFORE = 3
SOON = "A request for information has to be answered soon"
LATE = "A request for information is late"


def remind(limit: int) -> int:
    """Remind of the requests that are due soon or late; returns of how many. The sweep's
    call."""
    today = calendar.today()
    until = add_working_days(today, DAYS_BEFORE, calendar.closed_days())
    due = [
        ("reminded_of", SOON, Q(due_by__gte=today, due_by__lte=until)),
        ("told_late", LATE, Q(due_by__lt=today)),
    ]
    count = 0
    for column, title, when in due:
        new = Q(**{column: None}) | ~Q(**{column: F("due_by")})
        rows = Disclosure.objects.unanswered().filter(when).filter(new)
        for found in rows.order_by("due_by", "pk")[:limit]:
            count += _remind(found, column, title)
    return count


@transaction.atomic
def _remind(found: Disclosure, column: str, title: str) -> int:
    """Remind of one, unless it was answered, put right or told of meanwhile."""
    day: date = found.due_by
    same = Disclosure.objects.unanswered().filter(pk=found.pk, due_by=day)
    new = same.filter(Q(**{column: None}) | ~Q(**{column: day}))
    if not new.update(**{column: day}):
        return 0
    everybody = users_who_may(Capability.DISCLOSE)
    notify(found, everybody, title, occasion=f"{column}:{day:%Y%m%d}")
    return 1
