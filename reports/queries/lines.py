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


# An empty column says its type: PostgreSQL asks for the same in every part.
NO_DAY = Cast(Value(None), DateField())
NO_MOMENT = Cast(Value(None), DateTimeField())
NO_WORDS = Value("", output_field=CharField())


def lines(
    rows: QuerySet[Any],
    kind: str,
    *,
    school: str,
    pk: str = "pk",
    day: str = "",
    at: str = "",
    text: Any = NO_WORDS,
    who: Any = NO_WORDS,
    state: Any = NO_WORDS,
) -> QuerySet[Any]:
    """The rows as columns of a Line: names of fields, or expressions for words."""
    columns: QuerySet[Any] = rows.order_by().values_list(
        Value(kind, output_field=CharField()),
        school if school != pk else F(school),
        pk,
        day or NO_DAY,
        at or NO_MOMENT,
        text,
        who,
        state,
    )
    return columns


def read(*parts: QuerySet[Any]) -> list[Line]:
    """All the lines, in one query."""
    if not parts:
        return []
    first, *rest = parts
    return [Line(*row) for row in first.union(*rest, all=True)]
