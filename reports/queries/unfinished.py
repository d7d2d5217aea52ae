"""What must be finished in a record before it is locked (INV-06)."""

from collections.abc import Iterable

from engagement.models import LevelAssignment, LevelState, SchoolYearRecord
from visits.models import Visit, VisitState

NOT_DECIDED = [LevelState.PROPOSED, LevelState.VIEWED, LevelState.RETURNED]
OVER = [VisitState.FINAL, VisitState.CANCELLED]
MOST_NAMED = 3
WORDS = {
    VisitState.PLANNED: "planned, not written up",
    VisitState.DRAFT: "a draft, not shared",
    VisitState.SHARED: "shared, not answered",
    VisitState.COMMENTED: "answered, not final",
}


def unfinished(records: Iterable[SchoolYearRecord]) -> str:
    """In one sentence, or empty: visits that are not final, and levels not decided.

    Locked with these, a note could never become final and a proposal never be decided.
    Two queries.
    """
    keys = [record.pk for record in records]
    visits = Visit.objects.filter(record__in=keys).exclude(state__in=OVER)
    rows = list(visits.order_by("date", "pk").values_list("date", "state"))
    parts = [
        f"the visit of {day:%-d %B %Y} ({WORDS[VisitState(state)]})"
        for day, state in rows[:MOST_NAMED]
    ]
    if len(rows) > MOST_NAMED:
        parts.append(f"{len(rows) - MOST_NAMED} more visits")
    levels = LevelAssignment.objects.filter(record__in=keys, state__in=NOT_DECIDED)
    parts += ["a proposal of a level that is not decided"] if levels.exists() else []
    return f"To be finished first: {', '.join(parts)}." if parts else ""
