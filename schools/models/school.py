"""A school, as the national register knows it and as we work with it."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from schools.choices import (
    ALTERNATIVE_TYPES,
    MAINTAINED_TYPES,
    SPECIAL_TYPES,
    TEACHING,
    Status,
)
from schools.models.places import Federation, Region
from sitrack.core.models import User
from sitrack.core.roles import READERS, Role
from sitrack.core.words import word


class SchoolQuerySet(models.QuerySet["School"]):
    def visible_to(self, user: User) -> "SchoolQuerySet":
        """Schools at which the user holds a post that reads the record."""
        from schools.access import at_schools

        return self.filter(at_schools(user, READERS, path=""))

    def where(self, user: User, roles: frozenset[Role]) -> "SchoolQuerySet":
        """Schools at which the user holds one of these roles."""
        from schools.access import at_schools

        return self.filter(at_schools(user, roles, path=""))

    def open(self) -> "SchoolQuerySet":
        return self.filter(status__in=TEACHING)

    def with_record(self, day: date) -> "SchoolQuerySet":
        """Schools that have a rolling record: maintained, or traded (SUF-W-19); in a
        trust every one, as all its academies are its own."""
        if word("all_own"):
            return self
        traded = TradedAgreement.objects.filter(
            school=models.OuterRef("pk"), start__lte=day
        ).filter(Q(end=None) | Q(end__gte=day))
        return self.filter(Q(maintained=True) | models.Exists(traded))


class School(models.Model):
    """One school. A conversion makes a new school (INV-23); nothing is moved."""

    name = models.CharField(max_length=200)
    urn = models.PositiveIntegerField("URN", unique=True, null=True, blank=True)
    la_code = models.CharField(max_length=4)
    dfe_number = models.CharField("DfE number", max_length=9)
    phase = models.CharField(max_length=30)
    establishment_type = models.CharField(max_length=60)
    maintained = models.BooleanField()
    status = models.CharField(max_length=40, default=Status.OPEN)
    religious_character = models.CharField(max_length=60, blank=True)
    age_low = models.PositiveSmallIntegerField(null=True, blank=True)
    age_high = models.PositiveSmallIntegerField(null=True, blank=True)
    has_sixth_form = models.BooleanField(default=False)
    region = models.ForeignKey(
        Region,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="schools",
    )
    street = models.CharField(max_length=150, blank=True)
    locality = models.CharField(max_length=150, blank=True)
    town = models.CharField(max_length=100, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    website = models.CharField(max_length=250, blank=True)
    telephone = models.CharField(max_length=20, blank=True)
    constituency = models.CharField(max_length=100, blank=True)
    easting = models.PositiveIntegerField(null=True, blank=True)
    northing = models.PositiveIntegerField(null=True, blank=True)
    pupils = models.PositiveIntegerField(null=True, blank=True)
    capacity = models.PositiveIntegerField(null=True, blank=True)
    trust = models.CharField(max_length=150, blank=True)
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    objects: ClassVar[Any] = SchoolQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["la_code", "status"], name="school_la_status")]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on=None)
                | Q(opened_on=None)
                | Q(closed_on__gte=F("opened_on")),
                name="school_closes_after_it_opens",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("school", args=[self.pk])

    @property
    def scope(self) -> str:
        """What events about this school are filed under."""
        return f"school:{self.pk}"

    @property
    def is_special(self) -> bool:
        return self.establishment_type in SPECIAL_TYPES

    @property
    def is_alternative(self) -> bool:
        return self.establishment_type in ALTERNATIVE_TYPES

    @property
    def is_maintained_type(self) -> bool:
        return self.establishment_type in MAINTAINED_TYPES

    @property
    def age_range(self) -> str:
        if self.age_low is None or self.age_high is None:
            return ""
        return f"{self.age_low} to {self.age_high}"

    @property
    def federation(self) -> Federation | None:
        """The federation it belongs to now; prefetch memberships in lists."""
        for membership in self.memberships.all():
            if membership.end is None:
                return membership.federation
        return None


class TradedAgreement(models.Model):
    """An academy that buys the model (SUF-W-19): without one it has no record."""

    school = models.ForeignKey(
        School, on_delete=models.PROTECT, related_name="agreements"
    )
    start = models.DateField()
    end = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(end=None) | Q(end__gte=F("start")),
                name="agreement_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return f"{self.school} from {self.start:%-d %B %Y}"
