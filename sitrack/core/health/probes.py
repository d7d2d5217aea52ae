"""What must be right for the application to be of use, looked at anew each time."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache as once
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import Error as DatabaseFault
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from redis import Redis, RedisError

from sitrack.core import clock
from sitrack.core.health.heartbeat import last_sweep
from sitrack.core.read_only import state as read_only

# It runs each minute; a task that hangs is ended after two.
SWEEP_WITHIN = timedelta(minutes=5)
BROKER_SECONDS = 2


class NotReady(Exception):
    """What is not as it should be, in words for the operator."""


@dataclass(frozen=True)
class Fault:
    """A probe that failed, and why: for the operator, never for a stranger."""

    probe: str
    reason: str

    def __str__(self) -> str:
        return f"{self.probe}: {self.reason}"


def database() -> None:
    """The database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def migrations() -> None:
    """The database has every table and column that this code knows of."""
    applied = MigrationRecorder(connection).applied_migrations().keys()
    missing = known_migrations() - applied
    if missing:
        names = ", ".join(sorted(".".join(key) for key in missing))
        raise NotReady(f"not migrated: {names}")


@once
def known_migrations() -> frozenset[tuple[str, str]]:
    """Application and name of each migration that the code holds."""
    return frozenset(MigrationLoader(None).disk_migrations)


def shared_cache() -> None:
    """The cache, which counts guesses, can be read."""
    cache.get("health")


def broker() -> None:
    """The broker answers, where there is one."""
    if settings.REDIS_URL:
        with Redis.from_url(
            settings.REDIS_URL,
            socket_timeout=BROKER_SECONDS,
            socket_connect_timeout=BROKER_SECONDS,
        ) as asked:
            asked.ping()


def sweep() -> None:
    """Waiting work has been looked through lately; it rests while nothing is saved."""
    if read_only.state():
        return
    ended = last_sweep()
    if ended is None:
        raise NotReady("no sweep has ended yet: is the worker and its clock running?")
    if clock.now() - ended > SWEEP_WITHIN:
        raise NotReady(f"the last sweep ended at {ended.isoformat(timespec='seconds')}")


def storage() -> None:
    """A file can be written where files are kept; nothing of it stays there."""
    folder = Path(default_storage.path(""))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder) as file:
        file.write(b"health")
        file.flush()


# A database that does not answer makes those fail that ask it: they tell nothing more.
BY_DATABASE: dict[str, Callable[[], None]] = {
    "migrations": migrations,
    "cache": shared_cache,
    "sweep": sweep,
}
BY_THEMSELVES: dict[str, Callable[[], None]] = {"broker": broker, "storage": storage}


def find_faults() -> list[Fault]:
    """Look at everything; what is not right, or nothing."""
    faults = _look("database", database)
    if not faults:
        faults = [fault for each in BY_DATABASE.items() for fault in _look(*each)]
    return faults + [fault for each in BY_THEMSELVES.items() for fault in _look(*each)]


def _look(name: str, probe: Callable[[], None]) -> list[Fault]:
    try:
        probe()
    except (NotReady, DatabaseFault, RedisError, OSError) as reason:
        return [Fault(name, " ".join(str(reason).split()) or type(reason).__name__)]
    return []
