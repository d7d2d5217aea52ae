"""Next steps: what was agreed, by when, and who (SUF-R-33, SM-9)."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from engagement.models import SchoolYearRecord
from schools.access import granted
from schools.models import Person, School
from sitrack.core.models import User, Versioned
from sitrack.core.roles import AUTHORITY_ROLES, GOVERNANCE, SCHOOL_LEADERS, TEAM
from visits.models.visit import WRITTEN, Visit, VisitState, notes_led_by


class StepState(models.TextChoices):
    OPEN = "open", "Open"
    DONE = "done", "Done"
    CARRIED = "carried", "Carried"
    DROPPED = "dropped", "Dropped"


def changed_since(due_on: date | None, who: str) -> str:
    """What has changed since a note was final: the new day, the new person."""
    parts = [f"by {due_on:%-d %B %Y}"] if due_on else []
    parts += [who] if who else []
    return f"Now: {', '.join(parts)}" if parts else ""


class NextStepQuerySet(models.QuerySet["NextStep"]):
    def visible_to(self, user: User) -> "NextStepQuerySet":
        """Steps of the visits whose notes the user may read, and for an officer of
        another team those that they were given."""
        may_see = granted(
            user,
            "record__school",
            (AUTHORITY_ROLES, None),
            (SCHOOL_LEADERS, Q(visit__state__in=WRITTEN)),
            (GOVERNANCE, Q(visit__state=VisitState.FINAL)),
            (TEAM, Q(visit__lead__user=user.key)),
            (TEAM, Q(person__user=user.key, visit__state__in=WRITTEN)),
        ) | notes_led_by(user, path="visit__")
        return self.filter(may_see)

    def of_school(self, school: School | int) -> "NextStepQuerySet":
        """Steps that belong to a school now, carried there or agreed there."""
        return self.filter(record__school=school)

    def agreed(self) -> "NextStepQuerySet":
        """Steps of notes that have left their author."""
        return self.filter(visit__state__in=WRITTEN)

    def open(self) -> "NextStepQuerySet":
        return self.filter(state=StepState.OPEN)

    def alive(self) -> "NextStepQuerySet":
        """Open steps of records that can be written in: nobody is to do the others."""
        return self.open().exclude(record__state=SchoolYearRecord.State.LOCKED)

    def due_before(self, day: date) -> "NextStepQuerySet":
        return self.filter(due_on__lt=day)


class NextStep(Versioned):
    """One agreed step. In a draft it may still lack its day or its person.

    A step goes on changing after its note is final, and the note keeps what was
    agreed: ``agreed_due_on`` and ``agreed_who`` hold what a final note says where
    the step has since been moved or given to somebody else (INV-08).
    ``reminded_of`` and ``told_late`` name the due day that a reminder was made for.
    """

    visit = models.ForeignKey(
        Visit, on_delete=models.PROTECT, related_name="next_steps"
    )
    # The year's record that it belongs to now: at first that of its visit, later that
    # into which it was carried. ``visit`` stays: there it was agreed.
    record = models.ForeignKey(
        SchoolYearRecord, on_delete=models.PROTECT, related_name="next_steps"
    )
    order = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True)
    due_on = models.DateField(null=True, blank=True)
    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="next_steps",
    )
    who = models.CharField(max_length=150, blank=True)
    # In words, where the form of the visit asks what it costs.
    cost = models.CharField(max_length=150, blank=True)
    state = models.CharField(
        max_length=8, choices=StepState.choices, default=StepState.OPEN
    )
    closed_on = models.DateField(null=True, blank=True)
    closing_note = models.CharField(max_length=300, blank=True)
    # The visit whose note closed it; empty where somebody closed it between visits.
    closed_by = models.ForeignKey(
        Visit, on_delete=models.PROTECT, null=True, blank=True, related_name="closed"
    )
    carried_to = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="carried_from",
    )

    agreed_due_on = models.DateField(null=True, blank=True)
    agreed_who = models.CharField(max_length=150, blank=True)
    reminded_of = models.DateField(null=True, blank=True)
    told_late = models.DateField(null=True, blank=True)

    objects: ClassVar[Any] = NextStepQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["reminded_of", "told_late"])

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=StepState.OPEN, closed_on=None)
                | (~Q(state=StepState.OPEN) & Q(closed_on__isnull=False)),
                name="closed_step_says_when",
            )
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="step_due")]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("visits:step", args=[self.pk])

    @property
    def is_carried_over(self) -> bool:
        """Whether it was carried into a later record than that of its visit (ACC-003)."""
        return self.record_id != self.visit.record_id

    @property
    def noted_due_on(self) -> date | None:
        """The day as the note says it."""
        return self.agreed_due_on or self.due_on

    @property
    def noted_who(self) -> str:
        """The person as the note says it."""
        return self.agreed_who or self.who or str(self.person or "")

    @property
    def changed_since(self) -> str:
        """What a final note does not say, in words; empty where nothing changed."""
        return changed_since(
            self.due_on if self.agreed_due_on else None,
            self.who if self.agreed_who else "",
        )

    def is_overdue(self, day: date) -> bool:
        return self.state == StepState.OPEN and bool(self.due_on and self.due_on < day)
