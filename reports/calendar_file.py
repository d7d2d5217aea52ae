"""Entries as an iCalendar file (RFC 5545)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from icalendar import Calendar, Event

from reports.queries.feed import Entry

ASK_AGAIN_AFTER = timedelta(hours=6)
A_DAY = timedelta(days=1)


def calendar_file(entries: Iterable[Entry], *, site: str, now: datetime) -> bytes:
    """The file: moments in UTC, lines of at most 75 octets, ends of lines as CRLF.

    ``site`` is the service's own address; links and the entries' names are made of it.
    """
    host = urlsplit(site).hostname or "sitrack"
    found = Calendar()
    found.add("prodid", "-//sitrack//calendar feed//EN")
    found.add("version", "2.0")
    found.add("x-wr-calname", "sitrack")
    found.add("refresh-interval", ASK_AGAIN_AFTER, parameters={"VALUE": "DURATION"})
    for entry in entries:
        found.add_component(_event(entry, host=host, site=site, now=now))
    return bytes(found.to_ical())


def _event(entry: Entry, *, host: str, site: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{entry.key}@{host}")
    event.add("dtstamp", now)
    event.add("dtstart", entry.begins)
    if entry.minutes is None:
        event.add("dtend", entry.begins + A_DAY)
        # A day by which something is due leaves the day free.
        event.add("transp", "TRANSPARENT")
    else:
        event.add("dtend", entry.begins + timedelta(minutes=entry.minutes))
    event.add("summary", entry.title)
    event.add("url", f"{site}{entry.href}")
    return event
