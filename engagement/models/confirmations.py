"""That a level stays as it is, said by each side once a term (SUF-T-05, ACC-091)."""

from django.conf import settings
from django.db import models

from engagement.models.levels import LevelAssignment, Side
from engagement.models.records import SchoolYearRecord
from sitrack.core.models import Term


class LevelConfirmation(models.Model):
    """One side's "no change" for a term, to the level that was in force that day.

    It counts while the term's box shows this very assignment; once another level
    follows, the side may confirm again. Rows are never changed nor removed.
    """

    record = models.ForeignKey(
        SchoolYearRecord, on_delete=models.PROTECT, related_name="level_confirmations"
    )
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=6, choices=Side.choices)
    assignment = models.ForeignKey(
        LevelAssignment, on_delete=models.PROTECT, related_name="confirmations"
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField()

    class Meta:
        ordering = ["confirmed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["record", "term", "side", "assignment"],
                name="a_side_confirms_a_level_once_a_term",
            )
        ]

    def __str__(self) -> str:
        return f"{Side(self.side).named}, {self.term}"
