"""How a planned visit was moved in the diary: from when, to when, and why."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from visits.models.visit import Visit


class VisitMove(models.Model):
    """One move of a planned visit; rows are only added."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="moves")
    moved_from = models.DateTimeField()
    moved_to = models.DateTimeField()
    reason = models.TextField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(moved_from=F("moved_to")),
                name="a_move_goes_elsewhere_and_says_why",
            )
        ]

    def __str__(self) -> str:
        return f"{self.visit}, moved"
