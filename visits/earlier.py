"""A note as it stood at an earlier version, put together from its rows of history."""

from datetime import datetime
from typing import Any, NamedTuple

from visits.models import Visit


class Earlier(NamedTuple):
    """Columns of the visit at a version, and when the next version was written."""

    columns: dict[str, Any]
    ended: datetime


def stood_at(visit: Visit, version: int, *columns: str) -> Earlier | None:
    """How the visit stood at this version: one query. None where it is not over, or
    where the history does not tell."""
    rows = Visit.history.filter(id=visit.pk).order_by("history_date", "history_id")
    known: dict[str, Any] | None = None
    for row in rows.values("version", "history_date", *columns):
        if row["version"] > version:
            return Earlier(known, row["history_date"]) if known else None
        known = row
    return None


def rows_before(
    model: Any, visit: Visit, ended: datetime, *columns: str
) -> dict[int, list[Any]]:
    """The columns of a part of the note, by row, as they stood before a moment."""
    rows = model.history.filter(visit=visit.pk, history_date__lt=ended)
    latest: dict[int, list[Any]] = {}
    for pk, kind, *values in rows.order_by("history_date", "history_id").values_list(
        "id", "history_type", *columns
    ):
        if kind == "-":
            latest.pop(pk, None)
        else:
            latest[pk] = values
    return latest
