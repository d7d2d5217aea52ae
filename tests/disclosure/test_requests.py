"""A request is recorded, is due, and holds off what would take its subject away."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from disclosure.acts import acts
from disclosure.models import Disclosure
from disclosure.queries.calendar_days import due_by
from disclosure.queries.unanswered import (
    unanswered_about,
    unanswered_in_the_way_of,
)
from disclosure.services.requests import correct_request
from disclosure.services.steps import refuse
from protection.queries.hindrances import hindrances
from schools.models import Person
from sitrack.core import calendar
from sitrack.core.models import AcademicYear, Event
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import Stale
from tests.core.pages import posted_from
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
        "took the record for the request for information FOI 26/041: 5 new",
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


def corrected(council: Council, found: Disclosure, **more: Any) -> Disclosure:
    asked: dict[str, Any] = {
        "expected_version": found.version,
        "reference": found.reference,
        "school": found.school,
        "years": found.years.all(),
        "asked_for": found.asked_for,
        "act": acts()[found.act],
        "received_on": found.received_on,
        "by": council.hana,
    }
    return correct_request(disclosure=found, **{**asked, **more})


def test_what_was_recorded_wrongly_is_put_right(council: Council) -> None:
    found = request_about(council)
    corrected(
        council,
        found,
        reference="FOI 26/042",
        school=council.birch,
        received_on=date(2025, 11, 6),
    )
    right = now(found)
    assert (right.reference, right.school) == ("FOI 26/042", council.birch)
    assert (right.received_on, right.due_by) == (date(2025, 11, 6), date(2025, 12, 4))
    said = Event.objects.about(found).first()
    assert said
    assert said.sentence.endswith("FOI 26/042 right, due by 4 December 2025")


def test_school_and_law_stay_once_the_record_is_taken(council: Council) -> None:
    found = now(taken(council))
    for other in ({"school": council.birch}, {"act": acts()["foisa"]}):
        with pytest.raises(RuleBroken, match="its school and the law stay"):
            corrected(council, found, **other)
    corrected(council, found, asked_for="The notes alone.")
    assert now(found).asked_for == "The notes alone."


def test_of_two_who_correct_it_the_second_looks_again(council: Council) -> None:
    found = request_about(council)
    request_about(council, reference="Two")
    with pytest.raises(RuleBroken, match="reference already"):
        corrected(council, found, reference="Two")
    corrected(council, found, asked_for="One thing.")
    with pytest.raises(Stale):
        corrected(council, found, asked_for="Another.")
    refused = now(found)
    refuse(
        disclosure=refused,
        section="36",
        reason="x",
        expected_version=refused.version,
        by=council.dee,
    )
    with pytest.raises(RuleBroken, match="is refused meanwhile"):
        corrected(council, now(found), asked_for="Another.")


def test_the_page_corrects_what_may_be_corrected(
    client: Client, council: Council
) -> None:
    found = taken(council)
    client.force_login(council.hana)
    page = client.get(found.get_absolute_url()).content.decode()
    address = reverse("disclosure:correct", args=[found.pk])
    assert address in page
    form, _ = posted_from(client.get(address))
    assert "2026/27" not in client.get(address).content.decode()
    sent = {**form, "asked_for": "The notes alone.", "school": council.birch.pk}
    assert client.post(address, sent).status_code == 302
    right = now(found)
    assert (right.asked_for, right.school) == ("The notes alone.", council.hawthorn)
    again = client.post(address, {**form, "asked_for": "Other", "submit_token": ""})
    assert again.status_code == 422
    assert "Somebody has changed the request" in again.content.decode()


def test_years_of_which_there_is_nothing_say_so(
    client: Client, council: Council
) -> None:
    long_ago = AcademicYear.objects.create(
        label="2019/20", start=date(2019, 9, 1), end=date(2020, 8, 31)
    )
    found = request_about(council, years=[long_ago])
    client.force_login(council.hana)
    address = reverse("disclosure:take", args=[found.pk])
    page = client.post(address, follow=True).content.decode()
    assert "There is nothing of this school in these years" in page
