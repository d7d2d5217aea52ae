"""A day off that is added later, and the ten working days that it lies in (ACC-090).

What still runs is worked out anew at each sweep and needs nothing. What has run out is
kept, and the visit’s page says so.
"""

from datetime import date

from sitrack.core import events
from sitrack.core.models import Audience, Event
from visits.models import Comment


def on_event(event: Event) -> None:
    """Called for each event, in its transaction."""
    if event.verb == "calendar.day_closed":
        _keep(date.fromisoformat(event.data["day"]))


def _keep(day: date) -> None:
    """Say at each visit without a response that the day off changes nothing there."""
    silent = Comment.objects.filter(
        by=None, at__date__gte=day, visit__given_at__date__lt=day
    )
    for comment in silent.select_related("visit__record__school"):
        visit = comment.visit
        events.record(
            "visit.silence_kept",
            visit,
            by=None,
            scope=visit.record.school.scope,
            audience=Audience.LEADERS,
            day=f"{day:%-d %B %Y}",
        )
