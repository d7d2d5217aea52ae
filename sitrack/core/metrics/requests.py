"""How many requests there were, what they came to and how long they took.

Where gunicorn names a folder (gunicorn.conf.py), each process writes its figures there,
and whichever is asked adds them up.
"""

from __future__ import annotations

import os

from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.multiprocess import MultiProcessCollector

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
NO_ROUTE = "none"
_own = CollectorRegistry()
ANSWERED = Counter(
    "sitrack_requests",
    "Requests that were answered.",
    ["route", "status"],
    registry=_own,
)
SECONDS = Histogram(
    "sitrack_request_seconds",
    "How long a request took.",
    ["route"],
    buckets=(0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
    registry=_own,
)


def note(*, route: str | None, status: int, seconds: float) -> None:
    """Count one request. The route is the name of an address of ours, so that nobody
    can make up figures without end."""
    route = route or NO_ROUTE
    ANSWERED.labels(route, str(status)).inc()
    SECONDS.labels(route).observe(seconds)


def of_all_processes() -> CollectorRegistry:
    """The figures of every process of the server."""
    if FOLDER not in os.environ:
        return _own
    together = CollectorRegistry()
    MultiProcessCollector(together)
    return together
