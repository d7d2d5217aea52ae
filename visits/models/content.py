"""What a visit's note holds besides its columns."""

from django.db import models
from simple_history.models import HistoricalRecords

from engagement.models import RecordPriority, TemplatePrompt, TimeEntry
from schools.models import Person
from visits.models.steps import NextStep
from visits.models.visit import Visit


class VisitSection(models.Model):
    """What was written under one prompt of the template.

    ``text`` always reads as the answer; ``rows`` holds it by codes where the prompt asks
    for rows, a choice or a day: each row has its columns' keys, or a code.
    """

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="sections")
    prompt = models.ForeignKey(
        TemplatePrompt, on_delete=models.PROTECT, related_name="+"
    )
    text = models.TextField(blank=True)
    rows = models.JSONField(default=list, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["prompt__order"]
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "prompt"], name="one_text_per_prompt"
            )
        ]

    def __str__(self) -> str:
        return self.prompt.label


class Attendee(models.Model):
    """Who was present; the name and role as they read that day (DP-11)."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="attendees")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=150)
    role = models.CharField(max_length=100, blank=True)
    order = models.PositiveSmallIntegerField()

    history = HistoricalRecords()

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return f"{self.name}, {self.role}" if self.role else self.name


class FollowUp(models.Model):
    """What became of an earlier visit's next step, as this visit found it."""

    class Outcome(models.TextChoices):
        OPEN = "open", "Still open"
        DONE = "done", "Done"
        CARRIED = "carried", "Carried into a new step"
        DROPPED = "dropped", "Dropped"

    visit = models.ForeignKey(
        Visit, on_delete=models.CASCADE, related_name="follow_ups"
    )
    step = models.ForeignKey(
        NextStep, on_delete=models.PROTECT, related_name="follow_ups"
    )
    outcome = models.CharField(
        max_length=8, choices=Outcome.choices, default=Outcome.OPEN
    )
    note = models.CharField(max_length=300, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["step__due_on", "step_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "step"], name="a_visit_follows_a_step_up_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.step}: {self.get_outcome_display()}"


class VisitPriority(models.Model):
    """A school improvement priority that a visit worked on (SUF-R-20). What the note
    says of it stands in the visit's ``worked_on``, as it read that day."""

    visit = models.ForeignKey(
        Visit, on_delete=models.CASCADE, related_name="priorities"
    )
    priority = models.ForeignKey(
        RecordPriority, on_delete=models.PROTECT, related_name="visit_links"
    )

    class Meta:
        ordering = ["priority__order", "priority_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "priority"], name="a_visit_works_on_a_priority_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.visit}: {self.priority}"


class VisitTime(models.Model):
    """The ledger entry that a visit's time made."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="time")
    entry = models.OneToOneField(
        TimeEntry, on_delete=models.PROTECT, related_name="visit_time"
    )

    def __str__(self) -> str:
        return str(self.entry)
