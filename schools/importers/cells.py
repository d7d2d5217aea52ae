"""What one cell of a published file says: dates, numbers, telephone numbers."""

import re
from datetime import date

UNKNOWN_DAY = date(1900, 1, 1)
LARGEST = 9_999_999
_PATTERNS = (
    re.compile(r"(?P<day>\d{1,2})-(?P<month>\d{1,2})-(?P<year>\d{4})"),
    re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})"),
)


class BadCell(Exception):
    """The cell cannot be read; the message says why."""


def day(text: str) -> date | None:
    """A date as dd-mm-yyyy, dd/mm/yyyy or ISO; blank and 1 January 1900 are unknown."""
    if not text:
        return None
    for pattern in _PATTERNS:
        found = pattern.fullmatch(text)
        if found:
            parts = {name: int(number) for name, number in found.groupdict().items()}
            try:
                read = date(**parts)
            except ValueError:
                break
            return None if read == UNKNOWN_DAY else read
    raise BadCell("This is not a real date, like 01-09-2024")


def number(text: str, *, most: int = LARGEST) -> int | None:
    """A whole number from nought; blank is unknown."""
    if not text:
        return None
    if not text.isascii() or not text.isdigit():
        raise BadCell("This is not a whole number")
    value = int(text) if len(text) <= 12 else LARGEST + 1
    if value > most:
        raise BadCell(f"This is more than {most:,}")
    return value


def telephone(text: str) -> str:
    """The number as written, with the nought back that a spreadsheet took away."""
    if not text.isdigit() or text.startswith("0"):
        return text
    if len(text) == 12 and text.startswith("44"):
        return f"0{text[2:]}"
    if len(text) == 10 and text[0] in "12357":
        return f"0{text}"
    return text
