"""The chain that fastens each event to all before it."""

from django.db import models


class EventSeal(models.Model):
    """One event's place in the chain; written shortly after it, by the sweep.

    No foreign key: a seal must outlive the event that somebody takes away.
    """

    position = models.PositiveBigIntegerField(primary_key=True)
    event = models.PositiveBigIntegerField(unique=True)
    mark = models.CharField(max_length=64)
    link = models.CharField(max_length=64)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return f"seal {self.position} of event {self.event}"
