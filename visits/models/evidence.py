"""A joint evidence meeting: a visit at which both sides look at what shows a level."""

from django.conf import settings
from django.db import models

from engagement.models import LevelAssignment
from visits.models.visit import Visit


class LevelEvidence(models.Model):
    """A visit that was planned for a proposal of a level (SUF-W-12, SUF-F-10)."""

    assignment = models.ForeignKey(
        LevelAssignment, on_delete=models.PROTECT, related_name="meetings"
    )
    visit = models.OneToOneField(
        Visit, on_delete=models.PROTECT, related_name="level_evidence"
    )
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    opened_at = models.DateTimeField()

    class Meta:
        ordering = ["opened_at", "pk"]

    def __str__(self) -> str:
        return f"joint evidence meeting of {self.visit.date:%-d %B %Y}"
