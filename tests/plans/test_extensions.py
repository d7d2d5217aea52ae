"""A plan lasts longer only on a basis, with a reason, by somebody else's decision."""

from datetime import date

import pytest
import time_machine

from plans.models import Plan, PlanExtension
from plans.rules.extensions import NoGround
from plans.services.extensions import (
    approve_extension,
    ask_extension,
    decline_extension,
    record_board,
)
from sitrack.core.models import Event, Notification
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import Stale
from tests.plans.running import SPRING_END, SUMMER_END, again, running
from tests.universe import TODAY, Council

NEXT_AUTUMN_END = date(2026, 12, 18)
JANUARY = date(2026, 1, 30)


def asked(council: Council, plan: Plan, new_end: date, **facts: bool) -> PlanExtension:
    return ask_extension(
        plan=plan, new_end=new_end, reason="The new head began", by=council.sam, **facts
    )


def with_board(council: Council, plan: Plan) -> Plan:
    return record_board(
        plan=plan,
        since=TODAY,
        until=None,
        expected_version=plan.version,
        by=council.rita,
    )


@pytest.mark.item("INV-12", "SUF-E-22", "SUF-E-23")
def test_acc_052_a_fourth_term_without_a_board_is_refused_and_says_what_can_be_done(
    council: Council,
) -> None:
    plan = running(council, "suf_statutory")
    with pytest.raises(NoGround) as refused:
        asked(council, plan, NEXT_AUTUMN_END)
    assert refused.value.message == (
        "A plan at this level lasts up to 3 terms: until 22 July 2026 at the latest."
        " No Interim Executive Board is recorded that allows more. Have the board"
        " recorded with the day it began, or ask for an exception, which the head of"
        " service approves."
    )
    assert not PlanExtension.objects.exists()


@pytest.mark.item("SUF-E-23", "DEC-07")
def test_acc_052_with_the_board_recorded_the_lead_approves_the_fourth_term(
    council: Council,
) -> None:
    plan = with_board(council, running(council, "suf_statutory"))
    extension = asked(council, plan, NEXT_AUTUMN_END)
    assert extension.basis == "ieb"
    approve_extension(extension=extension, by=council.rita)
    assert again(plan).ends_on == NEXT_AUTUMN_END
    told = [event.sentence for event in Event.objects.about(plan)][:3]
    assert told == [
        "let the plan last until 18 December 2026",
        "asked for the plan to last until 18 December 2026",
        "recorded an Interim Executive Board: from 10 November 2025",
    ]


@pytest.mark.item("INV-12", "DEC-07")
def test_acc_052_an_exception_is_asked_of_the_head_of_service_with_a_reason(
    council: Council,
) -> None:
    plan = running(council, "suf_statutory")
    extension = asked(council, plan, NEXT_AUTUMN_END, exception=True)
    assert extension.basis == "exception"
    waiting = Notification.objects.filter(title__startswith="A longer plan waits")
    assert {one.recipient for one in waiting} == {council.hana}
    approve_extension(extension=extension, by=council.hana, note="One term only")
    assert again(plan).ends_on == NEXT_AUTUMN_END


def test_even_with_a_board_a_fifth_term_is_an_exception(council: Council) -> None:
    plan = with_board(council, running(council, "suf_statutory"))
    with pytest.raises(NoGround, match="up to 4 terms: until 18 December 2026"):
        asked(council, plan, date(2027, 3, 26))


def test_a_plan_agreed_shorter_is_lengthened_within_its_limit(council: Council) -> None:
    plan = running(council, ends_on=JANUARY)
    extension = asked(council, plan, SPRING_END)
    assert extension.basis == "within"
    waiting = Notification.objects.filter(title__startswith="A longer plan waits")
    assert {one.recipient for one in waiting} == {council.rita}


def test_a_board_does_not_lengthen_an_ordinary_level(council: Council) -> None:
    plan = running(council, "suf_24")
    with pytest.raises(RuleBroken, match="does not lengthen the plan"):
        with_board(council, plan)
    with pytest.raises(NoGround) as refused:
        asked(council, plan, SUMMER_END)
    assert refused.value.message == (
        "A plan at this level lasts up to 2 terms: until 27 March 2026 at the latest."
        " Ask for an exception, which the head of service approves."
    )


