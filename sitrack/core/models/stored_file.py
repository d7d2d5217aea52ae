"""A file that somebody handed in. Its bytes lie in the storage, outside any address."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from sitrack.core.models.job import Claimable, JobState


class Verdict(models.TextChoices):
    """What the scan came to. The row's own state says how far it has got."""

    PENDING = "pending", "Being checked for viruses: it can be opened after that."
    CLEAN = "clean", "Checked for viruses."
    NOT_SCANNED = "not_scanned", "Not scanned for viruses."
    REJECTED = "rejected", "A virus was found: nobody can open this file."
    UNSCANNABLE = (
        "unscannable",
        "It could not be checked for viruses: nobody can open this file.",
    )


def _place(stored: "StoredFile", name: str) -> str:
    """Never the name that it came with."""
    return f"handed-in/{stored.pk}"


class StoredFile(Claimable):
    """Waiting is received, running is being scanned; then there is a verdict.

    ``page`` is the address at which its sender is told of the verdict.
    """

    never_given_up: ClassVar[bool] = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    content = models.FileField(upload_to=_place)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    page = models.CharField(max_length=200)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField()
    verdict = models.CharField(
        max_length=11, choices=Verdict.choices, default=Verdict.PENDING
    )
    finding = models.CharField(max_length=200, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=JobState.DONE)
                | ~Q(verdict=Verdict.PENDING)
                | Q(removed_at__isnull=False),
                name="scanned_file_has_a_verdict",
            )
        ]
        indexes = [
            models.Index(fields=["state", "due_at"], name="stored_file_due"),
            models.Index(
                fields=["added_at"],
                condition=Q(verdict=Verdict.NOT_SCANNED),
                name="stored_file_not_scanned",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def may_be_opened(self) -> bool:
        """Whether its readers may have the bytes: it was found clean, or was not
        scanned for want of a scanner. A scanner that is down lets nothing through."""
        if self.removed_at:
            return False
        if self.verdict == Verdict.NOT_SCANNED:
            return settings.CLAMD is None
        return self.verdict == Verdict.CLEAN

    @property
    def is_refused(self) -> bool:
        return self.verdict in {Verdict.REJECTED, Verdict.UNSCANNABLE}
