"""Two people end or lengthen the same plan at the same moment: one of them does."""

from collections.abc import Callable

import pytest

from plans.models import Plan, PlanExtension
from plans.services.ending import cancel_plan, start_transition
from plans.services.extensions import (
    approve_extension,
    ask_extension,
    decline_extension,
)
from sitrack.core.models import Event
from sitrack.core.rules import RuleBroken
from tests.plans.running import SPRING_END, SUMMER_END, again, evaluated, running
from tests.threads import at_once
from tests.universe import Council


@pytest.fixture
def council(committed: Council) -> Council:
    """The cast, committed: two connections see it."""
    return committed


def trying(act: Callable[[], object]) -> Callable[[], bool]:
    """Whether it was done, or refused in words."""

    def tried() -> bool:
        try:
            act()
        except RuleBroken:
            return False
        return True

    return tried


@pytest.mark.item("SM-2")
def test_of_two_who_move_a_plan_at_once_one_does(council: Council) -> None:
    plan = evaluated(council).plan
    before = Event.objects.about(plan).count()
    pages = [again(plan), again(plan)]
    done = at_once(
        trying(
            lambda: start_transition(plan=pages[0], until=SUMMER_END, by=council.rita)
        ),
        trying(lambda: cancel_plan(plan=pages[1], reason="No", by=council.hana)),
    )
    assert sorted(done) == [False, True]
    assert Event.objects.about(plan).count() == before + 1
    assert again(plan).state in {"transition", "cancelled"}


@pytest.mark.item("INV-12")
def test_of_two_who_decide_an_extension_at_once_one_does(council: Council) -> None:
    plan: Plan = running(council)
    asked = ask_extension(
        plan=plan, new_end=SUMMER_END, reason="New", by=council.sam, exception=True
    )
    rows = PlanExtension.objects.select_related("plan__level", "plan__school")
    pages = [rows.get(pk=asked.pk), rows.get(pk=asked.pk)]
    done = at_once(
        trying(lambda: approve_extension(extension=pages[0], by=council.hana)),
        trying(
            lambda: decline_extension(extension=pages[1], note="No", by=council.rita)
        ),
    )
    assert sorted(done) == [False, True]
    approved = PlanExtension.objects.get().state == "approved"
    assert again(plan).ends_on == (SUMMER_END if approved else SPRING_END)
