"""An issued letter on paper: its fixed original, and the copies that were taken."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from engagement.models.letters.letter import RestrictedLetter
from sitrack.core.models import Claimable
from sitrack.core.models.job import JobState


class LetterPaper(Claimable):
    """The letter as PDF, drawn once after it is issued and never again (PDF-09).

    Waiting has it still to be drawn. Nobody is given these bytes as they are: each
    copy is stamped with its reader and the moment.
    """

    never_given_up: ClassVar[bool] = True

    letter = models.OneToOneField(
        RestrictedLetter, on_delete=models.PROTECT, related_name="paper"
    )
    content = models.FileField(blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    template_version = models.CharField(max_length=64, blank=True)
    drawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(sha256="", content="", drawn_at=None)
                | Q(sha256__gt="", content__gt="", drawn_at__isnull=False),
                name="a_letters_paper_is_drawn_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state=JobState.DONE) | Q(sha256__gt=""),
                name="a_letters_paper_is_done_once_it_is_drawn",
            ),
        ]

    def __str__(self) -> str:
        return f"Paper of {self.letter}"

    @property
    def is_drawn(self) -> bool:
        return bool(self.sha256)


class LetterCopy(models.Model):
    """A stamped copy that a reader took: the sum by which it is known again."""

    letter = models.ForeignKey(
        RestrictedLetter, on_delete=models.PROTECT, related_name="copies"
    )
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()
    sha256 = models.CharField(max_length=64, db_index=True)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"Copy of {self.letter}"
