"""Short lists of several kinds read in one look: a union of plain columns."""

from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import CharField, DateField, DateTimeField, F, QuerySet, Value
from django.db.models.functions import Cast


class Line(NamedTuple):
    """One row of any kind: whose it is, which, when, and what it says."""

    kind: str
    school_id: int
    pk: int
    day: date | None
    at: datetime | None
    text: str
    who: str
    state: str


def lines(
    rows: QuerySet[Any],
    kind: str,
    *,
    school: str,
    pk: str = "pk",
    day: str = "",
    at: str = "",
    text: Any = "",
    who: Any = "",
    state: Any = "",
) -> QuerySet[Any]:
    """The rows as columns of a Line. ``school``, ``pk``, ``day`` and ``at`` name
    fields; the rest are expressions, or fixed words where they are text."""
    columns: QuerySet[Any] = (
        rows.order_by()
        .annotate(
            line_kind=Value(kind, output_field=CharField()),
            line_school=F(school),
            line_pk=F(pk),
            line_day=Cast(F(day) if day else Value(None), DateField()),
            line_at=Cast(F(at) if at else Value(None), DateTimeField()),
            line_text=_words(text),
            line_who=_words(who),
            line_state=_words(state),
        )
        .values_list(
            "line_kind",
            "line_school",
            "line_pk",
            "line_day",
            "line_at",
            "line_text",
            "line_who",
            "line_state",
        )
    )
    return columns


def read(*parts: QuerySet[Any]) -> list[Line]:
    """All the lines, in one query."""
    if not parts:
        return []
    first, *rest = parts
    return [Line(*row) for row in first.union(*rest, all=True)]


def _words(words: Any) -> Any:
    if isinstance(words, str):
        return Value(words, output_field=CharField())
    return Cast(words, CharField())
