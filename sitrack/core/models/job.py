"""Rows that ask for work: the row is the truth, a task only wakes the sweep."""

from typing import ClassVar

from django.db import models


class JobState(models.TextChoices):
    WAITING = "waiting", "Waiting"
    RUNNING = "running", "Running"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"


class Claimable(models.Model):
    """Work that a sweep claims by conditional update, with a lease."""

    # Whether it is tried for as long as it takes; else it is given up after so many.
    never_given_up: ClassVar[bool] = False
    most_attempts: ClassVar[int] = 5

    state = models.CharField(
        max_length=8, choices=JobState.choices, default=JobState.WAITING
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)

    class Meta:
        abstract = True


class Mailed(Claimable):
    """Work that is a mail. It is tried for three days, the later times an hour apart: so
    long a mail server tries, and so long it may itself be away."""

    most_attempts: ClassVar[int] = 77

    class Meta(Claimable.Meta):
        abstract = True
