"""What is due of a plan's reviews, and of the level when it is not on track."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
import time_machine

from engagement.models import Obligation, Side
from engagement.services.obligations import settle
from engagement.services.proposals import draft_level, propose
from engagement.services.records import open_record
from plans.duties import given_by_plans
from plans.models import Plan, PlanReview
from plans.rules.reviews import LevelReview, Verdict, level_review
from plans.services.reviews import save_review, share_review
from plans.sittings import sitting_of
from reports.services.summaries import refresh
from sitrack.core.models import AcademicYear
from tests.engagement.proposing import a_proposal
from tests.plans.reviewing import (
    BEGAN,
    ENDS,
    drafted,
    off_track,
    shared,
    sitting,
    under_way,
)
from tests.universe import TODAY, Council

START = date(2025, 10, 6)
OCTOBER, NOVEMBER = date(2025, 10, 13), date(2025, 11, 3)


def settled(plan: Plan, day: date = TODAY) -> None:
    key = plan.school_id
    settle(schools=[key], day=day, given=given_by_plans([key], day))


def due(plan: Plan, activity: str = "plan_review") -> list[Obligation]:
    rows = Obligation.objects.filter(school=plan.school, activity=activity)
    return list(rows.order_by("due_on"))


@pytest.mark.item("SUF-T-09", "CAD-04", "SUF-W-15")
def test_a_review_is_due_every_six_weeks_until_the_plan_ends(council: Council) -> None:
    plan = under_way(council, starts_on=START)
    settled(plan)
    assert [one.due_on for one in due(plan)] == [
        date(2025, 11, 17),
        date(2026, 1, 5),  # The twelve weeks end in the Christmas holiday.
        date(2026, 2, 9),
        date(2026, 3, 23),
    ]
    assert due(plan)[0].label == "Progress review of the plan"
    assert due(plan)[0].responsible == "officer"


@pytest.mark.item("SUF-T-10", "CAD-05")
def test_the_evaluation_is_due_at_the_end(council: Council) -> None:
    plan = under_way(council)
    settled(plan)
    assert [one.due_on for one in due(plan, "end_evaluation")] == [ENDS]


def test_only_a_review_that_is_shared_meets_what_is_due(council: Council) -> None:
    plan = under_way(council, starts_on=START)
    review = drafted(council, plan, held_on=OCTOBER)
    settled(plan)
    assert not any(one.met_on for one in due(plan))
    said = sitting(council, plan, held_on=OCTOBER)
    save_review(review=review, sitting=said, expected_version=1, by=council.sam)
    shared_now = shared_of(council, review)
    settled(plan)
    first, *others = due(plan)
    assert (first.met_on, first.met_kind, first.met_key) == (
        OCTOBER,
        "review",
        shared_now.pk,
    )
    assert not any(one.met_on for one in others)


def shared_of(council: Council, review: PlanReview) -> PlanReview:
    return share_review(
        review=review,
        sitting=sitting_of(review),
        expected_version=review.version,
        by=council.sam,
    )


def test_a_late_review_meets_what_was_due_before_it(
    council: Council, clock: time_machine.Traveller
) -> None:
    plan = under_way(council, starts_on=START)
    settled(plan)
    clock.move_to(datetime(2025, 11, 24, 10, tzinfo=UTC))
    late = date(2025, 11, 24)
    shared(council, plan, held_on=late)
    settled(plan, late)
    assert [one.met_on for one in due(plan)] == [late, late, None, None]


def test_a_planning_meeting_is_no_review(council: Council) -> None:
    plan = under_way(council)
    council.shared_visit(visit_type=council.visit_type("plan_meeting"))
    refresh([plan.school_id])
    assert not any(one.met_on for one in due(plan))


def test_a_draft_plan_and_a_cancelled_one_ask_for_nothing(council: Council) -> None:
    plan = under_way(council)
    settled(plan)
    plan.state, plan.ending, plan.ended_on = "cancelled", "cancelled", TODAY
    plan.ended_reason = "The school closes"
    plan.save()
    settled(plan)
    assert {one.cancelled for one in due(plan)} == {"not_asked"}


def test_a_plan_that_runs_into_the_next_year_is_reviewed_there_too(
    council: Council,
) -> None:
    start = date(2026, 4, 13)
    plan = under_way(council, starts_on=start, ends_on=date(2026, 12, 18))
    council_opens_next_year(council)
    settled(plan)
    days = [(one.due_on, one.record.year.label) for one in due(plan)]
    assert days[0] == (date(2026, 6, 1), "2025/26")
    assert [label for _, label in days] == sorted(label for _, label in days)
    assert days[-1][1] == "2026/27"
    assert len(days) == len({day for day, _ in days})
    for (before, _), (after, _) in pairwise(days):
        assert after - before <= timedelta(weeks=9)


def council_opens_next_year(council: Council) -> None:
    open_record(
        school=council.hawthorn,
        year=AcademicYear.objects.get(label="2026/27"),
        framework=council.framework,
        by=council.sam,
    )


def verdict(key: int, day: date, *, says: bool) -> Verdict:
    return Verdict(key, day, says)


VERDICTS = [verdict(1, BEGAN, says=False), verdict(2, OCTOBER, says=False)]


@pytest.mark.item("INV-14")
@pytest.mark.parametrize(
    ("verdicts", "today", "expected"),
    [
        ([], TODAY, None),
        (VERDICTS[:1], TODAY, None),
        (VERDICTS, TODAY, LevelReview(2, OCTOBER)),
        ([*VERDICTS, verdict(3, NOVEMBER, says=False)], TODAY, LevelReview(2, OCTOBER)),
        ([*VERDICTS, verdict(3, NOVEMBER, says=True)], TODAY, None),
        (
            [
                VERDICTS[0],
                verdict(2, OCTOBER, says=True),
                verdict(3, NOVEMBER, says=False),
            ],
            TODAY,
            None,
        ),
        (VERDICTS[:1], ENDS, LevelReview(1, ENDS, at_the_limit=True)),
        (VERDICTS[:1], ENDS - timedelta(days=1), None),
    ],
)
def test_two_in_a_row_or_one_at_the_limit_ask_for_the_level(
    verdicts: list[Verdict], today: date, expected: LevelReview | None
) -> None:
    assert level_review(verdicts, ends_on=ENDS, today=today) == expected


@pytest.mark.item("INV-14", "SUF-C-11")
def test_two_noes_in_a_row_ask_for_the_level_until_it_is_proposed(
    council: Council,
) -> None:
    plan = under_way(council)
    off_track(council, plan, OCTOBER)
    settled(plan)
    assert due(plan, "level_review") == []
    off_track(council, plan, NOVEMBER)
    settled(plan)
    asked = due(plan, "level_review")[0]
    assert (asked.rule.code, asked.due_on) == ("SUF-C-11", date(2025, 11, 17))
    assert str(council.criterion("SUF-C-11")) == (
        "the school is not on track to address additional support agreed priorities"
        " within timescales"
    )
    draft = draft_level(
        record=council.record(),
        proposal=replace(a_proposal(council, "suf_24"), effective_from=TODAY),
        side=Side.LA,
        by=council.sam,
    )
    propose(assignment=draft, by=council.sam)
    settled(plan)
    asked.refresh_from_db()
    assert (asked.met_on, asked.met_kind) == (TODAY, "level")


@pytest.mark.item("INV-14")
def test_a_no_at_the_limit_asks_for_the_level(
    council: Council, clock: time_machine.Traveller
) -> None:
    plan = under_way(council)
    off_track(council, plan, OCTOBER)
    settled(plan)
    assert due(plan, "level_review") == []
    settled(plan, ENDS)
    assert [one.due_on for one in due(plan, "level_review")] == [date(2026, 4, 14)]


def test_what_is_due_reaches_the_summary_of_the_school(council: Council) -> None:
    plan = under_way(council, starts_on=START)
    refresh([plan.school_id])
    assert [one.is_open for one in due(plan)] == [True] * 4
