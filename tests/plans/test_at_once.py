"""Two who agree or change a plan at the same moment."""

import pytest

from engagement.models import Side
from plans.models import Plan
from plans.queries.standing import priorities_of, seen
from plans.services.agreeing import agree
from plans.services.priorities import PriorityText, change_priority
from sitrack.core.models import Event, User
from sitrack.core.rules import RuleBroken
from tests.plans.planning import an_action, complete, now
from tests.threads import at_once
from tests.universe import Council


@pytest.fixture
def council(committed: Council) -> Council:
    """The cast, for several connections at once."""
    return committed


def agrees(plan: Plan, stamp: str, side: Side, by: User) -> str:
    try:
        agree(plan=Plan(pk=plan.pk), side=side, as_seen=stamp, by=by)
    except RuleBroken as broken:
        return broken.message
    return "done"


@pytest.mark.item("SM-2", "INV-11")
def test_both_sides_who_agree_at_once_bring_the_plan_to_one_beginning(
    council: Council,
) -> None:
    plan = complete(council)
    stamp = seen(plan, priorities_of(plan))
    came = at_once(
        lambda: agrees(plan, stamp, Side.LA, council.sam),
        lambda: agrees(plan, stamp, Side.SCHOOL, council.helen),
    )
    assert came == ["done", "done"]
    assert now(plan).state == "active"
    verbs = list(Event.objects.about(plan).values_list("verb", flat=True))
    assert (verbs.count("plan.agreed"), verbs.count("plan.begun")) == (1, 1)


@pytest.mark.item("INV-11")
def test_nobody_agrees_what_another_changes_at_the_same_moment(
    council: Council,
) -> None:
    plan = complete(council)
    stamp = seen(plan, priorities_of(plan))
    row = plan.priorities.get()
    text = PriorityText("Reading", actions=(an_action("Read aloud daily"),))

    def changes() -> str:
        change_priority(priority=row, text=text, expected_version=1, by=council.helen)
        return "done"

    agreed, changed = at_once(
        lambda: agrees(plan, stamp, Side.LA, council.sam), changes
    )
    assert changed == "done"
    assert agreed == "done" or "has changed since" in agreed
    # Whichever came first, nobody has agreed the words that stand there now.
    assert now(plan).la_agreed_at is None
