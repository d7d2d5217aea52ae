"""A request is recorded, is due, and holds off what would take its subject away."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from disclosure.models import Disclosure
from disclosure.queries.calendar_days import due_by
from disclosure.queries.unanswered import (
    unanswered_about,
    unanswered_in_the_way_of,
)
from disclosure.services.steps import refuse
from protection.queries.hindrances import hindrances
from schools.models import Person
from sitrack.core import calendar
from sitrack.core.models import Event
from sitrack.core.rules import RuleBroken
from tests.disclosure.acts import now, request_about, taken
from tests.protection.leaving import NAME
from tests.universe import Council
from visits.models import Visit


def test_it_is_due_by_the_calendars_bank_holidays_and_not_by_days_the_authority_closes(
    council: Council,
) -> None:
    for day in (date(2025, 11, 24), date(2025, 11, 25)):
        calendar.close_day(day=day, name="Moving house", by=council.ada)
    assert request_about(council).due_by == date(2025, 12, 5)


def test_christmas_and_new_year_put_it_off(council: Council) -> None:
    assert due_by(date(2025, 12, 12)) == date(2026, 1, 14)


def test_who_asks_is_kept_nowhere() -> None:
    names = {field.name for field in Disclosure._meta.get_fields()}
    assert not {"applicant", "requester", "asked_by", "name", "email"} & names


def test_a_reference_is_taken_once_and_no_request_came_tomorrow(
    council: Council,
) -> None:
    request_about(council)
    with pytest.raises(RuleBroken, match="reference already"):
        request_about(council)
    with pytest.raises(RuleBroken, match="in the future"):
        request_about(council, reference="Two", received_on=date(2025, 11, 11))


@pytest.mark.parametrize("person", ["helen", "cora", "sam", "rita", "theo", "ada"])
def test_nobody_else_records_or_sees_one(council: Council, person: str) -> None:
    by = getattr(council, person)
    with pytest.raises(PermissionDenied):
        request_about(council, by=by)
    found = request_about(council)
    assert not Disclosure.objects.visible_to(by).exists()
    assert Disclosure.objects.visible_to(council.dee).get() == found


def test_the_schools_history_says_nothing_of_it(
    council: Council, asked: Disclosure
) -> None:
    events = Event.objects.filter(verb__startswith="disclosure.")
    assert {event.audience for event in events} == {"system"}
    assert {event.scope for event in events} == {""}
    assert [event.sentence for event in events] == [
        "took the record for the request for information FOI 26/041: 5 new, 0 changed,"
        " 0 gone",
        "recorded the request for information FOI 26/041, due by 5 December 2025",
    ]


def test_while_it_is_open_nobody_of_the_school_is_erased(
    council: Council, visit: Visit
) -> None:
    helen = council.persons["helen"]
    helen.posts.update(start=date(2019, 9, 1), end=date(2022, 8, 31))
    left = Person.objects.get(pk=helen.pk)
    assert (left.name, hindrances(left)) == (NAME, [])
    found = taken(council)
    request_about(council, school=council.birch, reference="Birch")
    told = (
        "A request for information about Hawthorn Primary School is not answered yet."
    )
    assert hindrances(left) == [told]
    assert unanswered_about([council.hawthorn]) == [told]
    assert unanswered_about([council.elm]) == []
    refuse(
        disclosure=found,
        section="41",
        reason="All of it was given in confidence.",
        expected_version=now(found).version,
        by=council.hana,
    )
    assert hindrances(left) == []


@pytest.mark.parametrize(
    ("person", "reached"),
    [
        *(("helen", True), ("sam", True), ("rita", True), ("hana", True)),
        *(("odd", False), ("ola", False), ("rolf", False)),
    ],
)
def test_it_holds_off_the_erasing_of_everybody_whose_post_reached_the_school(
    council: Council, person: str, reached: bool
) -> None:
    request_about(council)
    told = unanswered_in_the_way_of(council.persons[person])
    assert bool(told) is reached
