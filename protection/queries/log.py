"""The log of events of a period, as its reader may have it in a file (domain 4.2).

The lead has the schools of the region, the head of service all, the administrator all
without words (CONF-14). Events of restricted letters are never told; where all events
are asked for, they keep a place that looks like that of anything else withheld.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from schools.access import EVERYTHING, NOTHING, at_schools, audiences_of
from schools.models import School
from sitrack.core.audit.marks import FACTS
from sitrack.core.models import Audience, Event, User
from sitrack.core.models.event_seal import EventSeal
from sitrack.core.roles import Capability, roles_with

AT_A_TIME = 1_000
# What an administrator is told of an event: technical facts, and no words.
METADATA = ("at", "verb", "subject", "scope", "audience", "actor_key")


@dataclass(frozen=True)
class Period:
    """Both days are in it; without a school all that the reader reaches are."""

    first: date
    last: date
    school: School | None = None

    @property
    def words(self) -> dict[str, str]:
        """What a file says of itself."""
        school = self.school.scope if self.school else ""
        return {
            "from": self.first.isoformat(),
            "to": self.last.isoformat(),
            "school": school,
        }


def schools_of(reader: User) -> QuerySet[School]:
    """The schools whose log the reader may have."""
    reach = at_schools(reader, roles_with(Capability.EXPORT_LOG), path="")
    found: QuerySet[School] = School.objects.filter(reach).order_by("name")
    return found


def events_in(period: Period, reader: User) -> QuerySet[Event]:
    """The events of a period that have a place in the reader's file, the first first."""
    zone = timezone.get_current_timezone()
    begins = datetime.combine(period.first, time.min, zone)
    ends = datetime.combine(period.last + timedelta(days=1), time.min, zone)
    found: QuerySet[Event] = Event.objects.filter(at__gte=begins, at__lt=ends)
    found = found.order_by("pk")
    if period.school:
        return found.filter(scope=period.school.scope)
    reach = at_schools(reader, roles_with(Capability.EXPORT_LOG), path="")
    if reach is NOTHING:
        return found.none()
    if reach is EVERYTHING:
        return found
    scopes = [
        f"school:{key}" for key in schools_of(reader).values_list("pk", flat=True)
    ]
    return found.filter(scope__in=scopes)


def lines_of(period: Period, reader: User) -> Iterator[dict[str, Any]]:
    """Each event as the reader may have it, with its seal."""
    told = _Reader(reader)
    rows = events_in(period, reader).iterator(chunk_size=AT_A_TIME)
    while batch := list(islice(rows, AT_A_TIME)):
        seals = _seals_of([event.pk for event in batch])
        for event in batch:
            yield {
                "event": event.pk,
                "seal": seals.get(event.pk),
                **told.facts(event),
            }


def _seals_of(events: list[int]) -> dict[int, dict[str, Any]]:
    seals = list(EventSeal.objects.filter(event__in=events))
    places = [seal.position - 1 for seal in seals]
    rows = EventSeal.objects.filter(position__in=places)
    before = dict(rows.values_list("position", "link"))
    return {
        seal.event: {
            "position": seal.position,
            "mark": seal.mark,
            "link": seal.link,
            "before": before.get(seal.position - 1, ""),
        }
        for seal in seals
    }


class _Reader:
    """Says of each event what its reader may have; a school is asked once."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.schools = {school.scope: school for school in schools_of(user)}
        self.audiences: dict[str, set[Audience]] = {}

    def facts(self, event: Event) -> dict[str, Any]:
        if event.audience in self._audiences(event.scope):
            facts = {name: getattr(event, name) for name in FACTS}
            at = event.at.astimezone(UTC).isoformat(timespec="microseconds")
            return {**facts, "at": at, "mark": event.mark}
        if event.scope and event.audience != Audience.RESTRICTED:
            facts = {name: getattr(event, name) for name in METADATA}
            at = event.at.astimezone(UTC).isoformat(timespec="microseconds")
            return {**facts, "at": at, "withheld": "words"}
        return {"withheld": "all"}

    def _audiences(self, scope: str) -> set[Audience]:
        if scope not in self.audiences:
            school = self.schools.get(scope)
            told = audiences_of(self.user, school) if school else set()
            self.audiences[scope] = told
        return self.audiences[scope]
