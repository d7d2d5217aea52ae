"""Compare and set: a change counts only against the version it was made from."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeAlias, TypeVar

from django.db.models import F

from sitrack.core.models.version import Versioned

Row = TypeVar("Row", bound=Versioned)
# Which rows one form has moved: [the version its page showed, the one it left].
Trail: TypeAlias = dict[str, list[int]]
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


def was_made(row: Versioned) -> None:
    """Tell that a form made this row: sent again, it goes on from there."""
    _mark(row, 0)


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
    shown, left = (_trail.get() or {}).get(name_of(row), (expected, expected))
    return left if shown == expected else expected


def _mark(row: Versioned, expected: int) -> None:
    trail = _trail.get()
    if trail is None:
        return
    shown, left = trail.get(name_of(row), (expected, expected))
    first = shown if expected in (shown, left) else expected
    trail[name_of(row)] = [first, row.version]
