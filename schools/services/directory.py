"""Keeping the directory and the safeguarding notice."""

from dataclasses import dataclass, fields

from django.db import transaction
from django.db.models import Max

from schools.models import DirectoryEntry, DirectorySection, SafeguardingNotice
from schools.safeguarding import notice
from sitrack.core import calendar, events
from sitrack.core.models import Audience, User
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import take_next_version


@dataclass(frozen=True)
class Contact:
    """What an entry says."""

    section: DirectorySection
    topic: str
    name: str = ""
    role: str = ""
    phone: str = ""
    email: str = ""
    area: str = ""
    link: str = ""


@transaction.atomic
def add_contact(*, contact: Contact, by: User | None) -> DirectoryEntry:
    """Add an entry at the end of its section, checked today."""
    _check(contact)
    last = contact.section.entries.aggregate(last=Max("order"))["last"] or 0
    entry = DirectoryEntry(order=last + 1, checked_on=calendar.today())
    _write(entry, contact)
    _tell("directory.added", entry, by=by)
    return entry


@transaction.atomic
def change_contact(
    *, entry: DirectoryEntry, contact: Contact, expected_version: int, by: User | None
) -> DirectoryEntry:
    """Change an entry; it counts as checked today.

    Raises RuleBroken for a section that is drawn from posts, Stale when somebody else
    changed it first.
    """
    _check(contact)
    take_next_version(entry, expected=expected_version)
    entry.checked_on = calendar.today()
    _write(entry, contact)
    _tell("directory.changed", entry, by=by)
    return entry


@transaction.atomic
def check_contact(*, entry: DirectoryEntry, by: User) -> DirectoryEntry:
    """Say that an entry was checked today and is right; twice a day does no harm."""
    if entry.checked_on != calendar.today():
        entry.checked_on = calendar.today()
        entry.save(update_fields=["checked_on"])
        _tell("directory.checked", entry, by=by)
    return entry


@transaction.atomic
def remove_contact(*, entry: DirectoryEntry, expected_version: int, by: User) -> None:
    """Take an entry out of the directory. Raises Stale when it was changed first."""
    take_next_version(entry, expected=expected_version)
    _tell("directory.removed", entry, by=by)
    entry.delete()


@transaction.atomic
def word_notice(
    *,
    service: str,
    phone: str,
    hours: str,
    shown: bool,
    expected_version: int,
    by: User | None,
) -> SafeguardingNotice:
    """Word the safeguarding notice, and show it or not (SUF-K-04).

    Raises RuleBroken when it would be shown without a service or a telephone, Stale
    when somebody else changed it first.
    """
    for field, text in (("service", service), ("phone", phone)):
        if shown and not text.strip():
            raise RuleBroken("Say whom to call before it is shown.", field)
    row, _ = SafeguardingNotice.objects.get_or_create(pk=1)
    take_next_version(row, expected=expected_version)
    row.service, row.phone = service.strip(), phone.strip()
    row.hours, row.shown = hours.strip(), shown
    row.save(update_fields=["service", "phone", "hours", "shown"])
    _tell("safeguarding.worded" if shown else "safeguarding.hidden", row, by=by)
    notice.changed()
    return row


def _check(contact: Contact) -> None:
    if contact.section.from_posts:
        raise RuleBroken("This section is drawn from people’s posts.", "section")


def _write(entry: DirectoryEntry, contact: Contact) -> None:
    for field in fields(contact):
        value = getattr(contact, field.name)
        setattr(entry, field.name, value.strip() if isinstance(value, str) else value)
    entry.save()


def _tell(
    verb: str, row: DirectoryEntry | SafeguardingNotice, *, by: User | None
) -> None:
    events.record(verb, row, by=by, audience=Audience.SYSTEM)
