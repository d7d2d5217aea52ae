"""What stands in the way of destroying: a hold, the schedule, somebody's decision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from disclosure.queries.unanswered import unanswered_about
from protection.models import Keeping, LegalHold
from protection.queries.retention.doomed import Doomed, Place, chunks, doomed_at
from protection.queries.retention.kinds import kept_until
from protection.registry import KINDS as KINDS_OF_PEOPLE
from protection.registry import Kind as KindOfPeople
from schools.access import may
from schools.models import Person, School
from sitrack.core import calendar
from sitrack.core.models import Event, User
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
    """Each reason why a place cannot be destroyed now, holds on people apart."""
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
    if school is None:
        return []
    asked = unanswered_about([school.pk])
    return [
        *(_stop(hold) for hold in _in_force().filter(school=school)),
        *(Stop(words, Capability.DISCLOSE) for words in asked),
    ]


def holds_on_people(doomed: Doomed) -> list[Stop]:
    """The legal holds on people whom a row names, or who wrote one."""
    holds = _in_force().filter(person__isnull=False)
    return [_stop(hold) for hold in holds if _is_named(hold.person, doomed)]


def all_stops(place: Place) -> list[Stop]:
    """Each reason why a place cannot be destroyed now. Of what stands by itself, rows
    that a hold on somebody covers stay, and the others go (``not_held``)."""
    found = stops(place)
    on_people = _in_force().filter(person__isnull=False)
    if place.kind.alone or not on_people.exists():
        return found
    return found + holds_on_people(doomed_at(place))


def held_people() -> Any:
    """Whoever is held, and whoever held a post at a school that is."""
    holds = _in_force()
    schools = holds.filter(school__isnull=False).values("school")
    return Person.objects.filter(
        Q(pk__in=holds.filter(person__isnull=False).values("person"))
        | Q(posts__school__in=schools)
    ).distinct()


def not_held(rows: Any) -> Any:
    """The rows of a kind without schools that no hold covers: neither somebody's own
    who is held, nor what the log says at a held school or of somebody held."""
    people = list(held_people().select_related("user"))
    if not people and not _in_force().exists():
        return rows
    for kind in _kinds_of(rows.model):
        for tie in kind.ties:
            rows = rows.exclude(**{f"{tie}__in": _keys(kind, tie, people)})
    if rows.model is Event:
        keys = [Event.key(row) for row in people]
        users = [person.user for person in people if person.user]
        keys += [Event.key(user) for user in users]
        scopes = [hold.school.scope for hold in _in_force() if hold.school]
        rows = rows.exclude(scope__in=scopes).exclude(subject__in=keys)
        rows = rows.exclude(actor_key__in=[Event.actor_key_of(user) for user in users])
    return rows


def _stop(hold: LegalHold) -> Stop:
    return Stop(f"There is a {hold}.", Capability.PROTECT_DATA)


def _in_force() -> Any:
    return LegalHold.objects.in_force().select_related("school", "person__user")


def _is_named(person: Person, doomed: Doomed) -> bool:
    for model, keys in doomed.rows.items():
        for kind in _kinds_of(model):
            for tie in kind.ties:
                theirs = _keys(kind, tie, [person])
                for some in chunks(keys if theirs else ()):
                    rows = model._base_manager.filter(pk__in=some)
                    if rows.filter(**{f"{tie}__in": theirs}).exists():
                        return True
    return False


def _kinds_of(model: Any) -> Iterator[KindOfPeople]:
    label = model._meta.label
    return (kind for kind in KINDS_OF_PEOPLE if kind.label == label)


def _keys(kind: KindOfPeople, tie: str, people: list[Person]) -> list[int]:
    if kind.key_of(tie) is User:
        return [person.user.pk for person in people if person.user]
    return [person.pk for person in people]
