"""Intensive support from its first day to its exit, through the services (SM-7)."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from engagement.models import SchoolLetter
from engagement.queries.levels import level_in_force
from plans.models import CaseState, ExitCheck, IntensiveCase
from plans.queries.exits import standing_of
from plans.services import case_sweep, cases, exits
from sitrack.core import calendar
from sitrack.core.models import Event
from tests.engagement.lettering import refused
from tests.plans.casing import (
    REVIEW_ON,
    at_final,
    checked,
    evaluated,
    inspected,
    judged,
    leaving,
    noticed,
    on,
    opened,
    planned,
    put_at,
    taken_on,
    the_case,
)
from tests.reports.pages import get, links
from tests.universe import TODAY, Council


@pytest.mark.item("WIL-O-10", "SM-7")
def test_a_case_opens_with_a_level_of_intensive_support_and_once_only(
    wiltshire: Council,
) -> None:
    assert case_sweep.open_cases(10) == 0
    put_at(wiltshire, "wil_vulnerable")
    assert case_sweep.open_cases(10) == 1
    assert case_sweep.open_cases(10) == 0
    case = the_case(wiltshire)
    assert (case.state, case.opened_on) == (CaseState.EVALUATION, TODAY)


def test_a_level_to_come_opens_its_case_on_its_day(wiltshire: Council) -> None:
    put_at(wiltshire, "wil_vulnerable", date(2025, 12, 1))
    assert case_sweep.open_cases(10) == 0
    with on(2025, 12, 1):
        assert case_sweep.open_cases(10) == 1


def test_no_case_opens_where_the_framework_has_no_intensive_support(
    council: Council,
) -> None:
    assert case_sweep.open_cases(10) == 0
    assert not IntensiveCase.objects.exists()


@pytest.mark.parametrize(
    ("brought_to", "offered"), [(planned, True), (at_final, False), (leaving, False)]
)
def test_a_school_on_its_way_out_is_offered_no_other_plan(
    wiltshire: Council, brought_to: Callable[[Council], Any], *, offered: bool
) -> None:
    brought_to(wiltshire)
    begin = reverse("plans:plan_open", args=[wiltshire.hawthorn.pk])
    with on(2026, 5, 12):
        page = get(wiltshire.sam, wiltshire.hawthorn.get_absolute_url())
    assert (begin in links(page)) is offered


@pytest.mark.item("WIL-X-00")
def test_acc_110_the_criteria_are_given_at_the_start_and_are_the_same_at_the_exit(
    wiltshire: Council,
) -> None:
    case = opened(wiltshire)
    given_out = [one.point.text for one in standing_of(case).answers]
    assert len(given_out) == 5
    cases.acknowledge(case=case, by=wiltshire.helen)
    case = the_case(wiltshire)
    assert case.acknowledged_by == wiltshire.helen
    again = refused(lambda: cases.acknowledge(case=case, by=wiltshire.dev))
    assert again == "It is recorded already that the school has the criteria."
    cases.evaluated(case=case, basis="evaluation", day=TODAY, by=wiltshire.sam)
    at_the_end = [one.point.text for one in standing_of(the_case(wiltshire)).answers]
    assert at_the_end == given_out


@pytest.mark.item("WIL-O-13", "WIL-O-14")
def test_the_review_and_the_final_evaluation_are_counted_from_the_evaluation(
    wiltshire: Council,
) -> None:
    case = opened(wiltshire)
    with on(2025, 11, 28):
        case = cases.evaluated(
            case=case, basis="inspection", day=date(2025, 11, 28), by=wiltshire.sam
        )
    # 28 February 2026 is a Saturday; 28 May 2026 lies in a half-term holiday.
    assert (case.review_on, case.final_on) == (date(2026, 3, 2), date(2026, 6, 1))


def test_another_day_for_the_review_is_said_why(wiltshire: Council) -> None:
    case = evaluated(wiltshire)

    def plan(note: str) -> IntensiveCase:
        later = date(2026, 2, 12)
        return cases.planned(
            case=case, day=TODAY, review_on=later, note=note, by=wiltshire.sam
        )

    said = refused(lambda: plan(" "))
    assert said == (
        "The review would be due on 9 February 2026. Say why it is on another day."
    )
    case = plan("The head is away.")
    assert case.review_moved == "The head is away."


def test_what_comes_too_early_is_told_what_comes_first(wiltshire: Council) -> None:
    case = opened(wiltshire)
    said = refused(lambda: cases.reviewed(case=case, day=TODAY, by=wiltshire.sam))
    assert said.startswith("Record the planning meeting first")
    said = refused(lambda: cases.sufficient(case=case, note="So.", by=wiltshire.rita))
    assert said.startswith("Record the review meeting first")


def test_nothing_is_recorded_before_it_was_held(wiltshire: Council) -> None:
    case = planned(wiltshire)
    said = refused(lambda: cases.reviewed(case=case, day=REVIEW_ON, by=wiltshire.sam))
    assert said == (
        "The review meeting lies in the future. Record it once it was held."
    )


@pytest.mark.item("DEC-16", "WIL-O-21")
def test_sufficient_progress_leads_to_the_final_evaluation(wiltshire: Council) -> None:
    assert at_final(wiltshire).state == CaseState.FINAL6


@pytest.mark.item("WIL-X-06")
def test_acc_065_the_gate_is_shut_until_a_good_judgement_is_recorded(
    wiltshire: Council,
) -> None:
    inspected(wiltshire, "Requires improvement", date(2025, 9, 30))
    case = checked(wiltshire)
    with on(2026, 5, 13):
        said = refused(lambda: judge(wiltshire, case))
        assert said == (
            "The school stays in support for now. Still missing: the judgement that the"
            " gate asks for (Judged Requires improvement, 30 September 2025, and no good"
            " judgement is recorded since, nor that it joined an academy)."
        )
    inspected(wiltshire, "Good", date(2026, 5, 14))
    with on(2026, 5, 20):
        assert judge(wiltshire, case).judged_by == wiltshire.rita


@pytest.mark.item("DEC-17")
def test_missing_criteria_are_listed_and_the_school_stays_in_support(
    wiltshire: Council,
) -> None:
    case = checked(wiltshire, "WIL-X-02", "WIL-X-05")
    with on(2026, 5, 13):
        said = refused(lambda: judge(wiltshire, case))
    assert said == (
        "The school stays in support for now. Still missing: “A credible School"
        " Improvement Plan with outcomes focused milestones and monitoring in place.”;"
        " “A continuing professional development programme integrated into the School"
        " Improvement Plan and monitored for impact”."
    )
    assert the_case(wiltshire).state == CaseState.EXIT_PENDING


@pytest.mark.item("WIL-X-12", "LET-07", "WIL-D-15")
def test_acc_066_the_exit_sends_the_letter_changes_the_level_and_closes_the_case(
    wiltshire: Council,
) -> None:
    case = judged(wiltshire)
    with on(2026, 5, 14):
        approve(wiltshire, case)
        day = calendar.today()
    case = the_case(wiltshire)
    assert (case.state, case.ended_on) == (CaseState.EXITED, day)
    assert level_in_force(wiltshire.hawthorn, day) == wiltshire.level("wil_secure")
    letter = SchoolLetter.objects.get(school=wiltshire.hawthorn)
    assert letter.kind == "exit"
    to = " ".join(letter.facts["to"])
    assert "Headteacher" in to
    assert "Chair of Governors" in to
    assert letter.facts["signed_as"] == "Head of School Effectiveness"
    assert "Secure" in letter.html
    assert ExitCheck.objects.get(case=case).letter == letter


@pytest.mark.item("WIL-X-12")
def test_whoever_judged_it_does_not_approve_it(wiltshire: Council) -> None:
    case = judged(wiltshire)
    with on(2026, 5, 14):
        said = refused(lambda: approve(wiltshire, case, by="rita"))
    assert said.startswith("You judged the school ready, so somebody else")


def test_an_exit_that_is_returned_is_said_why_and_can_be_judged_anew(
    wiltshire: Council,
) -> None:
    case = judged(wiltshire)
    with on(2026, 5, 14):
        exits.return_exit(
            case=case, note="Which data?", expected_version=2, by=wiltshire.hana
        )
        check = ExitCheck.objects.get(case=case)
        assert (check.judged_by, check.returned_note) == (None, "Which data?")
        exits.judge_ready(case=case, expected_version=check.version, by=wiltshire.rita)


def test_a_level_that_brings_intensive_support_is_no_exit(wiltshire: Council) -> None:
    case = judged(wiltshire)
    with on(2026, 5, 14):
        said = refused(lambda: approve(wiltshire, case, level="wil_causing_concern"))
    assert said == "That level brings intensive support again. Choose another."


@pytest.mark.item("WIL-O-15", "WIL-O-19", "WIL-O-20", "CAD-13", "SM-7")
@pytest.mark.parametrize(
    ("last", "state"), [("sufficient", "final6"), ("insufficient", "scc_procedure")]
)
def test_a_case_goes_on_with_its_notice(
    wiltshire: Council, last: str, state: str
) -> None:
    case, letter = noticed(wiltshire)
    assert (case.state, case.again_on) == (CaseState.IMPLEMENTING2, letter.review_on)
    assert taken_on(wiltshire, letter, "review").state == CaseState.REVIEW
    assert taken_on(wiltshire, letter, last).state == state
    assert case_sweep.follow_notices(10) == 0


def test_what_a_notice_brings_is_an_event_for_its_readers_alone(
    wiltshire: Council,
) -> None:
    case, _ = noticed(wiltshire)
    told = Event.objects.filter(scope=wiltshire.hawthorn.scope)
    verbs = set(told.values_list("verb", flat=True))
    assert not verbs & {"case.insufficient", "case.noticed"}
    assert "case.noticed" in set(
        Event.objects.about(case).values_list("verb", flat=True)
    )


def test_a_case_ends_another_way_with_a_reason(wiltshire: Council) -> None:
    case = opened(wiltshire)
    assert refused(lambda: cases.stop(case=case, note=" ", by=wiltshire.rita))
    case = cases.stop(case=case, note="Secure was agreed.", by=wiltshire.rita)
    assert (case.state, case.ended_on) == (CaseState.STOPPED, TODAY)
    assert case_sweep.open_cases(10) == 0


def judge(council: Council, case: IntensiveCase) -> ExitCheck:
    version = ExitCheck.objects.get(case=case).version
    return exits.judge_ready(case=case, expected_version=version, by=council.rita)


def approve(
    council: Council,
    case: IntensiveCase,
    *,
    by: str = "hana",
    level: str = "wil_secure",
) -> IntensiveCase:
    return exits.approve_exit(
        case=case,
        level=council.level(level),
        expected_version=ExitCheck.objects.get(case=case).version,
        by=getattr(council, by),
    )
