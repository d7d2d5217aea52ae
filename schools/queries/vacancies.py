"""Schools at which nobody holds a post that every school has."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q

from schools.models import Post, RegisteredHead, School
from sitrack.core.models import User
from sitrack.core.roles import Capability, Role, roles_with

NEEDED = (Role.HEADTEACHER, Role.OFFICER)


@dataclass(frozen=True)
class Vacancy:
    """A school and what nobody is there; ``is_named`` where the national register
    names a headteacher who has only not been added here."""

    pk: int
    name: str
    role: str
    is_named: bool


def our_schools(user: User, capability: Capability) -> Any:
    """Open schools at which the user may do this with people and posts."""
    return School.objects.where(user, roles_with(capability)).open()


def with_gaps(schools: Any, day: date) -> Any:
    """The schools with ``no_headteacher``, ``no_officer`` and ``named_head``."""
    held = Post.objects.filter(school=OuterRef("pk")).in_force(day).order_by()
    known = RegisteredHead.objects.filter(school=OuterRef("pk"), last_seen_on=None)
    return schools.annotate(
        **{f"no_{role.value}": ~Exists(held.filter(role=role)) for role in NEEDED},
        named_head=Exists(known),
    )


def vacancies(user: User, day: date, *, role: str = "") -> Any:
    """Schools with a record that lack a headteacher or a SEP, or the one asked for."""
    schools = our_schools(user, Capability.READ_PEOPLE).with_record(day)
    lacks = Q()
    for needed in NEEDED:
        if role in ("", needed):
            lacks |= Q(**{f"no_{needed.value}": True})
    return with_gaps(schools, day).filter(lacks).order_by("named_head", "name", "pk")


def lines(schools: Any) -> Iterator[Vacancy]:
    """What is vacant at each of these schools."""
    flags = [f"no_{role.value}" for role in NEEDED]
    for pk, name, named, *lacking in schools.values_list(
        "pk", "name", "named_head", *flags
    ):
        for role, lacks in zip(NEEDED, lacking, strict=True):
            if lacks:
                is_named = named and role == Role.HEADTEACHER
                yield Vacancy(pk, name, role.value, is_named)
