"""A leaver who is to be erased, and a school that is held."""

from datetime import date

from protection.services.erasures import ask
from protection.services.holds import set_hold
from schools.models import Person, Post
from schools.services.people import add_person
from sitrack.core.roles import Role
from tests.universe import Council


def left_long_ago(council: Council) -> Person:
    """Somebody without an account whose only post, at Birch, ended three years ago."""
    person = add_person(name="Nell Ode", email="nell@school.example", by=council.ada)
    Post.objects.create(
        person=person,
        role=Role.DEPUTY,
        school=council.birch,
        start=date(2020, 9, 1),
        end=date(2022, 8, 31),
    )
    return person


def protect(council: Council) -> None:
    ask(person=left_long_ago(council), reason="Asked for by letter", by=council.ada)
    set_hold(school=council.elm, reason="A complaint is open", by=council.hana)
