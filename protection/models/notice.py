"""What an installation tells everybody about their data: one row, or the default."""

from django.db import models
from django.db.models import Q

from sitrack.core.models import Versioned

LONGEST = 20_000


class PrivacyNotice(Versioned):
    """The notice as the administrator worded it; without a row the default is shown."""

    text = models.TextField(max_length=LONGEST)
    changed_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(pk=1), name="there_is_one_privacy_notice"
            )
        ]

    def __str__(self) -> str:
        return "the privacy notice"
