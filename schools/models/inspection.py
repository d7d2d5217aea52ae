"""What an inspectorate found; never mapped from one scheme to another."""

from django.db import models

from schools.models.school import School


class InspectionResult(models.Model):
    """An inspection. The latest by date is the current one (SUF-R-12)."""

    class Kind(models.TextChoices):
        GRADED = "graded", "Graded inspection"
        UNGRADED = "ungraded", "Ungraded inspection"
        MONITORING = "monitoring", "Monitoring inspection"
        REPORT_CARD = "report_card", "Report card"

    school = models.ForeignKey(
        School, on_delete=models.PROTECT, related_name="inspections"
    )
    kind = models.CharField(max_length=12, choices=Kind.choices)
    held_on = models.DateField()
    headline = models.CharField(max_length=120, blank=True)
    areas = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "held_on", "kind"],
                name="one_inspection_of_a_kind_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.outcome}, {self.held_on:%-d %B %Y}"

    @property
    def outcome(self) -> str:
        """The headline, or the areas one by one: no overall grade is invented."""
        if self.headline:
            return self.headline
        return "; ".join(f"{area['area']}: {area['grade']}" for area in self.areas)
