"""A row and its parts as they stood at an earlier version, from their history."""

from datetime import datetime
from typing import Any, NamedTuple

from sitrack.core.models import Versioned


class Earlier(NamedTuple):
    """Columns of the row at a version, and when the next version was written."""

    columns: dict[str, Any]
    ended: datetime


def stood_at(row: Versioned, version: int, *columns: str) -> Earlier | None:
    """How the row stood at this version: one query. None where it is not over, or
    where the history does not tell."""
    history: Any = row.history  # type: ignore[attr-defined]
    kept = history.order_by("history_date", "history_id")
    known: dict[str, Any] | None = None
    for one in kept.values("version", "history_date", *columns):
        if one["version"] > version:
            return Earlier(known, one["history_date"]) if known else None
        known = one
    return None


def rows_before(history: Any, ended: datetime, *columns: str) -> dict[int, list[Any]]:
    """The columns of a part, by row, as they stood before a moment; ``history`` is
    that of the part's rows, such as those of one note."""
    rows = history.filter(history_date__lt=ended)
    latest: dict[int, list[Any]] = {}
    for pk, kind, *values in rows.order_by("history_date", "history_id").values_list(
        "id", "history_type", *columns
    ):
        if kind == "-":
            latest.pop(pk, None)
        else:
            latest[pk] = values
    return latest
