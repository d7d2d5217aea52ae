"""What stands in the way of destroying: a hold, the schedule, somebody's decision."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from disclosure.queries.unanswered import unanswered_about
from protection.models import Keeping, LegalHold
from protection.queries.retention.doomed import Doomed, Place, doomed_at
from protection.queries.retention.kinds import kept_until
from protection.queries.retention.reach import in_force, is_named, schools_of
from schools.access import may
from schools.models import School
from sitrack.core import calendar
from sitrack.core.models import User
from sitrack.core.roles import Capability

HIDDEN = "Something stands in the way that not everybody may read."


@dataclass(frozen=True)
class Stop:
    """Something that stands in the way, in words; ``read_with`` is the capability without
    which nobody is told what it is."""

    words: str
    read_with: Capability | None = None


def said(found: Iterable[Stop], reader: User | None = None) -> list[str]:
    """The words of each for a reader, a neutral sentence for those that are hidden from
    them; without a reader, as everybody may read it."""
    words = [
        one.words
        if one.read_with is None or (reader and may(reader, one.read_with))
        else HIDDEN
        for one in found
    ]
    return list(dict.fromkeys(words))


def stops(place: Place) -> list[Stop]:
    """Each reason why a place cannot be destroyed now, but what its rows tell."""
    today = calendar.today()
    until = kept_until(place.year.last, place.kind)
    found = []
    if until > today:
        found.append(Stop(f"The schedule keeps it until {until:%-d %B %Y}."))
    kept = Keeping.objects.filter(
        kind=place.kind.code,
        school=place.school,
        year=place.year.begins,
        until__gt=today,
    ).first()
    if kept:
        found.append(Stop(f"It is kept until {kept.until:%-d %B %Y}: {kept.reason}."))
    return found + holds_on_school(place.school)


def holds_on_school(school: School | None) -> list[Stop]:
    """The legal hold on a school, and what somebody has asked for there: it is an
    offence to destroy that."""
    return _holds_on({school.pk}) if school else []


def holds_on_rows(doomed: Doomed) -> list[Stop]:
    """The same of each school that a row is about, as those of no school may be; and the
    legal holds on people whom a row names, or who wrote one."""
    holds = in_force().filter(person__isnull=False)
    on_people = [_stop(hold) for hold in holds if is_named(hold.person, doomed)]
    return _holds_on(schools_of(doomed)) + on_people


def all_stops(place: Place) -> list[Stop]:
    """Each reason why a place cannot be destroyed now. Of what stands by itself, rows
    that a hold covers stay, and the others go (``not_held``)."""
    found = stops(place)
    return found if place.kind.alone else found + holds_on_rows(doomed_at(place))


def _holds_on(schools: Collection[int]) -> list[Stop]:
    return [
        *(_stop(hold) for hold in in_force().filter(school__in=schools)),
        *(Stop(words, Capability.DISCLOSE) for words in unanswered_about(schools)),
    ]


def _stop(hold: LegalHold) -> Stop:
    return Stop(f"There is a {hold}.", Capability.PROTECT_DATA)
