"""The kinds of restricted letter, and the help text that goes with them."""

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from engagement.models.frameworks import FrameworkVersion
from engagement.rules import letters as rules
from sitrack.core.models import Versioned
from sitrack.core.roles import Role


class Course(models.TextChoices):
    PREVENTATIVE = rules.PREVENTATIVE, "Preventative letter"
    STATUTORY = rules.STATUTORY, "Statutory notice"
    CONCERN = rules.CONCERN, "Notice of concern"


class LetterState(models.TextChoices):
    DRAFT = rules.DRAFT, "Draft"
    APPROVED = rules.APPROVED, "Signed off"
    WITHDRAWN = rules.WITHDRAWN, "Withdrawn"
    ISSUED = rules.ISSUED, "Issued"
    RESPONSE_DUE = rules.RESPONSE_DUE, "Reply due"
    RESPONSE_RECEIVED = rules.RESPONSE_RECEIVED, "Reply received"
    MONITORED = rules.MONITORED, "Monitored"
    LIFTED = rules.LIFTED, "Lifted"
    ESCALATED = rules.ESCALATED, "Escalated"
    COMPLIANCE_PERIOD = rules.COMPLIANCE_PERIOD, "Compliance period"
    COMPLIED = rules.COMPLIED, "Complied with"
    NOT_COMPLIED = rules.NOT_COMPLIED, "Not complied with"
    INTERVENTION = rules.INTERVENTION, "Intervention"
    CLOSED = rules.CLOSED, "Closed"
    IMPLEMENTATION = rules.IMPLEMENTATION, "Time to act"
    REVIEW = rules.REVIEW, "Reviewed"
    SUFFICIENT = rules.SUFFICIENT, "Progress sufficient"
    INSUFFICIENT = rules.INSUFFICIENT, "Progress not sufficient"


class LetterType(models.Model):
    """A kind of letter as the framework defines it (LET-01, LET-02, LET-03)."""

    framework = models.ForeignKey(
        FrameworkVersion, on_delete=models.CASCADE, related_name="letter_types"
    )
    code = models.SlugField(max_length=30)
    item = models.CharField(max_length=12)
    name = models.CharField(max_length=120)
    short = models.CharField(max_length=12)
    course = models.CharField(max_length=12, choices=Course.choices)
    signed_by = models.CharField(max_length=12, choices=Role.choices)
    body = models.TextField()
    legal_help = models.TextField()
    response_days = models.PositiveSmallIntegerField(null=True, blank=True)
    review_months = models.PositiveSmallIntegerField(null=True, blank=True)
    concerns_label = models.CharField(max_length=80, blank=True)
    actions_label = models.CharField(max_length=80, blank=True)
    grounds = models.JSONField(default=list)
    preconditions = models.JSONField(default=list)
    powers = models.JSONField(default=list, blank=True)
    copies = models.JSONField(default=list)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "code"], name="one_letter_type_per_code"
            )
        ]

    def __str__(self) -> str:
        return self.name


class LegalHelp(Versioned):
    """The help text on legal wording as the Head of service keeps it; it stays when the
    framework is loaded anew."""

    framework_code = models.SlugField(max_length=30)
    letter_code = models.SlugField(max_length=30)
    text = models.TextField()
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    changed_at = models.DateTimeField()

    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["framework_code", "letter_code"], name="one_legal_help_per_type"
            )
        ]

    def __str__(self) -> str:
        return f"Legal help of {self.framework_code}, {self.letter_code}"
