"""What strangers at the door leave: the same row whether anybody here has the address."""

from django.db import models

from sitrack.core import clock
from sitrack.core.models.job import Claimable


class RefusedSignIn(models.Model):
    """A sign-in that was refused; the sweep tells whom it concerns, and forgets it."""

    email = models.EmailField(max_length=320)
    reason = models.CharField(max_length=60)
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"refused at {self.at}"


class PasswordRequest(Claimable):
    """Somebody has forgotten the password of an address; the sweep mails a link where
    there is an account, and forgets it: at once, or a day after a link was mailed."""

    email = models.EmailField(max_length=320)
    asked_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering = ["asked_at", "pk"]

    def __str__(self) -> str:
        return f"asked at {self.asked_at}"
