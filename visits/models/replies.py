"""What the school answers to a visit's note, and what is added once it is final."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from engagement.models import Side
from sitrack.core.events import SYSTEM_NAME
from sitrack.core.models import User, given_together
from visits.models.visit import Visit

SILENCE = "No response within ten working days"


class CommentQuerySet(models.QuerySet["Comment"]):
    def visible_to(self, user: User) -> "CommentQuerySet":
        """Comments on the notes that the user may read."""
        return self.filter(visit__in=Visit.objects.visible_to(user))


class Comment(models.Model):
    """The school's answer to a shared note, and the officer's answer to it.

    One without an author stands for the silence of ten working days.
    """

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="comments")
    side = models.CharField(max_length=6, choices=Side.choices)
    text = models.TextField(blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            given_together(
                "answered_by", "answered_at", name="answer_to_a_comment_is_whole"
            ),
            models.CheckConstraint(
                condition=Q(by__isnull=False) | Q(text=""),
                name="words_have_an_author",
            ),
            models.UniqueConstraint(
                fields=["visit"],
                condition=Q(by=None),
                name="silence_is_noted_once",
            ),
        ]

    def __str__(self) -> str:
        if self.by_id is None:
            return SILENCE
        return self.text or "No comment"

    @property
    def said_by(self) -> str:
        """Who said it; sitrack where nobody did."""
        return str(self.by) if self.by else SYSTEM_NAME


class Addendum(models.Model):
    """The only thing that can be added to a final visit (INV-08)."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="addenda")
    side = models.CharField(max_length=6, choices=Side.choices)
    text = models.TextField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text

    @property
    def side_name(self) -> str:
        """Whose side it was said from, as the framework calls it."""
        return Side(self.side).named
