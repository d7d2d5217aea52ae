"""Plans in the picture: on track, near or past their end, and how they are rated."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from plans.models import Plan, PlanExtension
from reports.services.summaries import mark_stale
from sitrack.core.clock import now
from tests.plans.reviewing import shared, under_way
from tests.reports.pages import read
from tests.reports.test_picture import SCHOOLS, drawn
from tests.universe import TODAY, Council

OCTOBER = date(2025, 10, 13)


def told(council: Council) -> dict[str, int]:
    mark_stale(council.hawthorn.pk)
    found = drawn(council, "hana")
    return {what: one.number for what, one in found.counted.items() if one.number}


@pytest.mark.item("DER-08")
def test_a_plan_is_on_track_by_its_last_review_and_apart_before_the_first(
    council: Council,
) -> None:
    plan = under_way(council)
    assert told(council)["unreviewed"] == 1
    shared(council, plan, on_track=False, off_track_reasons="Writing is behind.")
    counted = told(council)
    assert (counted["off"], counted["planned"]) == (1, 1)
    assert "on" not in counted
    page = read(council.hana, f"{SCHOOLS}?what=off")
    assert "Schools with a plan not on track" in page
    assert "Hawthorn Primary School" in page


@pytest.mark.item("DER-11")
@pytest.mark.parametrize(
    ("ends_on", "what"),
    [
        (date(2025, 12, 9), "near"),
        (date(2025, 12, 10), ""),
        (TODAY, "near"),
        (date(2025, 11, 9), "over"),
    ],
)
def test_a_plan_is_near_its_end_for_30_days_and_then_past_it(
    council: Council, ends_on: date, what: str
) -> None:
    plan = under_way(council)
    Plan.objects.filter(pk=plan.pk).update(ends_on=ends_on)
    counted = told(council)
    assert {one for one in ("near", "over", "extended") if one in counted} == (
        {what} if what else set()
    )


@pytest.mark.item("DER-11")
def test_a_plan_past_its_levels_limit_is_told_with_or_without_an_extension(
    council: Council, clock: time_machine.Traveller
) -> None:
    plan, ends = under_way(council), date(2026, 7, 22)
    Plan.objects.filter(pk=plan.pk).update(ends_on=ends)
    clock.move_to(datetime(2026, 4, 20, 10, tzinfo=UTC))
    assert told(council)["over"] == 1
    PlanExtension.objects.create(
        plan=plan,
        basis="exception",
        state="approved",
        old_end=date(2026, 3, 27),
        new_end=ends,
        reason="One more term.",
        asked_by=council.rita,
        asked_at=now(),
        decided_by=council.hana,
        decided_at=now(),
    )
    counted = told(council)
    assert (counted.get("over"), counted["extended"]) == (None, 1)


@pytest.mark.item("DER-16")
def test_actions_count_by_their_latest_rating(council: Council) -> None:
    plan = under_way(council)
    shared(council, plan, held_on=OCTOBER, rags=("red", "red", "amber"))
    shared(council, plan, rags=("green", "red", "amber"))
    told(council)
    assert drawn(council, "hana").rag == {"red": 1, "amber": 1, "green": 1}
