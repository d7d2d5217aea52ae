"""The school asks for another time for a planned visit (SM-3)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from visits.models.visit import Visit


class TimeRequest(models.Model):
    """Why the planned time does not suit, what would, and what came of it.

    At most one of a visit waits for an answer. ``planned_for`` is the time that did
    not suit; ``suggested`` holds up to three lines, times or words.
    """

    class Outcome(models.TextChoices):
        MOVED = "moved", "The visit was moved"
        KEPT = "kept", "The time was kept"
        CANCELLED = "cancelled", "The visit was cancelled"
        TAKEN_BACK = "withdrawn", "The school took it back"

    visit = models.ForeignKey(
        Visit, on_delete=models.PROTECT, related_name="time_requests"
    )
    planned_for = models.DateTimeField()
    reason = models.TextField()
    suggested = models.JSONField(default=list, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()
    outcome = models.CharField(max_length=9, choices=Outcome.choices, blank=True)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["TimeRequest"]]

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""), name="request_for_another_time_says_why"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", answer="", answered_by=None, answered_at=None)
                | (
                    ~Q(outcome="")
                    & ~Q(answer="")
                    & Q(answered_by__isnull=False, answered_at__isnull=False)
                ),
                name="answer_to_a_request_for_another_time_is_whole",
            ),
            models.UniqueConstraint(
                fields=["visit"],
                condition=Q(answered_at=None),
                name="one_open_request_for_another_time",
            ),
        ]

    def __str__(self) -> str:
        return self.reason
