"""What many pages show and few people change, kept in the process.

A page takes no query for it: it is read again at most every ten seconds, and at once
in the process where it was changed.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Generic, TypeVar

from django.db import transaction

from sitrack.core.watching import Watch, also_seen

Value = TypeVar("Value")
# How long another process may go on showing what was just changed.
FRESH_FOR = 10.0
_all: list[Remembered[object]] = []


class Remembered(Generic[Value]):
    """One such thing; ``read`` brings it from the database, whole and unchanging."""

    def __init__(self, read: Callable[[], Value]) -> None:
        self._read = read
        self._held: tuple[float, Value, Watch] | None = None
        _all.append(self)  # type: ignore[arg-type]

    def now(self) -> Value:
        """The thing as it stands, or as it stood ten seconds ago."""
        held = self._held
        if held is None or time.monotonic() - held[0] > FRESH_FOR:
            watch = Watch()
            with watch.watching():
                held = self._held = (time.monotonic(), self._read(), watch)
        also_seen(held[2])
        return held[1]

    def changed(self) -> None:
        """Call it in the transaction that changes the thing.

        Until the commit another thread may still read, and keep, the old one.
        """
        self.forget()
        transaction.on_commit(self.forget)

    def forget(self) -> None:
        self._held = None


def forget_all() -> None:
    """Forget everything: for tests, whose rows vanish without a change."""
    for one in _all:
        one.forget()
