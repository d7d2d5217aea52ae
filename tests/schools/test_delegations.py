"""A headteacher lets a deputy act for them: dated, withdrawn, falling with a post."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from schools.access import require
from schools.models import Delegation
from schools.services.delegations import withdraw
from schools.services.people import appoint, end_post
from sitrack.core.models import Event, Notification
from sitrack.core.roles import CAPABILITIES, Capability, Delegable, Role
from sitrack.core.rules import RuleBroken
from tests.schools.delegating import JULY, devs_post, given, helens_post, may_do
from tests.threads import at_once
from tests.universe import TODAY, Council, read_council

LEVELS, PLANS = Delegable.LEVELS, Delegable.PLANS
DECEMBER, JANUARY = date(2025, 12, 31), date(2026, 1, 1)


def told(council: Council, name: str) -> list[str]:
    rows = Notification.objects.filter(recipient=getattr(council, name))
    return list(rows.order_by("pk").values_list("title", flat=True))


def test_a_deputy_does_neither_of_their_own_right() -> None:
    own = {Capability.PROPOSE_LEVEL, Capability.AGREE_PLAN_FOR_SCHOOL}
    assert not own & CAPABILITIES[Role.DEPUTY]
    assert own <= CAPABILITIES[Role.HEADTEACHER]


def test_what_was_delegated_is_had_from_its_first_day_to_its_last(
    council: Council, clock: time_machine.Traveller
) -> None:
    assert may_do(council.dev) == set()
    given(council, LEVELS, start=date(2025, 11, 12), until=date(2025, 11, 14))
    for day, things in ((11, set()), (12, {"levels"}), (14, {"levels"}), (15, set())):
        clock.move_to(f"2025-11-{day}T12:00:00Z")
        assert may_do(council.user("dev")) == things, day


def test_it_counts_at_that_school_alone(council: Council) -> None:
    to = devs_post(council)
    appoint(
        person=council.persons["dev"],
        role=Role.DEPUTY,
        school=council.elm,
        start=TODAY,
        by=None,
    )
    given(council, LEVELS, PLANS, to=to)
    dev = council.user("dev")
    require(dev, Capability.PROPOSE_LEVEL, council.hawthorn)
    require(dev, Capability.AGREE_PLAN_FOR_SCHOOL, council.hawthorn)
    with pytest.raises(PermissionDenied):
        require(dev, Capability.PROPOSE_LEVEL, council.elm)


def test_no_query_more_is_asked_for_it(
    council: Council, django_assert_num_queries: Callable[[int], Any]
) -> None:
    given(council, LEVELS, PLANS)
    dev = council.user("dev")
    with django_assert_num_queries(1):
        assert may_do(dev) == {"levels", "plans"}


@pytest.mark.parametrize("name", ["sam", "rita", "hana", "ada", "dev", "cora", "odd"])
def test_nobody_but_the_headteacher_there_gives_it(council: Council, name: str) -> None:
    with pytest.raises(PermissionDenied):
        given(council, LEVELS, by=getattr(council, name))
    assert not Delegation.objects.exists()


@pytest.mark.parametrize("name", ["gus", "cora", "sena", "sam", "helen", "theo"])
def test_nobody_but_a_deputy_there_is_given_it(council: Council, name: str) -> None:
    """No governor ever, and nobody who is no deputy."""
    for post in council.persons[name].posts.filter(school=council.hawthorn):
        with pytest.raises(RuleBroken, match="Choose a deputy headteacher"):
            given(council, LEVELS, to=post)
    assert may_do(council.user("gus")) == set()


def test_the_deputy_of_another_school_is_not_given_it(council: Council) -> None:
    post = appoint(
        person=council.persons["sena"],
        role=Role.DEPUTY,
        school=council.birch,
        start=TODAY,
        by=None,
    )
    with pytest.raises(PermissionDenied):
        given(council, LEVELS, to=post)


def test_days_past_turned_round_or_too_far_are_refused(council: Council) -> None:
    for start, until, field in (
        (date(2025, 11, 9), JULY, "start"),
        (JULY, TODAY, "until"),
        (TODAY, date(2026, 11, 12), "until"),
    ):
        with pytest.raises(RuleBroken) as refused:
            given(council, LEVELS, start=start, until=until)
        assert refused.value.field == field
    assert given(council, LEVELS, until=date(2026, 11, 11))


def test_a_post_that_is_over_or_still_to_come_is_given_nothing(
    council: Council,
) -> None:
    old = end_post(post=devs_post(council), on=date(2025, 11, 9), by=council.ada)
    later = appoint(
        person=council.persons["dev"],
        role=Role.DEPUTY,
        school=council.hawthorn,
        start=JANUARY,
        by=None,
    )
    for post in (old, later):
        with pytest.raises(RuleBroken, match="Choose a deputy headteacher"):
            given(council, LEVELS, to=post)


def test_who_acts_as_head_gives_themselves_nothing(council: Council) -> None:
    appoint(
        person=council.persons["dev"],
        role=Role.HEADTEACHER,
        school=council.hawthorn,
        start=TODAY,
        acting=True,
        by=None,
    )
    with pytest.raises(RuleBroken, match="This is your own post"):
        given(council, LEVELS, by=council.user("dev"))


def test_a_thing_is_not_given_twice_for_the_same_days(council: Council) -> None:
    given(council, LEVELS, until=DECEMBER)
    with pytest.raises(RuleBroken, match="Dev Chandra may propose a level for the sch"):
        given(council, LEVELS, PLANS)
    assert may_do(council.user("dev")) == {"levels"}
    given(council, LEVELS, PLANS, start=JANUARY)
    assert Delegation.objects.count() == 3


def test_the_deputy_is_told_and_both_sides_read_it(council: Council) -> None:
    given(council, LEVELS, PLANS)
    assert told(council, "dev") == [
        "Your headteacher has said what you may do for them"
    ]
    event = Event.objects.get(verb="delegation.given")
    assert (event.actor_name, event.audience, event.scope) == (
        "Helen Marsh",
        "leaders",
        council.hawthorn.scope,
    )
    assert event.sentence == (
        "let Dev Chandra propose a level for the school and to agree a plan of "
        "additional engagement for the school, from 10 November 2025 until 22 July 2026"
    )


def test_what_is_withdrawn_ends_at_once(council: Council) -> None:
    levels, _ = given(council, LEVELS, PLANS)
    withdraw(delegation=levels, by=council.helen)
    assert may_do(council.user("dev")) == {"plans"}
    assert told(council, "dev")[1:] == [
        "What you may do for your headteacher has changed"
    ]
    event = Event.objects.get(verb="delegation.withdrawn")
    assert event.sentence == "no longer lets Dev Chandra propose a level for the school"
    with pytest.raises(RuleBroken, match="already"):
        withdraw(delegation=levels, by=council.helen)
    given(council, LEVELS)
    assert may_do(council.user("dev")) == {"levels", "plans"}


@pytest.mark.parametrize("name", ["dev", "sam", "cora", "odd", "ada"])
def test_nobody_but_the_headteacher_withdraws_it(council: Council, name: str) -> None:
    (made,) = given(council, LEVELS)
    with pytest.raises(PermissionDenied):
        withdraw(delegation=made, by=getattr(council, name))


def test_it_falls_when_the_head_changes(
    council: Council, clock: time_machine.Traveller
) -> None:
    given(council, LEVELS)
    end_post(post=helens_post(council), on=DECEMBER, by=council.ada)
    assert told(council, "dev")[1:] == [
        "What you may do for your headteacher has changed"
    ]
    assert Event.objects.get(verb="delegation.fell").sentence == (
        "ended, with a post, that Dev Chandra may propose a level for the school: last "
        "day 31 December 2025"
    )
    clock.move_to("2025-12-31T12:00:00Z")
    assert may_do(council.user("dev")) == {"levels"}
    clock.move_to("2026-01-01T12:00:00Z")
    assert may_do(council.user("dev")) == set()
    new = appoint(
        person=council.persons["sena"],
        role=Role.HEADTEACHER,
        school=council.hawthorn,
        start=JANUARY,
        by=None,
    )
    given(council, LEVELS, start=JANUARY, by=council.user("sena"))
    assert Delegation.objects.filter(giver=new).count() == 1
    assert may_do(council.user("dev")) == {"levels"}


def test_it_falls_when_the_deputy_leaves(
    council: Council, clock: time_machine.Traveller
) -> None:
    given(council, LEVELS)
    end_post(post=devs_post(council), on=DECEMBER, by=council.ada)
    assert Event.objects.filter(verb="delegation.fell").count() == 1
    clock.move_to("2026-01-01T12:00:00Z")
    back = appoint(
        person=council.persons["dev"],
        role=Role.DEPUTY,
        school=council.hawthorn,
        start=JANUARY,
        by=None,
    )
    assert back.pk
    assert may_do(council.user("dev")) == set()


def test_of_two_who_give_it_at_once_one_does(committed: Council) -> None:
    def give() -> str:
        council = read_council()
        try:
            given(council, LEVELS)
        except RuleBroken:
            return "refused"
        return "given"

    assert sorted(at_once(give, give)) == ["given", "refused"]


def test_of_two_who_withdraw_it_at_once_one_does(committed: Council) -> None:
    (made,) = given(committed, LEVELS)

    def take_back() -> str:
        council = read_council()
        one = Delegation.objects.select_related("to__school", "to__person").get(
            pk=made.pk
        )
        try:
            withdraw(delegation=one, by=council.helen)
        except RuleBroken:
            return "refused"
        return "withdrawn"

    assert sorted(at_once(take_back, take_back)) == ["refused", "withdrawn"]
