"""The marks that a school was given against benchmarks, read for many pages."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from engagement.models import PhaseMark
from sitrack.core.prepared import prepared

# What pages show of a mark, and of whoever gave it.
SHOWN = (
    *("code", "mark", "note", "seen_on", "marked_at"),
    *("marked_by__name", "marked_by__email"),
)


def marks_at(
    school: int, until: datetime | None = None
) -> dict[str, tuple[PhaseMark, ...]]:
    """All marks of a school by code, in the order in which they were given."""
    found: dict[str, list[PhaseMark]] = defaultdict(list)
    for mark in _marks_until(school, until) if until else _marks(school):
        found[mark.code].append(mark)
    return {code: tuple(marks) for code, marks in found.items()}


@prepared
def _marks(school: int) -> Any:
    rows = PhaseMark.objects.filter(sheet__school=school).select_related("marked_by")
    return rows.only(*SHOWN).order_by("marked_at", "pk")


@prepared
def _marks_until(school: int, moment: datetime) -> Any:
    rows = PhaseMark.objects.filter(sheet__school=school, marked_at__lte=moment)
    rows = rows.select_related("marked_by").only(*SHOWN)
    return rows.order_by("marked_at", "pk")
