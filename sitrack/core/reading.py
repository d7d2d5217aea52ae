"""Days, times and lengths of time as people type them; pure functions of text."""

from __future__ import annotations

import datetime as dt
import re

MONTHS = ["january", "february", "march", "april", "may", "june"]
MONTHS += ["july", "august", "september", "october", "november", "december"]
WEEKDAYS = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"}


def read_day(text: str) -> tuple[int, int, str] | None:
    """Day, month and year of "27 March 2026", "27/3/26" or "2026-03-27", or nothing.

    The year stays text, so that a caller can tell 26 from 2026; whether the day
    exists is for the caller too.
    """
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text, re.ASCII)
    if iso:
        return int(iso[3]), int(iso[2]), iso[1]
    if not re.fullmatch(r"[\w\s/.,\-\u2013]+", text):
        return None
    bits = re.findall(r"[^\W_]+", text)
    if len(bits) == 4 and bits[0][:3].lower() in WEEKDAYS:
        bits = bits[1:]
    if len(bits) != 3:
        return None
    day = re.fullmatch(r"(\d{1,2})(st|nd|rd|th)?", bits[0], re.ASCII | re.IGNORECASE)
    month = _month(bits[1])
    if day is None or month is None or not re.fullmatch(r"\d{1,6}", bits[2], re.ASCII):
        return None
    return int(day[1]), month, bits[2]


def _month(text: str) -> int | None:
    """The month's number, from a number, a name or at least three of its letters."""
    if re.fullmatch(r"\d{1,2}", text, re.ASCII):
        return int(text)
    word = text.lower()
    if len(word) < 3:
        return None
    for number, name in enumerate(MONTHS, start=1):
        if name.startswith(word) and len(word) in {3, 4, len(name)}:
            return number
    return None


def read_clock(text: str) -> dt.time | None:
    """A time of day of "9:30", "9.30am", "2 pm", "1400" or "midday", or nothing.

    A bare "9" is nothing: it could be morning or evening.
    """
    squeezed = re.sub(r"\s", "", text).lower()
    if squeezed in {"midday", "noon"}:
        return dt.time(12)
    if squeezed == "midnight":
        return dt.time(0)
    pattern = r"(\d{1,2})(?:[:.]?(\d{2}))?(am|pm|a\.m\.|p\.m\.)?"
    found = re.fullmatch(pattern, squeezed, re.ASCII)
    if found is None or not (found[2] or found[3]):
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    half = (found[3] or "").replace(".", "")
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    return dt.time(hour, minute) if hour < 24 and minute < 60 else None


def read_minutes(text: str) -> int | None:
    """Whole minutes of "90", "1h 30", "1:30" or "1.5 hours", or nothing.

    A number below nought is read too, so that a caller can say what is wrong.
    """
    words = text.strip().lower().replace("\u2212", "-")
    plain = re.fullmatch(r"(-?\d{1,9})\s*(m|mins?|minutes?)?", words, re.ASCII)
    if plain:
        return int(plain[1])
    clock = re.fullmatch(r"(\d{1,4}):([0-5]\d)", words, re.ASCII)
    if clock:
        return int(clock[1]) * 60 + int(clock[2])
    hours = r"(-?\d{1,4}(?:\.\d{1,4})?)\s*(?:h|hrs?|hours?)"
    rest = r"(?:,?\s*(?:and\s+)?(\d{1,3})\s*(?:m|mins?|minutes?)?)?"
    spoken = re.fullmatch(hours + rest, words, re.ASCII)
    if spoken is None:
        return None
    return round(float(spoken[1]) * 60) + int(spoken[2] or 0)
