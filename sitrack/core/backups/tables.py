"""What a table holds, as one number: the same wherever its rows are the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

ROOM = 2**256


@dataclass(frozen=True)
class Table:
    """How many rows a table has, and the sum of their fingerprints, in any order."""

    rows: int
    fingerprint: str

    @classmethod
    def of(cls, rows: Iterable[str]) -> Table:
        """Read each row once, as text."""
        count = total = 0
        for row in rows:
            digest = sha256(row.encode("utf-8", "surrogatepass")).digest()
            total = (total + int.from_bytes(digest)) % ROOM
            count += 1
        return cls(count, f"{total:064x}")


def differences(told: dict[str, Table], found: dict[str, Table]) -> list[str]:
    """In what a database is not what was told of it, a line a table."""
    faults = []
    for name in sorted(told.keys() | found.keys()):
        before, now = told.get(name), found.get(name)
        if before is None or now is None:
            faults.append(f"The table {name} is {'new' if now else 'missing'}.")
        elif before.rows != now.rows:
            faults.append(f"The table {name} has {now.rows} rows, not {before.rows}.")
        elif before != now:
            faults.append(f"The table {name} has other rows than before.")
    return faults
