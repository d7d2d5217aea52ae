"""A day on which somebody wants to be reminded of a thing that waits for them."""

from datetime import date
from typing import Any, ClassVar

from django.db import models

from sitrack.core.models.job import Claimable
from sitrack.core.models.user import User


class ReminderQuerySet(models.QuerySet["Reminder"]):
    def visible_to(self, user: User) -> "ReminderQuerySet":
        """A reminder is its own person's and nobody else's."""
        return self.filter(user=user.key)

    def ahead(self, today: date) -> "ReminderQuerySet":
        """Those whose day has not come: until then their person is left in peace."""
        return self.filter(day__gt=today)


class Reminder(Claimable):
    """One thing that one person has put off; the sweep reminds them on the day.

    ``key`` names the thing for as long as it waits, and ``scope`` where it does, as an
    event's does. It holds no word of the thing itself.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="reminders")
    key = models.CharField(max_length=80)
    scope = models.CharField(max_length=40)
    day = models.DateField()

    objects: ClassVar[Any] = ReminderQuerySet.as_manager()

    class Meta:
        ordering = ["day", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "key"], name="one_reminder_of_a_thing_per_person"
            )
        ]
        indexes = [
            models.Index(fields=["scope", "day"], name="reminder_scope"),
            models.Index(fields=["key", "day"], name="reminder_key"),
            models.Index(fields=["state", "due_at"], name="reminder_due"),
        ]

    def __str__(self) -> str:
        return f"a reminder on {self.day:%-d %B %Y}"
