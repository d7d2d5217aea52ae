"""Both sides agree a plan, and it begins on its day (SM-2, INV-11, DEC-05)."""

from datetime import date

import pytest
import time_machine

from engagement.models import Side
from plans.models import Plan
from plans.queries.standing import priorities_of, seen
from plans.services.agreeing import agree, begin_those_due, give_view
from plans.services.editing import change_front
from plans.services.priorities import remove_priority
from sitrack.core.models import Event, Notification
from sitrack.core.rules import RuleBroken
from tests.plans.planning import (
    a_front,
    agreed,
    agreed_by,
    an_action,
    complete,
    now,
    opened,
    with_priority,
)
from tests.universe import TODAY, Council

SOON = date(2025, 12, 1)


@pytest.mark.item("SUF-A-04", "SUF-A-07", "SUF-A-08", "INV-11")
def test_acc_049_what_a_plan_lacks_is_listed(council: Council) -> None:
    plan = opened(council, "suf_24")
    plan = change_front(
        plan=plan,
        front=a_front(council, ends_on=None, reasons="", criteria=()),
        expected_version=plan.version,
        by=council.sam,
    )
    with pytest.raises(RuleBroken) as refused:
        agreed_by(plan, Side.LA, council.sam)
    assert refused.value.message == (
        "The plan still lacks: the reasons; the end date; at least one priority."
    )
    assert now(plan).la_agreed_at is None


@pytest.mark.item("INV-11")
def test_each_action_needs_somebody_and_a_day(council: Council) -> None:
    plan = complete(council)
    with_priority(
        plan,
        an_action(who="", due_on=None),
        by=council.sam,
        title="Reading",
    )
    with_priority(plan, an_action(""), by=council.sam, title="Attendance")
    with pytest.raises(RuleBroken) as refused:
        agreed_by(plan, Side.SCHOOL, council.helen)
    assert refused.value.message == (
        "The plan still lacks: who does action 1 of priority 2, Reading; the day of"
        " action 1 of priority 2, Reading; at least one action for priority 3,"
        " Attendance."
    )


def test_the_plan_begins_once_both_sides_have_agreed(council: Council) -> None:
    plan = complete(council)
    agreed_by(plan, Side.LA, council.sam)
    half = now(plan)
    assert (half.state, half.la_agreed_by, half.school_agreed_by) == (
        "draft",
        council.sam,
        None,
    )
    told = Notification.objects.filter(title__startswith="A plan waits to be agreed")
    assert {one.recipient for one in told} == {council.helen, council.dev}
    agreed_by(plan, Side.SCHOOL, council.helen)
    whole = now(plan)
    assert (whole.state, whole.school_agreed_by) == ("active", council.helen)
    verbs = Event.objects.about(plan).values_list("verb", flat=True)
    assert list(verbs)[:4] == [
        "plan.begun",
        "plan.agreed",
        "plan.side_agreed",
        "plan.side_agreed",
    ]


def test_a_plan_of_later_begins_on_its_day(
    council: Council, clock: time_machine.Traveller
) -> None:
    plan = agreed(council, starts_on=SOON)
    assert now(plan).state == "agreed"
    assert begin_those_due(10) == 0
    clock.move_to("2025-12-01T06:00Z")
    assert begin_those_due(10) == 1
    assert begin_those_due(10) == 0
    assert now(plan).state == "active"
    assert Event.objects.about(plan).filter(verb="plan.begun").count() == 1


def test_a_change_after_one_side_agreed_asks_it_to_agree_again(
    council: Council,
) -> None:
    plan = complete(council)
    agreed_by(plan, Side.LA, council.sam)
    with_priority(plan, by=council.helen, title="Reading")
    again = now(plan)
    assert (again.state, again.la_agreed_by) == ("draft", None)
    told = Notification.objects.filter(
        title__startswith="A plan was changed and is agreed again"
    )
    assert council.sam in {one.recipient for one in told}


def test_a_change_before_it_begins_takes_it_back_to_both_sides(
    council: Council,
) -> None:
    plan = now(agreed(council, starts_on=SOON))
    change_front(
        plan=plan,
        front=a_front(council, starts_on=SOON, reasons="Reading as well."),
        expected_version=plan.version,
        by=council.sam,
    )
    again = now(plan)
    assert (again.state, again.la_agreed_at, again.school_agreed_at) == (
        "draft",
        None,
        None,
    )