@pytest.mark.parametrize(
    ("new_end", "reason", "field"),
    [
        (SPRING_END, "More time", "new_end"),
        (date(2026, 3, 1), "More time", "new_end"),
        (SUMMER_END, " ", "reason"),
    ],
)
def test_an_extension_is_longer_and_has_a_reason(
    council: Council, new_end: date, reason: str, field: str
) -> None:
    plan = running(council)
    with pytest.raises(RuleBroken) as refused:
        ask_extension(
            plan=plan, new_end=new_end, reason=reason, by=council.sam, exception=True
        )
    assert refused.value.field == field


def test_a_plan_past_its_end_is_not_lengthened_into_the_past(
    council: Council, clock: time_machine.Traveller
) -> None:
    plan = running(council)
    clock.move_to(date(2026, 6, 1))
    with pytest.raises(RuleBroken, match="has passed already"):
        asked(council, plan, date(2026, 5, 1), exception=True)


def test_nobody_decides_their_own_request(council: Council) -> None:
    plan = running(council, ends_on=JANUARY)
    extension = ask_extension(
        plan=plan, new_end=SPRING_END, reason="More time", by=council.rita
    )
    for decide in (approve_extension, decline_extension):
        with pytest.raises(RuleBroken, match="Somebody else decides"):
            decide(extension=extension, by=council.rita, note="Yes")
    approve_extension(extension=extension, by=council.hana)
    assert again(plan).ends_on == SPRING_END


def test_one_request_waits_at_a_time(council: Council) -> None:
    plan = running(council, ends_on=JANUARY)
    asked(council, plan, SPRING_END)
    with pytest.raises(RuleBroken, match="asked for already"):
        asked(council, plan, SPRING_END)


def test_who_declines_says_why_and_the_end_stays(council: Council) -> None:
    plan = running(council, ends_on=JANUARY)
    extension = asked(council, plan, SPRING_END)
    with pytest.raises(RuleBroken, match="Say why"):
        decline_extension(extension=extension, note="", by=council.rita)
    decline_extension(extension=extension, note="On track as it is", by=council.rita)
    assert again(plan).ends_on == JANUARY
    extension.refresh_from_db()
    assert (extension.state, extension.decided_by) == ("declined", council.rita)


def test_of_two_decisions_the_second_is_told(council: Council) -> None:
    plan = running(council, ends_on=JANUARY)
    extension = asked(council, plan, SPRING_END)
    same = PlanExtension.objects.select_related("plan__level").get(pk=extension.pk)
    approve_extension(extension=extension, by=council.rita)
    with pytest.raises(RuleBroken, match="already decided"):
        decline_extension(extension=same, note="No", by=council.hana)
    same.refresh_from_db()
    assert same.state == "approved"


def test_what_rested_on_a_board_that_has_gone_is_not_approved(council: Council) -> None:
    plan = with_board(council, running(council, "suf_statutory"))
    extension = asked(council, plan, NEXT_AUTUMN_END)
    fresh = again(plan)
    record_board(
        plan=fresh,
        since=None,
        until=None,
        expected_version=fresh.version,
        by=council.rita,
    )
    extension = PlanExtension.objects.get(pk=extension.pk)
    with pytest.raises(NoGround):
        approve_extension(extension=extension, by=council.rita)
    extension.refresh_from_db()
    assert (extension.state, again(plan).ends_on) == ("asked", SUMMER_END)


def test_a_board_on_which_an_extension_rests_is_ended_not_removed(
    council: Council,
) -> None:
    plan = with_board(council, running(council, "suf_statutory"))
    approve_extension(extension=asked(council, plan, NEXT_AUTUMN_END), by=council.rita)
    plan = again(plan)
    with pytest.raises(RuleBroken, match="Enter the day it ended"):
        record_board(
            plan=plan,
            since=None,
            until=None,
            expected_version=plan.version,
            by=council.rita,
        )


@pytest.mark.parametrize(
    ("since", "until", "field"),
    [
        (date(2025, 11, 11), None, "since"),
        (TODAY, date(2025, 11, 9), "until"),
        (None, TODAY, "since"),
    ],
)
def test_a_board_has_days_that_can_be(
    council: Council, since: date | None, until: date | None, field: str
) -> None:
    plan = running(council, "suf_statutory")
    with pytest.raises(RuleBroken) as refused:
        record_board(
            plan=plan,
            since=since,
            until=until,
            expected_version=plan.version,
            by=council.rita,
        )
    assert refused.value.field == field


def test_of_two_who_record_the_board_the_second_is_told(council: Council) -> None:
    plan = running(council, "suf_statutory")
    seen = plan.version
    with_board(council, plan)
    with pytest.raises(Stale):
        record_board(
            plan=plan, since=None, until=None, expected_version=seen, by=council.hana
        )
