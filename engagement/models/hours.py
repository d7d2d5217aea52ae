"""The hours ledger: append-only, corrected by reversing rows (INV-15)."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q, Sum
from django.urls import reverse

from engagement.models.records import SchoolYearRecord
from engagement.models.templates import Option, Team
from schools.access import at_schools
from schools.models import Person, School
from sitrack.core.models import Term, User
from sitrack.core.roles import Capability, roles_with


class TimeQuerySet(models.QuerySet["TimeEntry"]):
    def visible_to(self, user: User) -> "TimeQuerySet":
        readers = roles_with(Capability.READ_LEDGER)
        own = Q(person__user=user.key)
        return self.filter(at_schools(user, readers, path="school") | own)

    def counted(self) -> "TimeQuerySet":
        return self.filter(counted=True)

    def total(self) -> int:
        """Minutes, reversals netted (DER-01)."""
        return int(self.aggregate(sum=Sum("minutes"))["sum"] or 0)


class TimeEntry(models.Model):
    """Time that somebody spent on a school; minutes are negative in a reversal.

    ``what_for`` says what time outside a visit was spent on, ``reason`` why an entry
    was taken back. Both are read by whoever reads the entry, the school included.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="time")
    record = models.ForeignKey(
        SchoolYearRecord, on_delete=models.PROTECT, related_name="time"
    )
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    minutes = models.IntegerField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="time")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    category = models.ForeignKey(Option, on_delete=models.PROTECT, related_name="+")
    counted = models.BooleanField()
    over_ceiling_reason = models.TextField(blank=True)
    what_for = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    reverses = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reversed_by_entry",
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField()

    objects: ClassVar[Any] = TimeQuerySet.as_manager()

    class Meta:
        ordering = ["day", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reverses=None, minutes__gt=0)
                | Q(reverses__isnull=False, minutes__lt=0),
                name="time_is_positive_unless_it_reverses",
            )
        ]
        indexes = [
            models.Index(fields=["school", "term", "counted"], name="time_by_term")
        ]

    def __str__(self) -> str:
        return f"{self.minutes} minutes on {self.day:%-d %B %Y}"

    def get_absolute_url(self) -> str:
        """The ledger of the entry's school and term."""
        return ledger_path(self.school_id, self.term_id)

    @property
    def is_settled(self) -> bool:
        """Whether it was taken back, or is what took another entry back."""
        return self.reverses_id is not None or hasattr(self, "reversed_by_entry")


def ledger_path(school: int, term: int) -> str:
    """The address of a school's hours in a term, by their keys."""
    return f"{reverse('hours', args=[school])}?term={term}"