def test_nobody_agrees_what_they_have_not_seen(council: Council) -> None:
    plan = complete(council)
    stamp = seen(plan, priorities_of(plan))
    with_priority(plan, by=council.helen, title="Reading")
    with pytest.raises(RuleBroken, match="has changed since you opened this page"):
        agree(plan=plan, side=Side.LA, as_seen=stamp, by=council.sam)


def test_the_two_sides_are_two_people(council: Council) -> None:
    plan = complete(council)
    agreed_by(plan, Side.LA, council.sam)
    with pytest.raises(RuleBroken, match="for the other side already"):
        agreed_by(plan, Side.SCHOOL, council.sam)


@pytest.mark.item("INV-11")
def test_a_plan_at_a_level_that_fell_is_not_agreed(council: Council) -> None:
    plan = complete(council)
    council.hawthorn.levels.filter(level__code="suf_12").update(
        level=council.level("suf_8")
    )
    with pytest.raises(RuleBroken, match="a level that has a plan: the level in force"):
        agreed_by(plan, Side.LA, council.sam)


@pytest.mark.item("DEC-05", "INV-11")
def test_at_the_statutory_level_the_la_begins_once_the_view_is_recorded(
    council: Council,
) -> None:
    plan = complete(council, "suf_statutory")
    agreed_by(plan, Side.LA, council.sam)
    assert now(plan).state == "draft"
    plan = now(plan)
    give_view(
        plan=plan,
        view="We would rather wait for the results.",
        expected_version=plan.version,
        by=council.helen,
    )
    agreed_by(plan, Side.LA, council.sam)
    begun = now(plan)
    assert (begun.state, begun.school_agreed_at) == ("active", None)
    assert begun.school_view == "We would rather wait for the results."


@pytest.mark.item("DEC-05")
def test_below_the_statutory_level_no_view_takes_the_place_of_an_agreement(
    council: Council,
) -> None:
    plan = complete(council)
    with pytest.raises(RuleBroken, match="begins once both sides agree it"):
        give_view(
            plan=plan, view="Not yet", expected_version=plan.version, by=council.helen
        )


@pytest.mark.item("INV-11")
def test_a_plan_would_not_end_before_it_starts(council: Council) -> None:
    plan = opened(council)
    with pytest.raises(RuleBroken) as refused:
        change_front(
            plan=plan,
            front=a_front(council, ends_on=date(2025, 11, 9)),
            expected_version=plan.version,
            by=council.sam,
        )
    assert refused.value.message == (
        "The plan would end on 9 November 2025, before it starts on 10 November 2025."
    )
    assert refused.value.field == "ends_on"


@pytest.mark.item("SUF-E-20", "INV-12")
def test_acc_051_a_plan_ends_within_the_limit_of_its_level(council: Council) -> None:
    plan = complete(council, starts_on=date(2025, 10, 20), ends_on=date(2026, 3, 27))
    assert plan.ends_on == date(2026, 3, 27)
    with pytest.raises(RuleBroken, match="lasts up to 2 terms: until 27 March 2026"):
        change_front(
            plan=plan,
            front=a_front(
                council, starts_on=date(2025, 10, 20), ends_on=date(2026, 3, 28)
            ),
            expected_version=plan.version,
            by=council.sam,
        )


@pytest.mark.item("INV-11")
def test_a_plan_under_way_stays_whole(council: Council) -> None:
    plan = agreed(council)
    priority = plan.priorities.get()
    with pytest.raises(RuleBroken, match="at least one priority"):
        remove_priority(priority=priority, by=council.sam)
    assert Plan.objects.get().priorities.count() == 1


def test_the_days_of_a_plan_under_way_stay_as_agreed(council: Council) -> None:
    plan = now(agreed(council))
    with pytest.raises(RuleBroken, match="Its days and reasons stay as agreed"):
        change_front(
            plan=plan,
            front=a_front(council, starts_on=TODAY),
            expected_version=plan.version,
            by=council.sam,
        )
