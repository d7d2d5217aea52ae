"""How long each kind is kept, what is kept longer, and what was destroyed."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from protection.models.deciding import AskedAndDecided, Outcome, decided_by_another
from protection.retention import kind_of
from protection.retention.deciders import kinds_of
from protection.retention.years import label_of
from protection.rules import LEAST_YEARS, MOST_YEARS
from schools.models import School
from sitrack.core import clock
from sitrack.core.models import User, Versioned
from sitrack.core.models.job import Claimable


class OfAKind(models.QuerySet[Any]):
    def visible_to(self, user: User) -> "OfAKind":
        """What is of a kind that the user disposes of (``kinds_of``)."""
        return self.filter(kind__in=[kind.code for kind in kinds_of(user)])


class RetentionDesk(models.Model):
    """One row: whoever decides what is kept, holds or destroys takes it first, so that
    one thing happens after the other. It notes the day on which the list was last looked
    through, and of what people have been told."""

    looked_on = models.DateField(null=True)
    told = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(pk=1), name="there_is_one_retention_desk"
            )
        ]

    def __str__(self) -> str:
        return "the retention desk"


class RetentionYears(Versioned):
    """The authority's own years for a kind; without a row the default holds."""

    kind = models.SlugField(max_length=20, unique=True)
    years = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=300)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(years__gte=LEAST_YEARS, years__lte=MOST_YEARS),
                name="a_kind_is_kept_for_some_years",
            )
        ]

    def __str__(self) -> str:
        return f"retention of {kind_of(self.kind).name}"


class Unit(models.Model):
    """A kind, a school (or none) and a school year, by the calendar year it begins in."""

    kind = models.SlugField(max_length=20)
    school = models.ForeignKey(
        School, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    year = models.PositiveSmallIntegerField()

    class Meta:
        abstract = True

    @property
    def what(self) -> str:
        """As it reads on a page."""
        parts = [kind_of(self.kind).name, str(self.school or ""), label_of(self.year)]
        return ", ".join(part for part in parts if part)


class Keeping(Unit):
    """That something is kept beyond its time, until a day and for a reason."""

    until = models.DateField()
    reason = models.CharField(max_length=300)
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    kept_at = models.DateTimeField(default=clock.now, editable=False)

    objects: ClassVar[Any] = OfAKind.as_manager()

    class Meta:
        ordering = ["-kept_at", "-pk"]
        indexes = [models.Index(fields=["kind", "year"], name="keeping_of_a_kind")]

    def __str__(self) -> str:
        return self.what


class Destruction(AskedAndDecided):
    """That a kind of a school year is to be, or was, destroyed at some schools.

    ``schools`` holds their keys; an empty one stands for what is of no school. ``rule``
    is the schedule as it read when it was confirmed.
    """

    kind = models.SlugField(max_length=20)
    year = models.PositiveSmallIntegerField()
    schools = models.JSONField(default=list)
    rule = models.CharField(max_length=300, blank=True)
    outcome = models.CharField(
        max_length=8,
        choices=[(Outcome.DONE, "Confirmed"), (Outcome.DECLINED, "Not destroyed")],
        blank=True,
    )

    objects: ClassVar[Any] = OfAKind.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = decided_by_another("a_destruction")

    def __str__(self) -> str:
        return f"{kind_of(self.kind).name}, {label_of(self.year)}"

    def get_absolute_url(self) -> str:
        return reverse("protection:destruction", args=[self.pk])


class Result(models.TextChoices):
    DESTROYED = "destroyed", "Destroyed"
    STOPPED = "stopped", "Not destroyed"


class DestructionUnit(Unit, Claimable):
    """One school's part: work that is there once a second person has confirmed it, and
    a line of the certificate once it is done.

    ``counts`` says how many rows of which kind went, ``left`` how many stay because
    something that is kept rests on them, and ``left_rows`` which: they go with whatever
    is destroyed at the school next. ``files_to_go`` are bytes that are still to be
    removed: they go after the rows, also where the worker died in between.
    """

    never_given_up: ClassVar[bool] = True
    destruction = models.ForeignKey(
        Destruction, on_delete=models.PROTECT, related_name="units"
    )
    result = models.CharField(max_length=9, choices=Result.choices, blank=True)
    why = models.CharField(max_length=500, blank=True)
    counts = models.JSONField(default=dict)
    files = models.PositiveIntegerField(default=0)
    events = models.PositiveIntegerField(default=0)
    left = models.PositiveIntegerField(default=0)
    left_rows = models.JSONField(default=dict)
    files_to_go = models.JSONField(default=list)
    done_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = OfAKind.as_manager()

    class Meta:
        ordering = ["school__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["destruction", "school"], name="a_destruction_has_a_school_once"
            ),
            models.CheckConstraint(
                condition=Q(result="", done_at=None)
                | (~Q(result="") & Q(done_at__isnull=False)),
                name="what_was_destroyed_says_when",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_at"], name="destruction_unit_due"),
            models.Index(fields=["kind", "year"], name="destruction_of_a_kind"),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def rows(self) -> int:
        return sum(self.counts.values())

    @property
    def is_destroyed(self) -> bool:
        return self.result == Result.DESTROYED
