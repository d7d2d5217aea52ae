"""Noting a contact with a school, and taking a line back."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from engagement.models import Contact, SchoolYearRecord
from engagement.queries.contacts import log_of
from engagement.services.holding import hold_open
from sitrack.core import calendar, clock, events
from sitrack.core.models import Audience, User
from sitrack.core.rules import RuleBroken


@dataclass(frozen=True)
class Line:
    """When, with whom, and what about, in one line."""

    kind: str
    on: date
    who: str
    line: str


@transaction.atomic
def note_contact(*, record: SchoolYearRecord, line: Line, by: User) -> Contact:
    """Note a contact (SCO-24, SCO-30). Raises RuleBroken for a kind that there is not,
    a day to come or outside the year, and in a locked record."""
    hold_open(record)
    log = log_of(record.framework)
    kind = log.kind(line.kind) if log else None
    if kind is None:
        raise RuleBroken("Choose what kind of contact it was", "kind")
    if line.on > calendar.today():
        raise RuleBroken("The date must be today or earlier", "on")
    if not record.year.start <= line.on <= record.year.end:
        raise RuleBroken(f"The date lies outside {record.year}", "on")
    if not (line.who.strip() and line.line.strip()):
        raise RuleBroken("Say who took part and what it was about")
    made = Contact.objects.create(
        school=record.school,
        kind=kind.code,
        activity=kind.activity or "",
        on=line.on,
        who=line.who.strip(),
        line=line.line.strip(),
        by=by,
        at=clock.now(),
    )
    _tell("contact.noted", made, by=by)
    return made


@transaction.atomic
def take_contact_back(*, contact: Contact, by: User) -> None:
    """Take a wrong line back; it stays on the page, struck out. Raises RuleBroken where
    it was taken back already."""
    standing = Contact.objects.standing().filter(pk=contact.pk)
    if not standing.update(taken_back_at=clock.now(), taken_back_by=by):
        raise RuleBroken("This line was taken back already.")
    _tell("contact.taken_back", contact, by=by)


def _tell(verb: str, contact: Contact, *, by: User) -> None:
    events.record(
        verb,
        contact,
        by=by,
        scope=contact.school.scope,
        audience=Audience.LEADERS,
    )
