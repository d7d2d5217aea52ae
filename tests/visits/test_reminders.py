"""Reminders of next steps: once before the day, once after it, to who may read."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.mail import EmailMessage

from sitrack.core.models import Notification
from sitrack.core.sweep import sweep
from tests.universe import NOW, Council
from visits.models import NextStep
from visits.services.notes import start_and_share
from visits.services.reminders import remind
from visits.services.steps import close_step, move_step

DUE = date(2025, 12, 1)
BEFORE = NOW.replace(month=11, day=28)
AFTER = NOW.replace(month=12, day=2)


def step_for(council: Council, who: str = "", **facts: object) -> NextStep:
    """A step of a shared note, due on DUE, for one of the cast or for nobody known."""
    person = council.persons[who] if who else None
    step = council.step(person=person, who=str(person or "Jo Bell, diocese"))
    return council.shared_visit(steps=(step,), **facts).next_steps.get()


def reminders() -> list[tuple[str, str]]:
    told = Notification.objects.filter(title__startswith="A next step is")
    rows = told.order_by("pk").values_list("recipient__name", "title")
    return [(name, title.partition(":")[0]) for name, title in rows]


def test_a_step_is_spoken_of_once_before_its_day_and_once_after(
    council: Council, clock: time_machine.Traveller
) -> None:
    step_for(council, "helen")
    remind(100)
    assert reminders() == []
    soon = ("Helen Marsh", "A next step is due soon")
    late = ("Helen Marsh", "A next step is late")
    for moment, expected in ((BEFORE, [soon]), (AFTER, [soon, late])):
        clock.move_to(moment)
        assert remind(100) == 1
        assert remind(100) == 0
        assert reminders() == expected


def test_acc_014_the_reminder_of_a_step_without_an_account_goes_to_the_lead(
    council: Council, clock: time_machine.Traveller
) -> None:
    step_for(council)
    clock.move_to(AFTER)
    remind(100)
    assert reminders() == [("Sam Rowe", "A next step is late")]


@pytest.mark.item("CONF-07")
def test_who_may_not_read_the_step_is_not_reminded_of_it(
    council: Council, clock: time_machine.Traveller
) -> None:
    step_for(council, "gus")
    clock.move_to(AFTER)
    remind(100)
    assert reminders() == [("Sam Rowe", "A next step is late")]


def test_where_the_lead_no_longer_reads_the_school_its_sep_is_told(
    council: Council, clock: time_machine.Traveller
) -> None:
    note = council.note(steps=(council.step(who="Jo Bell"),))
    start_and_share(
        record=council.record(),
        note=note,
        lead=council.persons["theo"],
        by=council.theo,
    )
    council.persons["theo"].posts.update(end=date(2025, 11, 20))
    clock.move_to(AFTER)
    remind(100)
    assert reminders() == [("Sam Rowe", "A next step is late")]


def test_a_closed_step_and_one_of_a_draft_are_not_spoken_of(
    council: Council, clock: time_machine.Traveller
) -> None:
    council.draft_visit()
    step = step_for(council, "helen")
    close_step(step=step, by=council.helen, expected_version=step.version)
    clock.move_to(AFTER)
    assert remind(100) == 0


def test_a_step_that_moved_is_spoken_of_again(
    council: Council, clock: time_machine.Traveller
) -> None:
    step = step_for(council, "helen")
    clock.move_to(AFTER)
    remind(100)
    step.refresh_from_db()
    day = AFTER.date() + timedelta(days=10)
    move_step(
        step=step, by=council.sam, expected_version=step.version, due_on=day, reason="B"
    )
    assert remind(100) == 0
    clock.move_to(NOW.replace(month=12, day=15))
    assert remind(100) == 1
    assert len(reminders()) == 2


@pytest.mark.item("CONF-04")
def test_the_mail_is_a_title_and_a_link(
    council: Council, clock: time_machine.Traveller, mailoutbox: list[EmailMessage]
) -> None:
    step = step_for(council, "helen")
    clock.move_to(AFTER)
    sweep()
    sweep()
    mail = next(one for one in mailoutbox if "is late" in one.subject)
    assert mail.subject == "A next step is late: Hawthorn Primary School"
    assert step.get_absolute_url() in mail.body
    assert step.text not in mail.body
