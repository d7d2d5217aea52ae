"""The secret address at which a person's calendar programme reads their days."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q


class CalendarFeedQuerySet(models.QuerySet["CalendarFeed"]):
    def live(self) -> "CalendarFeedQuerySet":
        """Addresses that were neither replaced nor stopped."""
        return self.filter(ended_at=None)


class CalendarFeed(models.Model):
    """One address of one person; only the SHA-256 of its token is kept.

    An address that has ended stays, so that whoever asks for it still is refused and
    its owner is told.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="feeds"
    )
    token_digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = CalendarFeedQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(ended_at=None),
                name="one_live_calendar_feed_per_person",
            )
        ]

    def __str__(self) -> str:
        return "the address of a calendar feed"
