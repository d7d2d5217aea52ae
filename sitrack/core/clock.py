"""The time that services go by; the demonstration's year is built by moving it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_moved: ContextVar[datetime | None] = ContextVar("moved_clock", default=None)


def now() -> datetime:
    """The present moment, with its time zone."""
    return _moved.get() or timezone.now()


def today() -> date:
    """Today, in local time."""
    return timezone.localdate(now())


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Have the clock stand at a moment for as long as the block runs."""
    token = _moved.set(moment)
    try:
        yield
    finally:
        _moved.reset(token)
