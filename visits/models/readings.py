"""What a leader of the school has read of a note, so that changes can be marked."""

from django.conf import settings
from django.db import models

from visits.models.visit import Visit


class Reading(models.Model):
    """The version of a note that somebody last opened, and the one they knew before.

    Only versions that they could read are ever named here, so that what is marked
    as changed tells nothing of a draft.
    """

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="readings")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    version = models.PositiveIntegerField()
    at = models.DateTimeField()
    earlier_version = models.PositiveIntegerField(null=True, blank=True)
    earlier_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "user"], name="one_reading_per_reader"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}, version {self.version}"
