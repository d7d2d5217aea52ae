"""Infant and junior school close, and a primary opens (ACC-102); a school that closes."""

from datetime import date, datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from engagement.models import SchoolYearRecord
from engagement.queries.measures import measures_of
from engagement.queries.queue import waiting_for
from engagement.rules.measures import Showing
from reports.services.closing import lock_closed
from schools.models import School, SchoolLink
from schools.services.people import appoint
from schools.services.schools import add_school
from sitrack.core.models import Event
from sitrack.core.roles import Role
from sitrack.core.rules import RuleBroken
from sitrack.core.sweep import sweep
from tests.reports.acts import proposal
from tests.reports.turning import FIRST_DAY, IN_JULY, LONDON, carry
from tests.universe import Council
from visits.models import NextStep
from visits.services.diary import plan_visit
from visits.services.notes import start_and_share
from visits.services.replies import comment, finalise

LAST_DAY = date(2026, 8, 31)


def agree(council: Council, key: str, text: str) -> None:
    """A final visit to a school, with one next step."""
    visit = start_and_share(
        record=council.record(key),
        note=council.note(steps=(council.step(text, who="The headteacher"),)),
        lead=council.persons["sam"],
        by=council.sam,
    )
    comment(visit=visit, text="", by=council.sam)
    finalise(visit=visit, expected_version=visit.version, by=council.sam)


@pytest.fixture
def primary(council: Council, clock: time_machine.Traveller) -> School:
    """The new school on its first day, with ola its SEP; the two before have closed."""
    agree(council, "infant", "Teach phonics daily")
    agree(council, "elm", "Plan the library")
    for school in (council.infant, council.elm):
        school.closed_on = LAST_DAY
        school.save()
    clock.move_to(FIRST_DAY)
    made = add_school(
        name="Willow and Elm Primary School",
        urn=900_050,
        la_code="935",
        dfe_number="935/0050",
        phase="Primary",
        establishment_type="Community school",
        age_low=4,
        age_high=11,
        region=council.infant.region,
        opened_on=date(2026, 9, 1),
        by=council.ada,
    )
    for person, role in (("ola", Role.OFFICER), ("odd", Role.HEADTEACHER)):
        appoint(
            person=council.persons[person],
            role=role,
            school=made,
            start=date(2026, 9, 1),
            by=council.ada,
        )
    sweep()
    return made


def link(client: Client, council: Council, primary: School) -> None:
    client.force_login(council.ada)
    for school in (council.infant, council.elm):
        answer = client.post(
            reverse("schools:links"),
            {
                "successor": primary.name,
                "predecessor": str(school.urn),
                "kind": "amalgamation",
                "since": "1 9 2026",
            },
        )
        assert answer.status_code == 302


@pytest.mark.item("ACC-102", "INV-23", "SUF-R-18")
def test_acc_102_two_schools_become_one(
    council: Council, primary: School, client: Client
) -> None:
    ola = council.user("ola")
    client.force_login(ola)
    assert client.get(council.infant.get_absolute_url()).status_code == 404
    link(client, council, primary)
    assert SchoolLink.objects.count() == 2
    record = carry(council, primary).record
    assert record is not None
    shown = [one.code for one, how in measures_of(record) if how != Showing.HIDDEN]
    assert shown == [f"SUF-R-18{letter}" for letter in "abcdefghij"]
    client.force_login(council.user("ola"))
    page = client.get(primary.get_absolute_url()).content.decode()
    for school in (council.infant, council.elm):
        assert school.get_absolute_url() in page
        assert client.get(school.get_absolute_url()).status_code == 200
        old = council.records[key_of(school)].get_absolute_url()
        assert client.get(old).status_code == 200
    client.force_login(council.user("odd"))
    heads = client.get(primary.get_absolute_url()).content.decode()
    assert council.infant.name not in heads
    assert client.get(council.infant.get_absolute_url()).status_code == 404


def key_of(school: School) -> str:
    return "infant" if "Infant" in school.name else "elm"


