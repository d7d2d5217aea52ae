"""Copying an SQLite database while it is in use."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sitrack.core.backups.tables import Table

# What an index of texts keeps is worked out from the rows, and made anew.
TABLES = "SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name"


@dataclass(frozen=True)
class SqliteDatabase:
    """A file with a database in it."""

    path: Path

    @property
    def url(self) -> str:
        """As DATABASE_URL names it."""
        return f"sqlite:///{self.path}"

    def is_empty(self) -> bool:
        """Whether nothing would be lost if another were put in its place."""
        if not self.path.exists() or not self.path.stat().st_size:
            return True
        return not self.tables()

    def dump(self, to: Path) -> dict[str, Table]:
        """Write a whole copy, and tell what is in it. Raises sqlite3.Error."""
        with closing(self._open()) as source, closing(sqlite3.connect(to)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
        return SqliteDatabase(to).tables()

    def load(self, dump: Path) -> None:
        """Put the copy in this place. Raises sqlite3.Error where it is damaged."""
        with (
            closing(SqliteDatabase(dump)._open()) as source,
            closing(sqlite3.connect(self.path)) as target,
        ):
            source.backup(target)
            (verdict,) = target.execute("PRAGMA integrity_check").fetchone()
            if verdict != "ok":
                raise sqlite3.DatabaseError(verdict)

    def tables(self) -> dict[str, Table]:
        """What every table holds."""
        with closing(self._open()) as source:
            found = source.execute(TABLES).fetchall()
            indexes = tuple(
                f"{name}_" for name, sql in found if sql.startswith("CREATE VIRTUAL")
            )
            return {
                name: Table.of(map(repr, source.execute(f'SELECT * FROM "{name}"')))  # noqa: S608 - a name from the catalogue
                for name, sql in found
                if not sql.startswith("CREATE VIRTUAL")
                and not (indexes and name.startswith(indexes))
            }

    @contextmanager
    def scratch(self) -> Iterator[SqliteDatabase]:
        """A database that is gone afterwards."""
        with tempfile.TemporaryDirectory(prefix="sitrack-drill-") as folder:
            yield SqliteDatabase(Path(folder) / "drill.sqlite3")

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(f"{self.path.as_uri()}?mode=ro", uri=True)
