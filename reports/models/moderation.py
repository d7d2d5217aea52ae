"""What the authority says of a school's level in a term, and that a term was reviewed."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from reports.rules import moderation as rules
from schools.access import at_schools
from schools.models import School
from sitrack.core.models import Term, User, Versioned, given_together
from sitrack.core.roles import Capability, roles_with


class ModerationQuerySet(models.QuerySet["ModerationNote"]):
    def visible_to(self, user: User) -> "ModerationQuerySet":
        """The SEP's own row, the RLE's region, all for the head (domain 4.2)."""
        readers = roles_with(Capability.READ_MODERATION)
        return self.filter(at_schools(user, readers, path="school"))

    def waiting(self) -> "ModerationQuerySet":
        return self.exclude(state=rules.APPROVED)


class ModerationNote(Versioned):
    """One school in one term: what its RLE says of the level, whether the head of
    service agrees, and what the RLE is asked to look at again."""

    class State(models.TextChoices):
        WRITTEN = rules.WRITTEN, "Waiting for approval"
        REVISIT = rules.REVISIT, "To be looked at again"
        APPROVED = rules.APPROVED, "Approved"

    school = models.ForeignKey(
        School, on_delete=models.PROTECT, related_name="moderations"
    )
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State.choices)
    text = models.TextField(blank=True)
    ask = models.TextField(blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    written_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    settled_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = ModerationQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["school__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "term"], name="one_moderation_per_school_and_term"
            ),
            models.CheckConstraint(
                condition=Q(state="revisit") | ~Q(text=""),
                name="a_moderation_has_words",
            ),
            models.CheckConstraint(
                condition=~Q(state="revisit") | ~Q(ask=""),
                name="a_moderation_asks_in_words",
            ),
            given_together(
                "written_by", "written_at", name="a_moderation_is_written_whole"
            ),
            given_together(
                "settled_by", "settled_at", name="a_moderation_is_settled_whole"
            ),
            models.CheckConstraint(
                condition=Q(state="written") | Q(settled_by__isnull=False),
                name="a_settled_moderation_names_who",
            ),
        ]
        indexes = [models.Index(fields=["term", "state"], name="moderation_by_term")]

    def __str__(self) -> str:
        return f"moderation of {self.school}, {self.term}"

    def get_absolute_url(self) -> str:
        return reverse("moderation", args=[self.school_id, self.term_id])


class LevelReview(models.Model):
    """That the levels of a term were reviewed, said once by the head of service.

    ``rows`` are the schools and their notes as they stood at that moment, for the
    report of the term; they do not change again (PDF-12).
    """

    term = models.OneToOneField(Term, on_delete=models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField()
    rows: Any = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"review of the levels, {self.term}"
