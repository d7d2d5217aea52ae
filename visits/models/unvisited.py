"""Why a school had no visit in a term (DER-07, ACC-022)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from engagement.models import SchoolYearRecord
from sitrack.core.models import Term, Versioned


class UnvisitedTerm(Versioned):
    """The reason that the authority gives for a term without a visit."""

    record = models.ForeignKey(
        SchoolYearRecord, on_delete=models.PROTECT, related_name="unvisited_terms"
    )
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["record", "term"], name="one_reason_per_unvisited_term"
            ),
            models.CheckConstraint(
                condition=~Q(reason=""), name="unvisited_term_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record}, {self.term}"
