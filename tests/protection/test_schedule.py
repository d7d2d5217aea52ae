"""The schedule says how long each kind is kept; the authority may say other."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from protection.models import RetentionYears
from protection.queries.retention.kinds import all_years
from protection.retention import Years, kind_of, label_of
from protection.services.erasures import ask
from protection.services.retention.schedule import set_years
from schools.models import Person
from sitrack.core.models import Event
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import Stale
from tests.universe import Council

REASON = "Schedule of the council, line 4.2"


def set_to(council: Council, code: str, years: int, expected: int = 0) -> None:
    set_years(
        kind=kind_of(code),
        years=years,
        reason=REASON,
        expected_version=expected,
        by=council.ada,
    )


def test_the_defaults_hold_until_the_authority_says_other(council: Council) -> None:
    assert all_years() == {
        "hours": 7,
        "published": 7,
        "record": 7,
        "school_letter": 10,
        "letter": 10,
        "disclosed": 3,
        "report": 7,
        "brought_in": 7,
        "message": 2,
        "person": 2,
        "log": 7,
    }
    set_to(council, "letter", 25)
    assert all_years()["letter"] == 25
    row = RetentionYears.objects.get()
    assert (row.set_by, row.reason) == (council.ada, REASON)
    told = Event.objects.about(row).get()
    assert told.sentence == (
        f"set the retention of Restricted letters to 25 years, after 10: {REASON}"
    )


def test_of_two_who_change_it_the_second_is_told(council: Council) -> None:
    set_to(council, "record", 8)
    with pytest.raises(Stale):
        set_to(council, "record", 9)
    set_to(council, "record", 9, expected=1)
    assert all_years()["record"] == 9


@pytest.mark.parametrize("years", [0, 76])
def test_years_without_sense_are_refused(council: Council, years: int) -> None:
    with pytest.raises(RuleBroken, match="between 1 and 75 years"):
        set_to(council, "record", years)


def test_nobody_else_sets_them(council: Council) -> None:
    for name in ("dee", "rita", "sam", "helen"):
        with pytest.raises(PermissionDenied):
            set_years(
                kind=kind_of("record"),
                years=1,
                reason="x",
                expected_version=0,
                by=council.user(name),
            )


def test_people_are_kept_for_as_long_as_it_says(council: Council, left: Person) -> None:
    set_to(council, "person", 4)
    with pytest.raises(
        RuleBroken,
        match="4 years after the end of their last post, so until 31 August 2026",
    ):
        ask(person=left, reason="x", by=council.ada)
    set_to(council, "person", 3, expected=1)
    assert ask(person=left, reason="x", by=council.ada).is_open


def test_a_school_year_is_that_of_the_calendar(council: Council) -> None:
    years = Years()
    assert years.of(2025).first == council.year.start
    assert years.on(date(2025, 11, 10)).begins == 2025
    assert years.of(2012).last == date(2013, 8, 31)
    assert years.on(date(2013, 8, 31)).begins == 2012
    assert label_of(1999) == "1999/00"


def test_the_page_changes_it_and_tells_of_a_conflict(
    client: Client, council: Council
) -> None:
    client.force_login(council.ada)
    address = reverse("protection:schedule_change", args=["record"])
    token = client.get(address).context["submit_token"]
    sent = {"years": "12", "reason": REASON, "version": "0", "submit_token": token}
    assert client.post(address, {**sent, "years": "0"}).status_code == 422
    assert client.post(address, sent)["Location"] == reverse("protection:schedule")
    page = client.get(reverse("protection:schedule")).content.decode()
    assert "12 years after the end of the school year" in page
    assert f"Set by Ada Quill on 10 November 2025: {REASON}. The default is 7." in page
    client.force_login(council.hana)
    token = client.get(address).context["submit_token"]
    late = {**sent, "years": "9", "submit_token": token}
    assert client.post(address, late).status_code == 409
    assert client.post(address, {**late, "version": "1"}).status_code == 302
    assert all_years()["record"] == 9


def test_an_unknown_kind_has_no_page(client: Client, council: Council) -> None:
    client.force_login(council.ada)
    address = reverse("protection:schedule_change", args=["unheard-of"])
    assert client.get(address).status_code == 404