@pytest.mark.item("ACC-102", "INV-23")
def test_acc_102_open_next_steps_of_both_are_offered(
    council: Council, primary: School, client: Client
) -> None:
    link(client, council, primary)
    client.force_login(council.user("ola"))
    address = reverse("visits:steps_before", args=[primary.pk])
    assert client.get(address).headers["Location"] == primary.get_absolute_url()
    record = carry(council, primary).record
    page = client.get(address).content.decode()
    assert "Teach phonics daily (Willow Infant School, by 1 December 2025" in page
    assert "Plan the library (Elm Junior School, by 1 December 2025" in page
    phonics = NextStep.objects.get(text="Teach phonics daily")
    assert client.post(address, {"steps": []}).status_code == 422
    assert client.post(address, {"steps": [phonics.pk]}).status_code == 302
    phonics.refresh_from_db()
    assert phonics.record == record
    assert phonics.visit.record == council.record("infant")
    listed = client.get(f"/schools/{primary.pk}/steps/").content.decode()
    assert "Teach phonics daily" in listed
    assert "Plan the library" not in listed
    assert "Teach phonics daily" not in client.get(address).content.decode()
    told = Event.objects.get(verb="step.taken_over")
    assert told.sentence == "took over 1 next step from Willow Infant School"
    client.force_login(council.user("odd"))
    assert client.get(phonics.get_absolute_url()).status_code == 200
    assert client.get(phonics.visit.get_absolute_url()).status_code == 404


@pytest.mark.item("INV-22", "ACC-074")
def test_a_school_that_closed_is_read_only_and_its_diary_is_empty(
    council: Council, clock: time_machine.Traveller
) -> None:
    visit = plan_visit(
        record=council.record(),
        at=datetime(2026, 2, 3, 9, 0, tzinfo=LONDON),
        lead=council.persons["sam"],
        by=council.sam,
    )
    council.hawthorn.closed_on = date(2025, 12, 31)
    council.hawthorn.save()
    clock.move_to(datetime(2025, 12, 31, 9, 0, tzinfo=LONDON))
    assert lock_closed(limit=100) == 0
    clock.move_to(datetime(2026, 1, 5, 9, 0, tzinfo=LONDON))
    assert [lock_closed(limit=100), lock_closed(limit=100)] == [1, 0]
    visit.refresh_from_db()
    reason = "The school closed on 31 December 2025."
    assert (visit.state, visit.cancelled_reason) == ("cancelled", reason)
    record = council.record()
    assert (record.state, record.lock_reason) == ("locked", reason)
    with pytest.raises(RuleBroken, match="is locked"):
        council.draft_visit()


def test_a_school_that_has_closed_has_no_record_of_the_next_year(
    council: Council, clock: time_machine.Traveller, client: Client
) -> None:
    council.hawthorn.closed_on = LAST_DAY
    council.hawthorn.save()
    clock.move_to(IN_JULY)
    client.force_login(council.sam)
    page = client.get(f"/schools/{council.hawthorn.pk}/records/").content.decode()
    assert "Prepare next year" not in page
    answer = client.post(f"/schools/{council.hawthorn.pk}/records/prepare/")
    assert answer.status_code == 422
    assert SchoolYearRecord.objects.filter(school=council.hawthorn).count() == 1


@pytest.mark.item("INV-23")
def test_who_works_with_many_schools_reaches_those_before_too(
    council: Council, primary: School, client: Client
) -> None:
    ola = council.persons["ola"]
    for number in range(55):
        school = add_school(
            name=f"School {number}",
            urn=910_000 + number,
            la_code="935",
            dfe_number=f"936/{number:04}",
            phase="Primary",
            establishment_type="Community school",
            by=None,
        )
        appoint(
            person=ola,
            role=Role.OFFICER,
            school=school,
            start=date(2026, 9, 1),
            by=None,
        )
    link(client, council, primary)
    seen = School.objects.visible_to(council.user("ola"))
    assert set(seen.filter(pk__in=[council.infant.pk, council.elm.pk])) == {
        council.infant,
        council.elm,
    }


def test_what_a_closed_school_left_undecided_waits_in_no_queue(
    council: Council, clock: time_machine.Traveller
) -> None:
    proposed = proposal(council)
    assert waiting_for(council.rita).get() == proposed
    council.hawthorn.closed_on = LAST_DAY
    council.hawthorn.save()
    clock.move_to(FIRST_DAY)
    assert lock_closed(10) == 1
    assert not waiting_for(council.rita).exists()
