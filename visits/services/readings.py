"""Keeping what somebody has read of a note."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from sitrack.core import clock
from sitrack.core.models import User
from visits.models import Reading, Visit


@dataclass(frozen=True)
class Known:
    """The version of a note that its reader knows from before, and since when."""

    version: int
    at: datetime


def note_reading(*, visit: Visit, reading: Reading | None, by: User) -> Known | None:
    """Keep that somebody has opened the note as it now is.

    ``reading`` is what was kept of them before. Returns the version that they know,
    where the note has changed since; for the rest of that day it is returned again,
    so that a reload does not take the marking away.
    """
    now = clock.now()
    if reading is None:
        first = Reading(visit=visit, user=by, version=visit.version, at=now)
        Reading.objects.bulk_create([first], ignore_conflicts=True)
        return None
    if reading.version != visit.version:
        Reading.objects.filter(pk=reading.pk).update(
            earlier_version=reading.version,
            earlier_at=reading.at,
            version=visit.version,
            at=now,
        )
        return Known(reading.version, reading.at)
    if reading.earlier_version is None or reading.earlier_at is None:
        return None
    if timezone.localdate(reading.at) != timezone.localdate(now):
        return None
    return Known(reading.earlier_version, reading.earlier_at)
