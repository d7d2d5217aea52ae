"""A sign-in from elsewhere that somebody has connected to their account."""

from django.db import models

from sitrack.core import clock
from sitrack.core.models.user import User


class ConnectedSignIn(models.Model):
    """Who somebody is to a provider: its issuer and its subject, which never change.

    No address and no name is kept of it: those are given away and taken back.
    """

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="connected_sign_ins"
    )
    issuer = models.CharField(max_length=255)
    subject = models.CharField(max_length=255)
    connected_at = models.DateTimeField(default=clock.now, editable=False)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["connected_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "subject"], name="one_account_per_subject"
            ),
            models.UniqueConstraint(
                fields=["user", "issuer"], name="one_subject_per_issuer_and_account"
            ),
        ]

    def __str__(self) -> str:
        return f"sign-in of {self.user} at {self.issuer}"
