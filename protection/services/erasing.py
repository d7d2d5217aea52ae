"""Taking a person's name out of everything that the registry says holds it.

Their own rows go. What they did stays, under a tombstone that names the post and a
number; so do decisions, and the log with its chain. Words that others wrote stay as they
are, and so do published versions, whose bytes never change (decision record 56).
"""

from __future__ import annotations

import re
from typing import Any

from django.db import transaction
from django.db.models import Q

from protection.queries.places import school_of
from protection.registry import KINDS, Kind, Part, Tie
from schools.models import Person, School
from schools.services.invitations import withdraw_any
from sitrack.core.audit.services import saying, unname
from sitrack.core.models import Event, Notification, User

# Columns that hold nothing but the name of whom the key points at.
NAMES = {"name", "lead_name", "guest_name", "who", "agreed_who"}
REACHED_BY = {"email", "phone"}
NO_ADDRESS = "erased.invalid"


def tombstone(person: Person, number: int) -> str:
    """What stands in the place of a name: the last post, and the erasure's number."""
    last = person.posts.order_by("start", "pk").last()
    title = f"Former {_lowered(last.printed_title)}" if last else "Somebody"
    return f"{title[:110]}, name erased ({number})"


@transaction.atomic
def take_out(person: Person, *, number: int, reason: str) -> str:
    """Do it; returns the tombstone. Whether it may be done was asked before."""
    user = person.user
    # An address that is left open would stand in the way of the next one's.
    withdraw_any(person=person, by=None)
    names = _names_of(person, user)
    shared = {name for name in names if _is_anothers(name, person)}
    instead = tombstone(person, number)
    for kind in KINDS:
        _blank(kind, person, user, names=names, shared=shared, instead=instead)
    for kind in KINDS:
        _forget_reasons(kind, person, user)
    for kind in KINDS:
        _remove_own(kind, person, user)
    Person.objects.filter(pk=person.pk).update(name=instead, email="", phone="")
    if user is not None:
        user.name, user.is_active = instead, False
        user.email = f"erased-{user.pk}@{NO_ADDRESS}"
        user.set_unusable_password()
        user.save()
    _rename_notifications(names - shared, instead)
    unname(
        names - shared,
        shared=shared,
        actor=Event.actor_key_of(user),
        about=_keys_of(person, user),
        instead=instead,
        reason=reason,
    )
    person.refresh_from_db()
    return instead


def _names_of(person: Person, user: User | None) -> set[str]:
    """What they are called and were called before, and their addresses."""
    names = {person.name, person.email}
    changes = Event.objects.about(person).filter(verb="person.changed")
    names |= {str(change.data.get("before", "")) for change in changes}
    if user is not None:
        acts = Event.objects.filter(actor_key=Event.actor_key_of(user)).order_by()
        names |= {user.name, user.email, *acts.values_list("actor_name", flat=True)}
    return names - {""}


def _is_anothers(name: str, person: Person) -> bool:
    """Whether somebody else has the name, or a school has it in its own."""
    others = Person.objects.exclude(pk=person.pk)
    schools = School.objects.filter(name__icontains=name)
    return others.filter(name__iexact=name).exists() or schools.exists()


def _keys_of(person: Person, user: User | None) -> set[str]:
    """What the log calls them, and their posts."""
    rows = [person, *([user] if user else []), *person.posts.all()]
    return {Event.key(row) for row in rows}


def _blank(
    kind: Kind,
    person: Person,
    user: User | None,
    *,
    names: set[str],
    shared: set[str],
    instead: str,
) -> None:
    """Their printed name and how to reach them, in the row and its earlier versions."""
    said = saying(names)
    for key, tie in kind.ties.items():
        target = person if kind.key_of(key) is Person else user
        if target is None or not tie.printed:
            continue
        for model in (kind.model, *_earlier(kind)):
            rows = list(model._base_manager.filter(**{key: target}))
            if target is person:
                rows += _only_named(model, key, tie, person, names - shared)
            for row in rows:
                changes = {
                    column: _put(column, getattr(row, column), said, instead, row)
                    for column in tie.printed
                }
                model._base_manager.filter(pk=row.pk).update(**changes)


def _forget_reasons(kind: Kind, person: Person, user: User | None) -> None:
    """What those who keep people wrote about them for one another, such as why a post
    ended: it served for as long as they might come back."""
    for key in kind.ties if kind.keepers else ():
        target = person if kind.key_of(key) is Person else user
        if target is not None:
            rows = kind.model._base_manager.filter(**{key: target})
            rows.update(**dict.fromkeys(kind.keepers, ""))


def _only_named(
    model: Any, key: str, tie: Tie, person: Person, names: set[str]
) -> list[Any]:
    """Rows that give a name of theirs alone without a key, at a school where they held
    a post."""
    named = Q(pk__in=())
    for column in NAMES & set(tie.printed):
        for name in names:
            named |= Q(**{f"{column}__iexact": name})
    schools = set(person.posts.values_list("school", flat=True)) - {None}
    rows = model._base_manager.filter(named, **{key: None})
    return [row for row in rows if getattr(school_of(row), "pk", None) in schools]


def _put(column: str, value: Any, said: re.Pattern[str], instead: str, row: Any) -> Any:
    if not value:
        return value
    longest = row._meta.get_field(column).max_length
    if column in REACHED_BY:
        return ""
    found = instead if column in NAMES else said.sub(instead, value)
    return found[:longest] if longest else found


def _earlier(kind: Kind) -> list[Any]:
    """The table of a kind's earlier versions, where there is one."""
    history = getattr(kind.model, "history", None)
    return [history.model] if history is not None else []


def _remove_own(kind: Kind, person: Person, user: User | None) -> None:
    if kind.label in ("schools.Person", "core.User"):
        return
    for key, tie in kind.ties.items():
        target = person if kind.key_of(key) is Person else user
        if tie.part is Part.OWN and target is not None:
            kind.model._base_manager.filter(**{key: target}).delete()


def _rename_notifications(names: set[str], instead: str) -> None:
    """What others were told of them."""
    said = saying(names)
    wanted = Q(pk__in=())
    for name in names:
        wanted |= Q(title__icontains=name)
    for row in Notification.objects.filter(wanted):
        title = said.sub(instead, row.title)[:200]
        Notification.objects.filter(pk=row.pk).update(title=title)


def _lowered(title: str) -> str:
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]
