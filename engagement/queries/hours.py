"""Hours used and remaining, in plain words and figures (DER-01, DER-02)."""

from dataclasses import dataclass

from django.db.models import Max, Q, Sum

from engagement.models import LevelAssignment, SchoolYearRecord, TimeEntry
from engagement.models.levels import IN_FORCE_STATES
from sitrack.core.models import Term


@dataclass(frozen=True)
class HoursPosition:
    """A school's time in one term, in minutes; ``ceiling`` is None without a level."""

    used: int
    uncounted: int
    ceiling: int | None

    @property
    def remaining(self) -> int | None:
        """Minutes left; negative where more was used than the ceiling."""
        return None if self.ceiling is None else self.ceiling - self.used

    @property
    def over(self) -> int:
        """Minutes over the ceiling, else 0."""
        return max(0, -(self.remaining or 0))

    def would_exceed(self, minutes: int) -> bool:
        """Whether this much more counted time passes the ceiling."""
        return self.ceiling is not None and self.used + minutes > self.ceiling


def hours_position(record: SchoolYearRecord, term: Term) -> HoursPosition:
    """Where a school stands in a term."""
    return hours_positions([record], term)[record.pk]


def hours_positions(
    records: list[SchoolYearRecord], term: Term
) -> dict[int, HoursPosition]:
    """Where each of several schools stands in a term, by record id."""
    spent = {
        (row["record"], row["counted"]): row["minutes"]
        for row in TimeEntry.objects.filter(record__in=records, term=term)
        .order_by()
        .values("record", "counted")
        .annotate(minutes=Sum("minutes"))
    }
    ceilings = _ceilings({record.school_id for record in records}, term)
    return {
        record.pk: HoursPosition(
            used=spent.get((record.pk, True), 0),
            uncounted=spent.get((record.pk, False), 0),
            ceiling=ceilings.get(record.school_id),
        )
        for record in records
    }


def _ceilings(schools: set[int], term: Term) -> dict[int, int]:
    """The highest ceiling of the levels in force during the term (INV-16)."""
    rows = LevelAssignment.objects.filter(
        Q(effective_to=None) | Q(effective_to__gte=term.start),
        school_id__in=schools,
        state__in=IN_FORCE_STATES,
        effective_from__lte=term.end,
        level__entitlements__unit="hour",
        level__entitlements__per="term",
        level__entitlements__counted=True,
    )
    highest = (
        rows.order_by()
        .values_list("school_id")
        .annotate(hours=Max("level__entitlements__quantity_max"))
    )
    return {school: int(hours * 60) for school, hours in highest if hours is not None}
