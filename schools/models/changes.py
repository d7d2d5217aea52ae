"""What is said to happen to a school's life, until a person has confirmed it."""

from datetime import date, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from schools.models.school import School
from sitrack.core.models import User
from sitrack.core.roles import Capability, roles_with


class SchoolChangeQuerySet(models.QuerySet["SchoolChange"]):
    def visible_to(self, user: User) -> "SchoolChangeQuerySet":
        """Changes at the schools of whoever may confirm them."""
        from schools.access import at_schools

        roles = roles_with(Capability.CONFIRM_CHANGES)
        return self.filter(at_schools(user, roles, path="school"))

    def undecided(self) -> "SchoolChangeQuerySet":
        return self.filter(state=SchoolChange.State.PROPOSED)

    def ahead(self) -> "SchoolChangeQuerySet":
        """Those that are confirmed and wait for their day."""
        return self.filter(state=SchoolChange.State.CONFIRMED)


class SchoolChange(models.Model):
    """A school ends, alone or followed by another (INV-22, INV-23).

    The register proposes it, a person confirms it, and it happens on the day after
    ``last_day``. An amalgamation is one change for each school that ends.
    """

    class Kind(models.TextChoices):
        CLOSURE = "closure", "It closes"
        CONVERSION = "conversion", "It converts to an academy"
        AMALGAMATION = "amalgamation", "It becomes one school with others"
        REPLACEMENT = "replacement", "Another school replaces it"

    class State(models.TextChoices):
        PROPOSED = "proposed", "To be confirmed"
        CONFIRMED = "confirmed", "Confirmed"
        DONE = "done", "Done"
        SET_ASIDE = "set_aside", "Set aside"

    class Source(models.TextChoices):
        REGISTER = "register", "The register says so"
        LINKS = "links", "The register’s file of links says so"
        HAND = "hand", "Entered by hand"

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    successor = models.ForeignKey(
        School,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="changes_before",
    )
    # The register does not always say when.
    last_day = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=8, choices=Source.choices)
    state = models.CharField(
        max_length=9, choices=State.choices, default=State.PROPOSED
    )
    reason = models.CharField(max_length=250, blank=True)
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = SchoolChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school"],
                condition=Q(state__in=["proposed", "confirmed"]),
                name="one_change_of_a_school_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(successor=None) | ~Q(successor=F("school")),
                name="no_school_becomes_itself",
            ),
            models.CheckConstraint(
                condition=Q(kind="closure", successor=None)
                | Q(
                    kind__in=["conversion", "amalgamation", "replacement"],
                    successor__isnull=False,
                ),
                name="a_school_that_only_closes_has_no_successor",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "set_aside"])
                | Q(last_day__isnull=False),
                name="a_confirmed_change_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(state="proposed", decided_by=None, decided_at=None)
                | Q(
                    state__in=["confirmed", "done", "set_aside"],
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                ),
                name="a_decided_change_says_who_and_when",
            ),
        ]

    def __str__(self) -> str:
        if self.successor:
            return f"{self.school} is followed by {self.successor}"
        return f"{self.school} closes"

    def get_absolute_url(self) -> str:
        return reverse("school_change", args=[self.pk])

    @property
    def is_proposed(self) -> bool:
        return self.state == self.State.PROPOSED

    @property
    def is_ahead(self) -> bool:
        return self.state == self.State.CONFIRMED

    @property
    def first_day(self) -> date | None:
        """The first day of the school that follows."""
        return self.last_day and self.last_day + timedelta(days=1)
