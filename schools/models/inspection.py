"""What an inspectorate found; never mapped from one scheme to another."""

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from schools.models.school import School
from sitrack.core.models import Versioned


class InspectionResult(Versioned):
    """An inspection. Ofsted's latest by date is the current one (SUF-R-12)."""

    class Inspectorate(models.TextChoices):
        OFSTED = "ofsted", "Ofsted"
        SIAMS = "siams", "SIAMS"

    class Kind(models.TextChoices):
        GRADED = "graded", "Graded inspection"
        UNGRADED = "ungraded", "Ungraded inspection"
        MONITORING = "monitoring", "Monitoring inspection"
        REPORT_CARD = "report_card", "Report card"

    school = models.ForeignKey(
        School, on_delete=models.PROTECT, related_name="inspections"
    )
    inspectorate = models.CharField(
        max_length=6, choices=Inspectorate.choices, default=Inspectorate.OFSTED
    )
    kind = models.CharField(max_length=12, choices=Kind.choices)
    held_on = models.DateField()
    published_on = models.DateField(null=True, blank=True)
    headline = models.CharField(max_length=120, blank=True)
    areas = models.JSONField(default=list, blank=True)
    risk_of_decline = models.BooleanField(default=False)
    key_points = models.TextField(blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "held_on", "kind"],
                name="one_inspection_of_a_kind_a_day",
            ),
            models.CheckConstraint(
                condition=Q(risk_of_decline=False) | Q(kind="ungraded"),
                name="only_an_ungraded_inspection_tells_of_decline",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome}, {self.held_on:%-d %B %Y}"

    @property
    def outcome(self) -> str:
        """The headline, or the areas one by one: no overall grade is invented."""
        return self.headline or "; ".join(self.grades) or self.get_kind_display()

    @property
    def grades(self) -> list[str]:
        """ "Leadership: Strong", an area a line."""
        return [f"{area['area']}: {area['grade']}" for area in self.areas]

    @property
    def when(self) -> str:
        """ "Graded inspection, 14 March 2023"."""
        return f"{self.get_kind_display()}, {self.held_on:%-d %B %Y}"
