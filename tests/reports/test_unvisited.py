"""A term without a visit: who sees it, and the reason that is recorded for it."""

import uuid
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from schools.models import School
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import Stale
from tests.reports.pages import get, read, signed_in, words
from tests.universe import Council
from visits.models import UnvisitedTerm
from visits.services import diary
from visits.services.unvisited import explain_unvisited

SPRING = datetime(2026, 1, 20, 10, tzinfo=UTC)
REASON = "The school moved into its new building."
LIST = "/unvisited/"


@pytest.fixture
def spring(council: Council, clock: time_machine.Traveller) -> Council:
    """January: the autumn is over."""
    clock.move_to(SPRING)
    return council


def explained(
    council: Council, reason: str = REASON, version: int = 0
) -> UnvisitedTerm:
    return explain_unvisited(
        record=council.record(),
        term=council.terms["autumn"],
        reason=reason,
        expected_version=version,
        by=council.sam,
    )


@pytest.mark.item("DER-07", "SUF-T-01")
def test_acc_022_a_term_without_visits(
    council: Council, clock: time_machine.Traveller
) -> None:
    at = datetime(2025, 11, 20, 9, tzinfo=UTC)
    diary.arrange_visit(
        school=council.hawthorn,
        framework=council.framework,
        plan=diary.Plan(at, council.persons["sam"]),
        by=council.sam,
    )
    record = reverse("record", args=[council.records["hawthorn"].pk])
    said = "No visit recorded this term"
    assert said not in read(council.gus, f"{record}?part=visits")
    clock.move_to(SPRING)
    autumn = council.terms["autumn"].pk
    listed = read(council.hana, f"{LIST}?term={autumn}")
    assert "Hawthorn Primary School" in listed
    assert "None recorded" in listed
    assert said in read(council.gus, f"{record}?part=visits")
    address = reverse(
        "visits:term_unvisited", args=[council.records["hawthorn"].pk, autumn]
    )
    data = {"reason": REASON, "version": "0", "submit_token": str(uuid.uuid4())}
    assert signed_in(council.sam).post(address, data).status_code == 302
    for user, path in (
        (council.hana, f"{LIST}?term={autumn}"),
        (council.gus, f"{record}?part=visits"),
        (council.helen, f"{record}?part=visits"),
    ):
        assert REASON in read(user, path)


def test_a_visit_that_was_held_takes_the_school_off_the_list(council: Council) -> None:
    listed = read(council.rita, LIST)
    assert "Hawthorn Primary School" in listed
    assert "so far" in listed
    council.draft_visit()
    assert "Hawthorn Primary School" not in read(council.rita, LIST)


def test_leads_see_their_region_and_academies_without_agreement_are_left_out(
    council: Council,
) -> None:
    east = read(council.rita, LIST)
    assert "Birch" not in east
    assert "Rowan Academy" not in east
    assert "Birch Primary School" in read(council.hana, LIST)
    region = School.objects.get(pk=council.birch.pk).region_id
    west = words(get(council.hana, f"{LIST}?region={region}"))
    assert "Birch Primary School" in west
    assert "Hawthorn" not in west
    assert "Hawthorn" in read(council.hana, f"{LIST}?region=nonsense&term=x")


def test_a_reason_is_for_a_term_that_is_over_and_had_no_visit(
    council: Council, clock: time_machine.Traveller
) -> None:
    with pytest.raises(RuleBroken, match="The term goes on until"):
        explained(council)
    council.draft_visit(date=date(2025, 11, 3))
    clock.move_to(SPRING)
    with pytest.raises(RuleBroken, match="A visit was held in this term"):
        explained(council)


def test_a_reason_is_given_once_and_changed_with_care(spring: Council) -> None:
    with pytest.raises(RuleBroken, match="Say why no visit was held"):
        explained(spring, " ")
    given = explained(spring)
    with pytest.raises(Stale):
        explained(spring, "Another reason.", version=given.version + 1)
    explained(spring, "Another reason.", version=given.version)
    assert UnvisitedTerm.objects.get().reason == "Another reason."


def test_the_second_of_two_reasons_is_laid_beside_the_first(spring: Council) -> None:
    given = explained(spring)
    address = reverse(
        "visits:term_unvisited",
        args=[spring.records["hawthorn"].pk, spring.terms["autumn"].pk],
    )
    data = {"reason": "Illness.", "version": "0", "submit_token": str(uuid.uuid4())}
    answer = signed_in(spring.rita).post(address, data)
    assert answer.status_code == 409
    assert REASON in words(answer)
    assert "Illness." in words(answer)
    data |= {"version": str(given.version), "submit_token": str(uuid.uuid4())}
    assert signed_in(spring.rita).post(address, data).status_code == 302
