"""Whether it is on: a file, which every process sees and no database is needed for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from sitrack.core import clock

# What is said to whoever may try again, where nobody has named a time.
SOON = 600
SOONEST = 60


@dataclass(frozen=True)
class ReadOnly:
    """It is on, and until when, where that is known and still to come."""

    until: datetime | None

    @property
    def seconds(self) -> int:
        """After how many seconds it is worth trying again."""
        if self.until is None:
            return SOON
        return max(SOONEST, round((self.until - clock.now()).total_seconds()))


def state() -> ReadOnly | None:
    """None where people write as ever."""
    try:
        told = Path(settings.READ_ONLY).read_text(encoding="utf-8").strip()
        until = datetime.fromisoformat(told)
    except FileNotFoundError:
        return None
    except (OSError, ValueError):  # It is there, and says no time.
        return ReadOnly(None)
    if timezone.is_naive(until):
        until = timezone.make_aware(until)
    return ReadOnly(until if until > clock.now() else None)


def begin(until: datetime) -> None:
    """From now on nothing is saved."""
    file = Path(settings.READ_ONLY)
    fresh = file.with_name(f"{file.name}.new")
    fresh.write_text(until.isoformat(), encoding="utf-8")
    fresh.replace(file)


def end() -> None:
    """People write again."""
    Path(settings.READ_ONLY).unlink(missing_ok=True)
