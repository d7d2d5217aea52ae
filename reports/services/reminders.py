"""What somebody has put off comes back on its day."""

from django.urls import reverse

from reports.queries.mine import one_of, school_of
from reports.services.summaries import refresh_schools_of
from sitrack.core import calendar, delivery
from sitrack.core.models import Reminder


def tell(reminder: Reminder) -> None:
    """Remind its person, unless the thing was done or moved meanwhile; the sweep calls it.

    The mail has no word of the thing: it leads to the page of what is due.
    """
    user = reminder.user
    if reminder.day > calendar.today():
        return
    refresh_schools_of(user)
    if one_of(user, school_of(reminder.scope), reminder.key):
        delivery.notify(
            [user],
            title="You asked to be reminded today of something that is due",
            path=reverse("my_due"),
            key=f"reminder:{reminder.pk}:{reminder.day:%Y%m%d}",
        )
