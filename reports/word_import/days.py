"""Days and times as people type them into the form; pure functions of text."""

import datetime as dt
import re

from sitrack.core.reading import read_clock, read_day

CENTURY = 2000
DAY = (
    r"(?:\b[a-z]{3,9}day,?\s+)?\b\d{1,2}(?:st|nd|rd|th)?(?:\s+of)?[\s/.\-\u2013]{1,3}"
    r"(?:\d{1,2}|[a-z]{3,9})[,\s/.\-\u2013]{1,3}\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b"
)
CLOCK = r"\b\d{1,2}(?:[:.]\d{2})?\s*(?:am|pm|a\.m\.|p\.m\.)|\b\d{1,2}[:.]\d{2}\b"


def day_in(text: str) -> dt.date | None:
    """The one day that a text names: "Mon 4th May 2026, pm", "4.5.26". Nothing where
    there is none, more than one, or one that no calendar has."""
    found = re.findall(DAY, text, re.IGNORECASE)
    return _day(found[0]) if len(found) == 1 else None


def moment_in(text: str) -> tuple[dt.date | None, dt.time | None]:
    """The day and the time that a text names, each where it names one."""
    found = re.findall(DAY, text, re.IGNORECASE)
    rest = re.sub(DAY, " ", text, flags=re.IGNORECASE)
    times = re.findall(CLOCK, rest, re.IGNORECASE)
    time = read_clock(times[0]) if times else None
    return (_day(found[0]) if len(found) == 1 else None), time


def _day(text: str) -> dt.date | None:
    parts = read_day(re.sub(r"\s+of\b", " ", text, flags=re.IGNORECASE).strip())
    if parts is None:
        return None
    day, month, year = parts
    number = int(year) + (CENTURY if len(year) == 2 else 0)
    try:
        return dt.date(number, month, day) if len(year) in {2, 4} else None
    except ValueError:
        return None
