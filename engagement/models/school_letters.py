"""Letters to a school that are not restricted, beside those about a level (LET-04, 07)."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from engagement.models.change_letters import READERS
from schools.access import granted
from schools.models import School
from sitrack.core.models import AcademicYear, User, Versioned, given_together


class SchoolLetterQuerySet(models.QuerySet["SchoolLetter"]):
    def visible_to(self, user: User) -> "SchoolLetterQuerySet":
        """Those it is addressed to, and the authority."""
        return self.filter(granted(user, "school", (READERS, None)))


class SchoolLetter(models.Model):
    """Drawn once, when it goes out, and kept as it read that day (DP-11); ``kind`` is
    its code in the framework."""

    kind = models.SlugField(max_length=20)
    school = models.ForeignKey(
        School, on_delete=models.PROTECT, related_name="school_letters"
    )
    year = models.ForeignKey(AcademicYear, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    issued_at = models.DateTimeField()
    facts = models.JSONField()
    html = models.TextField()

    objects: ClassVar[Any] = SchoolLetterQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "year", "number"],
                name="school_letters_are_numbered_by_kind_and_year",
            ),
            models.CheckConstraint(
                condition=~Q(html=""), name="school_letter_is_drawn"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.reference}"

    def get_absolute_url(self) -> str:
        return reverse("engagement:school_letter", args=[self.pk])

    @property
    def title(self) -> str:
        return str(self.facts["title"])

    @property
    def reference(self) -> str:
        return str(self.facts["reference"])


class TargetedOffer(Versioned):
    """What a targeted-support letter offers, and what the school answers (DEC-13).

    ``parts`` are the forms of support by their code, each with what it is, and what it
    costs where it costs something; ``answers`` say by the same codes what the school
    takes.
    """

    letter = models.OneToOneField(
        SchoolLetter, on_delete=models.PROTECT, related_name="offer"
    )
    parts = models.JSONField()
    answers = models.JSONField(default=dict, blank=True)
    answer_text = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            given_together(
                "answered_by",
                "answered_at",
                name="an_answer_to_an_offer_says_who_and_when",
            )
        ]

    def __str__(self) -> str:
        return f"Offer of {self.letter}"
