"""How many plans are on track, and how their actions are rated: counted at once."""

from datetime import date

import pytest

from plans.models import Plan, PlanAction, PlanPriority
from plans.queries.on_track import RagCounts, Standing, rag_counts, standing_of
from plans.sittings import Rated
from tests.plans.reviewing import action, drafted, off_track, shared, under_way
from tests.universe import TODAY, Council

OCTOBER = date(2025, 10, 13)


@pytest.mark.item("DER-08")
def test_the_last_review_says_whether_a_plan_is_on_track(council: Council) -> None:
    plan = under_way(council)
    plans = Plan.objects.under_way()
    assert standing_of(plans) == Standing(on_track=0, off_track=0, unreviewed=1)
    off_track(council, plan, OCTOBER)
    assert standing_of(plans) == Standing(on_track=0, off_track=1, unreviewed=0)
    shared(council, plan)
    assert standing_of(plans) == Standing(on_track=1, off_track=0, unreviewed=0)
    assert standing_of(plans).plans == 1


def test_a_draft_review_counts_for_nothing(council: Council) -> None:
    plan = under_way(council)
    drafted(council, plan)
    assert standing_of(Plan.objects.under_way()).unreviewed == 1
    assert rag_counts(Plan.objects.under_way())[plan.pk] == RagCounts(unrated=3)


@pytest.mark.item("DER-16")
def test_each_action_counts_by_its_latest_rating(council: Council) -> None:
    plan = under_way(council)
    shared(council, plan, held_on=OCTOBER, rags=("red", "red", "amber"))
    shared(
        council,
        plan,
        held_on=TODAY,
        ratings=[Rated(action(plan).pk, "green", "Bought")],
    )
    assert rag_counts(Plan.objects.under_way()) == {
        plan.pk: RagCounts(red=1, amber=1, green=1)
    }


def test_a_dropped_action_is_not_counted(council: Council) -> None:
    plan = under_way(council)
    books = action(plan)
    books.state, books.state_by, books.state_at = "dropped", council.sam, plan.opened_at
    books.save()
    assert rag_counts(Plan.objects.all()) == {plan.pk: RagCounts(unrated=2)}


def test_the_counts_cost_the_same_however_many_plans(
    council: Council, django_assert_num_queries: object
) -> None:
    plan = under_way(council)
    shared(council, plan)
    for number in range(3):
        own = PlanPriority.objects.create(plan=plan, order=number + 3, title="More")
        PlanAction.objects.create(priority=own, order=1, text="Act")
    with django_assert_num_queries(2):  # type: ignore[operator]
        standing_of(Plan.objects.all())
        rag_counts(Plan.objects.all())
    assert rag_counts(Plan.objects.all())[plan.pk] == RagCounts(amber=3, unrated=3)
