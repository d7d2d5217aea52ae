"""What the school asks to have put right in a shared note, section by section."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from engagement.models import TemplatePrompt
from schools.access import granted
from sitrack.core.models import User, Versioned
from sitrack.core.roles import AUTHORITY_ROLES, SCHOOL_LEADERS, TEAM
from visits.models.visit import WRITTEN, Visit


class Outcome(models.TextChoices):
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Not changed"


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def visible_to(self, user: User) -> "CorrectionQuerySet":
        """The authority reads what was sent and no more (CONF-07).

        Governors read the note as it was put right, not what was asked for.
        """
        sent = Q(sent_at__isnull=False)
        may_see = granted(
            user,
            "visit__record__school",
            (SCHOOL_LEADERS, Q(visit__state__in=WRITTEN)),
            (AUTHORITY_ROLES, sent),
            (TEAM, sent & Q(visit__lead__user=user.key)),
        )
        return self.filter(may_see)

    def unsent(self) -> "CorrectionQuerySet":
        """Those that the school still keeps to itself."""
        return self.filter(sent_at=None)

    def waiting(self) -> "CorrectionQuerySet":
        """Those that were sent and want an answer."""
        return self.filter(sent_at__isnull=False, outcome="")


class Correction(Versioned):
    """One request: what is wrong in a section, and what it should say.

    Until it is sent it is a draft of the school's leaders together.
    """

    visit = models.ForeignKey(
        Visit, on_delete=models.PROTECT, related_name="corrections"
    )
    prompt = models.ForeignKey(
        TemplatePrompt, on_delete=models.PROTECT, related_name="+"
    )
    wrong = models.TextField()
    should_say = models.TextField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True)
    reason = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    # The section's label, set where it is shown.
    section: str

    objects: ClassVar[Any] = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["prompt__order", "at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", answered_by=None, answered_at=None)
                | Q(
                    ~Q(outcome=""),
                    sent_at__isnull=False,
                    answered_by__isnull=False,
                    answered_at__isnull=False,
                ),
                name="answer_to_a_correction_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.DECLINED, reason=""),
                name="declined_correction_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.prompt.label}: {self.wrong}"

    @property
    def outcome_words(self) -> str:
        return str(Outcome(self.outcome).label) if self.outcome else ""
