"""Compare and set: a change counts only against the version it was made from."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeAlias, TypedDict, TypeVar, cast

from django.db.models import F

from sitrack.core.models.version import Versioned

Row = TypeVar("Row", bound=Versioned)


class Step(TypedDict):
    """What one form did to a row: the version that its page showed (0 for none),
    the one that it left, and whether the form made the row."""

    shown: int
    left: int
    made: bool


Trail: TypeAlias = dict[str, Step]
_trail: ContextVar[Trail | None] = ContextVar("trail", default=None)


class Stale(Exception):
    """Somebody else changed the row first; ``current`` is the row as it is now."""

    def __init__(self, current: Versioned) -> None:
        super().__init__("Somebody else has changed this since you opened it.")
        self.current = current


def take_next_version(row: Row, *, expected: int) -> Row:
    """Move the row to its next version and return it; call it in a transaction.

    ``expected`` is the version that the writer had before them. Raises Stale
    when the row has moved on. On SQLite the transaction is immediate, on
    PostgreSQL the update locks the row: of two writers one wins on both.
    """
    own = _left_by_this_form(row, expected)
    rows = type(row)._base_manager.filter(pk=row.pk, version=own)
    if not rows.update(version=F("version") + 1):
        raise Stale(type(row)._base_manager.get(pk=row.pk))
    row.version = own + 1
    _mark(row, expected)
    return row


def as_it_was(row: Row, version: int) -> Row | None:
    """The row as it stood at this version; None where its history does not say."""
    history: Any = row.history  # type: ignore[attr-defined]
    kept = history.filter(version__lte=version).first()
    return cast(Row, kept.instance) if kept else None


def was_made(row: Versioned) -> None:
    """Tell that a form made this row: sent again, it goes on from there."""
    _mark(row, 0, made=True)


@contextmanager
def following(trail: Trail) -> Iterator[None]:
    """Let what runs inside go on from the versions that its own form left behind.

    ``trail`` is what an earlier post of the form left, empty for the first; what
    runs inside is added to it. Without it the second post of a form whose answer
    was lost would meet its sender's own save as somebody else's.
    """
    token = _trail.set(trail)
    try:
        yield
    finally:
        _trail.reset(token)


def name_of(row: Versioned) -> str:
    return f"{row._meta.label_lower}:{row.pk}"


def _left_by_this_form(row: Versioned, expected: int) -> int:
    step = (_trail.get() or {}).get(name_of(row))
    return step["left"] if step and step["shown"] == expected else expected


def _mark(row: Versioned, expected: int, *, made: bool = False) -> None:
    trail = _trail.get()
    if trail is None:
        return
    before = trail.get(name_of(row))
    goes_on = before is not None and expected in (before["shown"], before["left"])
    trail[name_of(row)] = {
        "shown": before["shown"] if before and goes_on else expected,
        "left": row.version,
        "made": made or bool(before and before["made"]),
    }
