"""What each side wrote on the front sheet of a record."""

from typing import Any, ClassVar

from django.db import models
from simple_history.models import HistoricalRecords

from engagement.models.levels import Side
from engagement.models.records import SchoolYearRecord
from schools.access import at_schools
from sitrack.core.models import User, Versioned
from sitrack.core.roles import READERS


class FrontSheetQuerySet(models.QuerySet["FrontSheetSide"]):
    def visible_to(self, user: User) -> "FrontSheetQuerySet":
        """Whoever may read the record reads its front sheet."""
        return self.filter(at_schools(user, READERS, path="record__school"))


class FrontSheetSide(Versioned):
    """One side's answers, by the code of their prompt: each side has its own version,
    so that neither stands in the other's way.

    A text, a day and a choice are kept as text; of a list the codes that apply; of the
    table of outcomes the cells, by the measure's code and the column's key.
    """

    record = models.ForeignKey(
        SchoolYearRecord, on_delete=models.PROTECT, related_name="front_sheet"
    )
    side = models.CharField(max_length=6, choices=Side.choices)
    answers = models.JSONField(default=dict, blank=True)

    objects: ClassVar[Any] = FrontSheetQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["record", "side"], name="one_front_sheet_per_side"
            )
        ]

    def __str__(self) -> str:
        return f"front sheet of {self.record}"
