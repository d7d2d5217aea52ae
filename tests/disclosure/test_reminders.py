"""The day by which a request has to be answered is spoken of before it has passed."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core.mail import EmailMessage

from disclosure.models import Disclosure
from disclosure.services.reminders import LATE, SOON, remind
from disclosure.services.steps import refuse, withdraw
from sitrack.core import calendar
from sitrack.core.models import Notification
from sitrack.core.sweep import sweep
from tests.disclosure.acts import now, request_about
from tests.disclosure.test_requests import corrected
from tests.universe import Council

# Received on Friday 7 November: due by Friday 5 December.
TUESDAY, FRIDAY = date(2025, 12, 2), date(2025, 12, 5)


def on(clock: time_machine.Traveller, day: date) -> None:
    clock.move_to(datetime(day.year, day.month, day.day, 9, tzinfo=UTC))


def told() -> list[tuple[str, str]]:
    rows = Notification.objects.filter(path__contains="information-requests")
    return [(row.recipient.name, row.title) for row in rows.order_by("pk")]


@pytest.mark.item("CONF-04")
def test_those_who_disclose_hear_of_it_three_working_days_before_and_once_it_is_late(
    council: Council, clock: time_machine.Traveller, mailoutbox: list[EmailMessage]
) -> None:
    request_about(council)
    both = ["Hana Yilmaz", "Dee Stanton"]
    on(clock, date(2025, 12, 1))
    sweep()
    assert told() == []
    on(clock, TUESDAY)
    sweep()
    sweep()
    assert sorted(told()) == sorted((name, SOON) for name in both)
    on(clock, FRIDAY)
    sweep()
    assert len(told()) == 2
    on(clock, date(2025, 12, 6))
    sweep()
    sweep()
    assert sorted(told()[2:]) == sorted((name, LATE) for name in both)
    for mail in mailoutbox:
        said = f"{mail.subject} {mail.body}"
        assert "Hawthorn" not in said
        assert "FOI" not in said


def test_days_on_which_the_authority_is_closed_are_not_counted(
    council: Council, clock: time_machine.Traveller
) -> None:
    request_about(council)
    calendar.close_day(day=date(2025, 12, 3), name="Moving house", by=council.ada)
    on(clock, date(2025, 12, 1))
    assert remind(10) == 1


def test_one_whose_day_is_put_right_is_spoken_of_again(
    council: Council, clock: time_machine.Traveller
) -> None:
    found = request_about(council)
    on(clock, TUESDAY)
    assert (remind(10), remind(10)) == (1, 0)
    corrected(council, now(found), received_on=date(2025, 11, 6))
    assert (remind(10), remind(10)) == (1, 0)
    assert [title for _, title in told()] == [SOON] * 4


def refused(council: Council, found: Disclosure) -> None:
    refuse(
        disclosure=found,
        section="41",
        reason="In confidence.",
        expected_version=found.version,
        by=council.hana,
    )


def withdrawn(council: Council, found: Disclosure) -> None:
    day, version = found.received_on, found.version
    withdraw(disclosure=found, on=day, expected_version=version, by=council.hana)


@pytest.mark.parametrize("ended", [refused, withdrawn])
def test_of_one_that_is_over_nobody_is_reminded(
    council: Council, clock: time_machine.Traveller, ended: object
) -> None:
    ended(council, request_about(council))  # type: ignore[operator]
    for day in (TUESDAY, date(2025, 12, 8)):
        on(clock, day)
        assert remind(10) == 0
