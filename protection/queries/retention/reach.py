"""Which rows a legal hold reaches: those of its school, and those that lead to somebody
who is held, also by an earlier version."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import Q

from disclosure.models import Disclosure
from protection.models import DestructionUnit, Erasure, Keeping, LegalHold
from protection.queries.retention.doomed import Doomed, chunks, history_of
from protection.registry import KINDS as KINDS_OF_PEOPLE
from protection.registry import Kind as KindOfPeople
from schools.models import Person, Post, School
from sitrack.core.models import Event, User

Ties = Mapping[str, list[int]]


def in_force() -> Any:
    """The holds in force."""
    return LegalHold.objects.in_force().select_related("school", "person__user")


def held_people() -> Any:
    """Whoever is held, and whoever held a post at a school that is."""
    holds = in_force()
    schools = holds.filter(school__isnull=False).values("school")
    return Person.objects.filter(
        Q(pk__in=holds.filter(person__isnull=False).values("person"))
        | Q(posts__school__in=schools)
    ).distinct()


def schools_of(doomed: Doomed) -> set[int]:
    """The keys of the schools that rows are about."""
    found: set[int] = set()
    for model, keys in doomed.rows.items():
        for column in model._meta.concrete_fields:
            if column.related_model is School:
                for some in chunks(keys):
                    rows = model._base_manager.filter(pk__in=some).order_by()
                    found |= set(rows.values_list(column.attname, flat=True).distinct())
    return found - {None}


def is_named(person: Person, doomed: Doomed) -> bool:
    """Whether a row or an earlier version of one names them, or they wrote it."""
    for model in {**doomed.rows, **doomed.gone}:
        ties = _ties(model, [person])
        if _leads_to(model, "pk", doomed.rows.get(model, ()), ties):
            return True
        earlier = history_of(model)
        if earlier is not None:
            tracked = {column.name for column in earlier._meta.concrete_fields}
            ties = {tie: keys for tie, keys in ties.items() if tie in tracked}
            ties["history_user"] = _users([person])
            key = model._meta.pk.name
            if _leads_to(earlier, key, doomed.all_keys(model), ties):
                return True
    return False


def not_held(rows: Any) -> Any:
    """The rows of a kind without schools that no hold covers: neither somebody's own
    who is held, nor what the log says at a held school, of it, or of somebody held."""
    if not in_force().exists():
        return rows
    people = list(held_people().select_related("user"))
    for tie, keys in _ties(rows.model, people).items():
        rows = rows.exclude(**{f"{tie}__in": keys})
    return _said_of_nobody_held(rows, people) if rows.model is Event else rows


def _said_of_nobody_held(events: Any, people: list[Person]) -> Any:
    holds = in_force()
    users = [person.user for person in people if person.user]
    scopes = [hold.school.scope for hold in holds if hold.school]
    actors = [Event.actor_key_of(user) for user in users]
    events = events.exclude(scope__in=scopes).exclude(actor_key__in=actors)
    keys = [Event.key(row) for row in (*people, *users)]
    keys += [Event.key(hold.school) for hold in holds if hold.school]
    events = events.exclude(subject__in=keys)
    schools = holds.filter(school__isnull=False).values("school")
    persons = [person.pk for person in people]
    # What is filed under no school, though it is of one.
    for subjects in (
        holds.select_related(None),
        *(
            model._base_manager.filter(school__in=schools)
            for model in (Disclosure, Keeping, DestructionUnit)
        ),
        *(model._base_manager.filter(person__in=persons) for model in (Post, Erasure)),
    ):
        events = events.exclude(subject__in=Event.keys_of(subjects))
    return events


def _leads_to(model: Any, key: str, keys: Iterable[Any], ties: Ties) -> bool:
    theirs = Q(pk__in=())
    for tie, people in ties.items():
        theirs |= Q(**{f"{tie}__in": people})
    known = any(ties.values())
    return any(
        model._base_manager.filter(theirs, **{f"{key}__in": some}).exists()
        for some in chunks(keys if known else ())
    )


def _ties(model: Any, people: list[Person]) -> dict[str, list[int]]:
    """Each key of a model that leads to a person or an account, and whose it may be."""
    return {
        tie: _users(people)
        if kind.key_of(tie) is User
        else [person.pk for person in people]
        for kind in _kinds_of(model)
        for tie in kind.ties
    }


def _users(people: list[Person]) -> list[int]:
    return [person.user.pk for person in people if person.user]


def _kinds_of(model: Any) -> Iterator[KindOfPeople]:
    label = model._meta.label
    return (kind for kind in KINDS_OF_PEOPLE if kind.label == label)
