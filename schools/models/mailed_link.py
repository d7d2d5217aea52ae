"""A link that is mailed to a person, works once, and for some days."""

from datetime import datetime
from typing import Any, ClassVar

from django.db import models

from sitrack.core.models import Mailed


class MailedLinkQuerySet(models.QuerySet[Any]):
    def open(self) -> "MailedLinkQuerySet":
        """Neither used, withdrawn nor replaced; the link may be too old all the same."""
        return self.filter(outcome="")


class MailedLink(Mailed):
    """Written in the transaction that asks for it, and mailed by the sweep.

    The link's token is made when the mail is, and only its SHA-256 is kept: what the
    database holds opens nothing. Its days count from the mail, not from the asking, so
    that a mail server's bad weekend costs the person no time. ``outcome`` is empty while
    it is open.
    """

    token_digest = models.CharField(max_length=64, unique=True, null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = MailedLinkQuerySet.as_manager()

    class Meta(Mailed.Meta):
        abstract = True

    def is_too_old(self, moment: datetime) -> bool:
        """Whether its days are over at a moment."""
        return self.expires_at is not None and self.expires_at <= moment
