"""When the sweep last came to its end, noted where every process can read it."""

from datetime import UTC, datetime

from django.core.cache import cache

from sitrack.core import clock, sweep

KEY = "sweep-ended"


def note(_: int) -> None:
    """The sweep's call: it is one of those that no page waits for."""
    cache.set(KEY, clock.now().timestamp(), timeout=None)


def last_sweep() -> datetime | None:
    """When a sweep of the worker or of ``tick`` last ended; None where none is known."""
    ended = cache.get(KEY)
    return None if ended is None else datetime.fromtimestamp(ended, UTC)


sweep.also(note, long=True)
