"""A leaver who is to be erased, a school that is held, and messages past their time."""

from datetime import date

from protection.retention import kind_of
from protection.services.erasures import ask
from protection.services.holds import set_hold
from protection.services.retention.asking import ask as destroy
from schools.models import Person, Post
from schools.services.people import add_person
from sitrack.core.models import Reminder
from sitrack.core.models.job import JobState
from sitrack.core.reminders import morning_of
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


# The school years of two reminders: one of them is to be destroyed.
ASKED, WAITS = 2019, 2020


def put_off_long_ago(council: Council) -> None:
    """Reminders that Sam had, who has opened them all since."""
    for year in (ASKED, WAITS):
        day = date(year, 11, 10)
        Reminder.objects.create(
            user=council.sam,
            key=f"step:{year}",
            day=day,
            due_at=morning_of(day),
            state=JobState.DONE,
        )


def protect(council: Council) -> None:
    ask(person=left_long_ago(council), reason="Asked for by letter", by=council.ada)
    set_hold(school=council.elm, reason="A complaint is open", by=council.hana)
    put_off_long_ago(council)
    destroy(
        kind=kind_of("message"),
        year=ASKED,
        schools=[None],
        reason="Nobody needs them",
        by=council.ada,
    )
