"""Compare and set: a change counts only against the version it was made from."""

from typing import TypeVar

from django.db.models import F

from sitrack.core.models.version import Versioned

Row = TypeVar("Row", bound=Versioned)


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
    rows = type(row)._base_manager.filter(pk=row.pk, version=expected)
    if not rows.update(version=F("version") + 1):
        raise Stale(type(row)._base_manager.get(pk=row.pk))
    row.version = expected + 1
    return row
