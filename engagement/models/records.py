"""The rolling record: one for each school and academic year (SUF-R)."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from engagement.models.frameworks import FrameworkVersion
from engagement.models.templates import AssessmentMeasure, MenuItem, Option
from engagement.rules.measures import figure
from schools.access import at_schools
from schools.models import School
from sitrack.core.models import AcademicYear, Term, User, Versioned, given_together
from sitrack.core.roles import READERS
from sitrack.core.words import worded


class RecordQuerySet(models.QuerySet["SchoolYearRecord"]):
    def visible_to(self, user: User) -> "RecordQuerySet":
        return self.filter(at_schools(user, READERS, path="school"))


class SchoolYearRecord(Versioned):
    """The rolling record of one school in one year, with its header block."""

    class State(models.TextChoices):
        PREPARED = "prepared", "Prepared"
        OPEN = "open", "Open"
        LOCKED = "locked", "Locked"

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="records")
    year = models.ForeignKey(
        AcademicYear, on_delete=models.PROTECT, related_name="records"
    )
    framework = models.ForeignKey(
        FrameworkVersion, on_delete=models.PROTECT, related_name="records"
    )
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    opened_at = models.DateTimeField()
    # Empty while it can be written in; the reason is told to whoever reads it.
    locked_at = models.DateTimeField(null=True, blank=True)
    lock_reason = models.CharField(max_length=300, blank=True)
    # Why it was unlocked; it stays until the record is locked again.
    unlock_reason = models.CharField(max_length=300, blank=True)
    # When the year before was carried into it.
    carried_at = models.DateTimeField(null=True, blank=True)
    vision = models.TextField(blank=True)
    adviser = models.CharField(max_length=150, blank=True)
    peer_review = models.ForeignKey(
        Option, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    peer_review_note = models.CharField(max_length=250, blank=True)
    # That the people named on the front page are right, said once a year.
    contacts_confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    contacts_confirmed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = RecordQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-year__start", "school__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "year"], name="one_record_per_school_and_year"
            ),
            models.CheckConstraint(
                condition=Q(state="locked", locked_at__isnull=False)
                | (~Q(state="locked") & Q(locked_at=None)),
                name="locked_record_says_since_when",
            ),
            given_together(
                "contacts_confirmed_by",
                "contacts_confirmed_at",
                name="contacts_are_confirmed_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school} {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("record", args=[self.pk])

    @property
    def is_traded(self) -> bool:
        """Whether the school is an academy that buys the service (SUF-W-19)."""
        return not (self.school.maintained or self.framework.has_academies)

    @property
    def is_locked(self) -> bool:
        return self.state == self.State.LOCKED

    @property
    def is_prepared(self) -> bool:
        """Whether its year is still to come (SM-8)."""
        return self.state == self.State.PREPARED


class TrajectoryView(Versioned):
    """One side's view of where the school is heading, for a term (SUF-R-15 to 17).

    A view without ``given_at`` is a draft that only its own side sees (CONF-07).
    """

    class Subject(models.TextChoices):
        INSPECTION = "inspection", "Trajectory to the next Ofsted inspection"
        ASSESSMENT = "assessment", "Trajectory for assessments at the end of the year"

    class Viewpoint(models.TextChoices):
        SCHOOL = "school", "School’s view"
        LA = "la", "LA view"
        JOINT = "joint", "Agreed together"

    record = models.ForeignKey(
        SchoolYearRecord, on_delete=models.PROTECT, related_name="trajectories"
    )
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=10, choices=Subject.choices)
    viewpoint = models.CharField(max_length=6, choices=Viewpoint.choices)
    option = models.ForeignKey(Option, on_delete=models.PROTECT, related_name="+")
    comment = models.TextField(blank=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    given_at = models.DateTimeField(null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["record", "term", "subject", "viewpoint"],
                name="one_view_per_term_subject_and_side",
            ),
            given_together(
                "given_by", "given_at", name="trajectory_view_is_given_whole"
            ),
        ]

    def __str__(self) -> str:
        return f"{name_of_view(self.viewpoint)}, {self.term}"


def name_of_view(viewpoint: str) -> str:
    """ "LA view", as a heading, with the framework's word for the authority."""
    if viewpoint == TrajectoryView.Viewpoint.LA:
        return worded("{Authority} view")
    return str(TrajectoryView.Viewpoint(viewpoint).label)


class AssessmentCell(Versioned):
    """What the school expects of one measure in one term (SUF-R-18)."""

    record = models.ForeignKey(
        SchoolYearRecord, on_delete=models.PROTECT, related_name="assessments"
    )
    measure = models.ForeignKey(
        AssessmentMeasure, on_delete=models.PROTECT, related_name="+"
    )
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=300, blank=True)
    number = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["record", "measure", "term"],
                name="one_cell_per_measure_and_term",
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure}, {self.term}"

    @property
    def said(self) -> str:
        """The number with its unit and the text, in one line."""
        words = [figure(self.number, self.measure.unit), self.text]
        return ", ".join(word for word in words if word)


class MeasureOverride(Versioned):
    """A school's own word on whether a measure applies to it, with the reason."""

    school = models.ForeignKey(
        School, on_delete=models.PROTECT, related_name="measure_overrides"
    )
    measure = models.ForeignKey(
        AssessmentMeasure, on_delete=models.PROTECT, related_name="+"
    )
    applies = models.BooleanField()
    reason = models.CharField(max_length=300)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    given_at = models.DateTimeField(null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "measure"], name="one_override_per_measure"
            ),
            given_together(
                "given_by", "given_at", name="override_of_a_measure_is_given_whole"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} at {self.school}"


class SupportEntry(Versioned):
    """How support is planned for a term, strand by strand (SUF-R-22 to 25)."""

    class Strand(models.TextChoices):
        ENTITLEMENT = (
            "entitlement",
            "How will the Standards and Excellence support entitlement be used?",
        )
        OTHER_TEAMS = "other_teams", "Support from other teams"
        SCHOOL_TO_SCHOOL = "school_to_school", "School to school support"
        OFFER = "offer", "Support the school could offer other schools"

    record = models.ForeignKey(
        SchoolYearRecord, on_delete=models.PROTECT, related_name="support"
    )
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+")
    strand = models.CharField(max_length=16, choices=Strand.choices)
    text = models.TextField(blank=True)
    planned_minutes = models.PositiveIntegerField(null=True, blank=True)
    # Those whose words stand in the text.
    menu_items = models.ManyToManyField(MenuItem, blank=True, related_name="+")
    # The school's priorities that it is for (SUF-W-07).
    priorities = models.ManyToManyField(
        "engagement.RecordPriority", blank=True, related_name="+"
    )
    partner_school = models.ForeignKey(
        School, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["record", "term", "strand"],
                name="one_support_entry_per_term_and_strand",
            ),
            models.CheckConstraint(
                condition=Q(partner_school=None) | Q(strand="school_to_school"),
                name="a_partner_school_gives_school_to_school_support",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_strand_display()}, {self.term}"
