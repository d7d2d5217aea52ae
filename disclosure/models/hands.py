"""Whose hands a request went through while it was prepared."""

from django.conf import settings
from django.db import models

from disclosure.models.disclosures import Disclosure
from sitrack.core import clock


class Hand(models.Model):
    """That somebody settled, opened or marked something, took a mark off or prepared it.

    It stays whoever settles the same again, and where the request is sent back: nobody
    checks or releases what they had a hand in.
    """

    disclosure = models.ForeignKey(
        Disclosure, on_delete=models.CASCADE, related_name="hands"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["disclosure", "by"], name="a_hand_is_noted_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.by}, {self.disclosure}"
