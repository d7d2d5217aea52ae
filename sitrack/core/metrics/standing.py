"""How the installation stands at the moment it is asked: its outbox, its sweep and its
backups."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import Error as DatabaseFault
from django.db.models import Count, Min
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from sitrack.core import clock
from sitrack.core.backups.standing import last_backup, last_drill
from sitrack.core.health.heartbeat import last_sweep
from sitrack.core.models.job import JobState
from sitrack.core.models.notification import Notification

UNDELIVERED = (JobState.WAITING, JobState.RUNNING, JobState.FAILED)


class Standing(Collector):
    """Looks anew each time; what is not known has no figure."""

    def collect(self) -> Iterator[Metric]:
        yield from _of_backups(Path(settings.BACKUPS))
        try:
            measured = [*_of_outbox(), *_at("sweep", "A sweep ended.", last_sweep())]
        except DatabaseFault:
            measured = []
        up = "Whether the database answers."
        yield GaugeMetricFamily("sitrack_database_up", up, value=bool(measured))
        yield from measured


def _of_outbox() -> Iterator[Metric]:
    """The messages that have not gone out, and for how long the oldest waits."""
    undelivered = Notification.objects.exclude(state=JobState.DONE)
    counted = undelivered.order_by().values_list("state")
    numbers = dict(counted.annotate(number=Count("pk")))
    length = GaugeMetricFamily(
        "sitrack_outbox", "Messages that have not gone out.", labels=["state"]
    )
    for state in UNDELIVERED:
        length.add_metric([state.value], numbers.get(state, 0))
    yield length
    waiting = undelivered.exclude(state=JobState.FAILED)
    oldest = waiting.aggregate(oldest=Min("created_at"))["oldest"]
    yield GaugeMetricFamily(
        "sitrack_outbox_oldest_seconds",
        "For how long the oldest message that is to go out has waited.",
        value=(clock.now() - oldest).total_seconds() if oldest else 0,
    )


def _of_backups(folder: Path) -> Iterator[Metric]:
    yield from _at("backup", "The newest backup was made.", last_backup(folder))
    drill = last_drill(folder)
    if drill:
        yield from _at("drill", "A backup was brought back on trial.", drill.begun_at)
        yield GaugeMetricFamily(
            "sitrack_last_drill_faults",
            "What was not as it had been in that drill.",
            value=len(drill.faults),
        )


def _at(what: str, told: str, moment: datetime | None) -> Iterator[Metric]:
    if moment:
        name = f"sitrack_last_{what}_timestamp_seconds"
        yield GaugeMetricFamily(name, told, value=moment.timestamp())
