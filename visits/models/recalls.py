"""A note that its author took back before the school had answered (SM-3)."""

from django.conf import settings
from django.db import models

from visits.models.visit import Visit


class Recall(models.Model):
    """When a shared note was taken back, by whom and why; the school is told."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="recalls")
    reason = models.TextField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="recall_says_why"
            )
        ]

    def __str__(self) -> str:
        return self.reason
