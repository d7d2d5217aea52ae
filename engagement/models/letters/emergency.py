"""An administrator's opening of a letter in an emergency (CONF-14)."""

from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from engagement.models.letters.letter import RestrictedLetter
from schools.access import roles_anywhere
from sitrack.core import clock
from sitrack.core.models import User
from sitrack.core.roles import Role

# How long an administrator may go on reading what was opened.
EMERGENCY = timedelta(minutes=30)


class EmergencyOpeningQuerySet(models.QuerySet["EmergencyOpening"]):
    def visible_to(self, user: User) -> "EmergencyOpeningQuerySet":
        """The administrator who opened it, for half an hour (CONF-14)."""
        if Role.ADMIN not in roles_anywhere(user):
            return self.none()
        return self.filter(opened_by=user.key, opened_at__gte=clock.now() - EMERGENCY)


class EmergencyOpening(models.Model):
    """That an administrator opened a letter, and the reason given."""

    letter = models.ForeignKey(
        RestrictedLetter, on_delete=models.PROTECT, related_name="openings"
    )
    reason = models.TextField()
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    opened_at = models.DateTimeField()

    objects: ClassVar[Any] = EmergencyOpeningQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-pk"]

    def __str__(self) -> str:
        return f"Opening of {self.letter}"
