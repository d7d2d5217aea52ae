"""What a stretch of code read from the database, and whether it would read it again.

What is made of nothing but rows is as true as they are: while every statement that was
run for it finds the same rows, making it anew would give the same thing. Running the
statements takes a small part of the time, as nothing is put together and no object is
made; and no list of tables can forget one.

    watch = Watch()
    with watch.watching():
        made = ...
    ...
    if watch.still_true():
        return made

It does not see what does not come from the database: whoever keeps what was made keeps
the day, the reader and the like beside it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from hashlib import sha256
from typing import Any, NamedTuple

from django.db import connection

Execute = Callable[[str, Any, bool, dict[str, Any]], Any]
READS = "SELECT"
_watches: ContextVar[tuple[Watch, ...]] = ContextVar("watches", default=())


class Read(NamedTuple):
    """A statement, its values, and a sum of the rows that it found."""

    statement: str
    values: Any
    found: bytes


class Watch:
    """What was read while it watched."""

    def __init__(self) -> None:
        self._reads: dict[tuple[str, str], Read] = {}
        self._steady = True

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Watch what the block reads; a watch may go on after a pause."""
        others = _watches.get()
        token = _watches.set((*others, self))
        try:
            # One wrapper serves all watches.
            with nullcontext() if others else connection.execute_wrapper(_watched):
                yield
        finally:
            _watches.reset(token)

    def still_true(self, *, given: Watch | None = None) -> bool:
        """Whether the same would be read now: false where the block wrote, or where
        rows changed while it read. What is ``given`` was read just now, and is not
        read again."""
        known = given._reads if given else {}
        if not self._steady or any(
            key in known and known[key].found != read.found
            for key, read in self._reads.items()
        ):
            return False
        with connection.cursor() as cursor:
            for key, read in self._reads.items():
                if key in known:
                    continue
                cursor.execute(read.statement, read.values)
                if _sum_of(read.statement, cursor.fetchall()) != read.found:
                    return False
        return True

    def add(self, other: Watch) -> None:
        """Count what another watch saw as seen by this one too."""
        self._steady = self._steady and other._steady
        for read in other._reads.values():
            self.note(read)

    def note(self, read: Read | None) -> None:
        """Count a statement as run; None stands for one that does more than read.

        The same may be run twice; its rows may not change meanwhile.
        """
        if read is None:
            self._steady = False
            return
        key = (read.statement, repr(read.values))
        before = self._reads.setdefault(key, read)
        self._steady = self._steady and before.found == read.found


def also_seen(other: Watch) -> None:
    """Have whoever watches now take for seen what was read before, such as what is
    remembered in the process."""
    for watch in _watches.get():
        watch.add(other)


def _watched(
    execute: Execute,
    sql: str,
    params: Any,
    many: bool,  # noqa: FBT001 - as Django calls it
    context: dict[str, Any],
) -> Any:
    result = execute(sql, params, many, context)
    read = None
    if not many and sql.lstrip(" (").startswith(READS):
        cursor = context["cursor"]
        cursor.cursor = rows = _Rows(cursor.cursor)
        read = Read(sys.intern(sql), params, _sum_of(sql, rows.left))
    for watch in _watches.get():
        watch.note(read)
    return result


def _sum_of(statement: str, rows: Sequence[Any]) -> bytes:
    """A sum of rows; in what order they come says nothing where none was asked for."""
    said: Sequence[Any] = rows
    if "ORDER BY" not in statement:
        said = sorted(map(repr, rows))
    return sha256(repr(said).encode(errors="surrogatepass")).digest()


class _Rows:
    """A cursor whose rows were fetched already, and are handed on as it does."""

    def __init__(self, cursor: Any) -> None:
        self._cursor: Any = cursor._cursor if isinstance(cursor, _Rows) else cursor
        self.left: list[Any] = self._cursor.fetchall()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cursor, name)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.fetchall())

    def fetchone(self) -> Any:
        return next(iter(self.fetchmany(1)), None)

    def fetchmany(self, size: int = 1) -> list[Any]:
        given, self.left = self.left[:size], self.left[size:]
        return given

    def fetchall(self) -> list[Any]:
        return self.fetchmany(len(self.left))
