"""Targeted support that was agreed with a school before its letter went (WIL-O-07)."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from engagement.models.change_letters import READERS
from engagement.models.records import SchoolYearRecord
from engagement.models.school_letters import SchoolLetter
from schools.access import granted
from sitrack.core.models import User, Versioned


class TargetedNoteQuerySet(models.QuerySet["TargetedNote"]):
    def visible_to(self, user: User) -> "TargetedNoteQuerySet":
        """Those to whom the letter will go, and the authority."""
        return self.filter(granted(user, "record__school", (READERS, None)))

    def without_letter(self) -> "TargetedNoteQuerySet":
        """Those whose letter is still asked for."""
        return self.standing().filter(letter=None)

    def standing(self) -> "TargetedNoteQuerySet":
        """Those that were not withdrawn."""
        return self.filter(withdrawn_at=None)


class TargetedNote(Versioned):
    """What was agreed with the school on a day. It stays open until its letter goes:
    then it names that letter and does not change any more. Until then it may be
    withdrawn, with a reason that the school reads.

    ``reasons`` and ``themes`` are codes of the framework; ``parts`` are as in an offer.
    """

    record = models.ForeignKey(
        SchoolYearRecord, on_delete=models.PROTECT, related_name="targeted_notes"
    )
    agreed_on = models.DateField()
    trend = models.TextField(blank=True)
    reasons: Any = models.JSONField(default=list, blank=True)
    themes: Any = models.JSONField(default=list, blank=True)
    parts: Any = models.JSONField()
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    noted_at = models.DateTimeField()
    letter = models.OneToOneField(
        SchoolLetter,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="note",
    )

    withdrawn_reason = models.TextField(blank=True, default="", db_default="")
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = TargetedNoteQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-agreed_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["record"],
                condition=Q(letter=None, withdrawn_at=None),
                name="one_targeted_note_waits_for_its_letter",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawn_reason="")
                | (
                    Q(
                        withdrawn_at__isnull=False,
                        withdrawn_by__isnull=False,
                        letter=None,
                    )
                    & ~Q(withdrawn_reason="")
                ),
                name="a_targeted_note_is_withdrawn_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"targeted support agreed on {self.agreed_on:%-d %B %Y}"

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    def get_absolute_url(self) -> str:
        return reverse("engagement:targeted_note", args=[self.pk])
