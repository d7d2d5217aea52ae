"""Academic years, terms, half-terms and days on which nobody works."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q


class AcademicYear(models.Model):
    """A school year such as 2026/27."""

    label = models.CharField(max_length=9, unique=True)
    start = models.DateField(unique=True)
    end = models.DateField()

    class Meta:
        ordering = ["start"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end__gt=F("start")), name="year_ends_after_it_starts"
            )
        ]

    def __str__(self) -> str:
        return self.label


class TermKind(models.TextChoices):
    AUTUMN = "autumn", "Autumn"
    SPRING = "spring", "Spring"
    SUMMER = "summer", "Summer"
    OTHER = "other", "Other"


class TermQuerySet(models.QuerySet["Term"]):
    def containing(self, day: date) -> "TermQuerySet":
        return self.filter(start__lte=day, end__gte=day)

    def of_year_on(self, day: date) -> "TermQuerySet":
        """The terms of the academic year that a day lies in."""
        return self.filter(year__start__lte=day, year__end__gte=day)


class Term(models.Model):
    """A term of an academic year."""

    year = models.ForeignKey(
        AcademicYear, on_delete=models.PROTECT, related_name="terms"
    )
    ordinal = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=6, choices=TermKind.choices)
    name = models.CharField(max_length=40)
    start = models.DateField()
    end = models.DateField()

    objects: ClassVar[Any] = TermQuerySet.as_manager()

    class Meta:
        ordering = ["start"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "ordinal"], name="one_term_per_place_in_year"
            ),
            models.UniqueConstraint(
                fields=["year", "kind"],
                condition=~Q(kind="other"),
                name="one_term_of_a_kind_per_year",
            ),
            models.CheckConstraint(
                condition=Q(end__gt=F("start")), name="term_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.year.label}"


class HalfTerm(models.Model):
    """One half of a term; the holiday lies between the two."""

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="halves")
    ordinal = models.PositiveSmallIntegerField()
    start = models.DateField()
    end = models.DateField()

    class Meta:
        ordering = ["start"]
        constraints = [
            models.UniqueConstraint(
                fields=["term", "ordinal"], name="one_half_term_per_place"
            ),
            models.CheckConstraint(
                condition=Q(ordinal__in=[1, 2]), name="a_term_has_two_halves"
            ),
            models.CheckConstraint(
                condition=Q(end__gt=F("start")), name="half_term_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.term}, half {self.ordinal}"


class NonWorkingDay(models.Model):
    """A weekday that does not count as a working day (INV-20)."""

    class Kind(models.TextChoices):
        BANK_HOLIDAY = "bank_holiday", "Bank holiday"
        LOCAL_CLOSURE = "local_closure", "Local closure"

    day = models.DateField(unique=True)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=14, choices=Kind.choices)

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.name}, {self.day:%-d %B %Y}"
