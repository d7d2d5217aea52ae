"""Putting off what waits for oneself until a day, and taking that back."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from sitrack.core import clock, events
from sitrack.core.models.event import Audience
from sitrack.core.models.job import JobState
from sitrack.core.models.reminder import Reminder
from sitrack.core.models.user import User
from sitrack.core.prepared import prepared
from sitrack.core.rules import RuleBroken

LONGEST = timedelta(days=90)
MORNING = time(7)


@transaction.atomic
def remind_on(*, key: str, scope: str, day: date, by: User) -> Reminder:
    """Leave the person in peace about one thing until a day, and remind them then.

    Asked for again it moves to the later choice. Raises RuleBroken for a day that has
    come, or that lies more than 90 days ahead.
    """
    today = clock.today()
    if day <= today:
        raise RuleBroken("Choose a day after today", "day")
    if day > today + LONGEST:
        last = f"{today + LONGEST:%-d %B %Y}"
        raise RuleBroken(f"Choose a day within 90 days, by {last}", "day")
    asked = {"state": JobState.WAITING, "attempts": 0, "due_at": morning_of(day)}
    reminder, _ = Reminder.objects.update_or_create(
        user=by, key=key, defaults={"scope": scope, "day": day, **asked}
    )
    events.record(
        "reminder.set", reminder, by=by, scope=scope, audience=Audience.SYSTEM
    )
    return reminder


@transaction.atomic
def take_reminder_back(*, key: str, by: User) -> None:
    """The thing waits again at once; nothing is done where it was not put off."""
    mine = Reminder.objects.filter(user=by, key=key).select_for_update().first()
    if mine:
        events.record(
            "reminder.taken_back",
            mine,
            by=by,
            scope=mine.scope,
            audience=Audience.SYSTEM,
        )
        mine.delete()


def put_off_by(user: User) -> dict[str, date]:
    """What the person has put off, by its key, and until which day: one query."""
    return dict(_put_off(user.key, clock.today()))


@prepared
def _put_off(user: int, today: date) -> Any:
    ahead = Reminder.objects.filter(user=user).ahead(today)
    return ahead.order_by().values_list("key", "day")


def morning_of(day: date) -> datetime:
    """When what a day asks for goes out."""
    return timezone.make_aware(datetime.combine(day, MORNING))
