"""Colleagues of the authority for whom part of a note matters (WIL-V-48)."""

from django.db import models
from simple_history.models import HistoricalRecords

from schools.models import Person
from visits.models.visit import Visit


class Circulation(models.Model):
    """A colleague of another team who is told of a note once it is final, and reads it
    then; name and theme as they read when the note was written."""

    visit = models.ForeignKey(
        Visit, on_delete=models.CASCADE, related_name="circulation"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=150)
    theme = models.CharField(max_length=150, blank=True)
    what = models.CharField(max_length=300, blank=True)
    order = models.PositiveSmallIntegerField()

    history = HistoricalRecords()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "person"], name="a_note_is_passed_to_somebody_once"
            )
        ]

    def __str__(self) -> str:
        whose = f"{self.name}, {self.theme}" if self.theme else self.name
        return f"{whose}: {self.what}" if self.what else whose
