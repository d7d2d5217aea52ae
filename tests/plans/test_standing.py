"""How a plan stands against its end and its level's limit (DER-11)."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans.models import Plan
from plans.queries.timescale import near_or_over, timescale_of
from plans.rules.limits import Limit
from plans.rules.standing import Standing, standing_of
from plans.services.extensions import approve_extension, ask_extension
from tests.plans.running import SPRING_END, SUMMER_END, again, in_transition, running
from tests.universe import TODAY, Council

LIMIT = Limit(SPRING_END, 2, "term")


def on(today: date, *, ends_on: date = SPRING_END, extended: bool = False) -> Standing:
    return standing_of(
        is_running=True, ends_on=ends_on, limit=LIMIT, extended=extended, today=today
    )


@pytest.mark.item("DER-11")
@pytest.mark.parametrize(
    ("days", "near", "over", "words"),
    [
        (30, False, False, "The timescale ends on 27 March 2026, 30 days left."),
        (29, True, False, "Near its end: 29 days left, on 27 March 2026."),
        (1, True, False, "Near its end: 1 day left, on 27 March 2026."),
        (0, True, False, "Near its end: today, on 27 March 2026."),
        (
            *(-1, False, True),
            "Past its end: the timescale ended on 27 March 2026, 1 day ago, and was"
            " not extended.",
        ),
    ],
)
def test_a_plan_is_near_its_end_for_thirty_days_and_then_over(
    days: int,
    near: bool,
    over: bool,
    words: str,
) -> None:
    found = on(SPRING_END - timedelta(days=days))
    assert (found.is_near, found.is_over, found.words) == (near, over, words)
    assert found.needs_attention == (near or over)


@pytest.mark.item("DER-11")
def test_a_plan_that_was_extended_past_its_limit_is_told_apart() -> None:
    found = on(date(2026, 4, 20), ends_on=SUMMER_END, extended=True)
    assert (found.is_near, found.is_past, found.is_over) == (False, False, True)
    assert (
        found.words == "Over its limit of 27 March 2026, extended until 22 July 2026."
    )


@pytest.mark.item("DER-11")
def test_the_plans_near_or_over_their_limit_are_found_the_most_pressing_first(
    council: Council, clock: time_machine.Traveller
) -> None:
    plan = running(council)
    assert near_or_over(Plan.objects.select_related("level"), TODAY) == []
    clock.move_to(date(2026, 3, 2))
    found = near_or_over(Plan.objects.select_related("level"), date(2026, 3, 2))
    assert [one.plan for one in found] == [plan]
    assert found[0].standing.days_left == 25


def test_finding_them_takes_two_queries(council: Council) -> None:
    running(council)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        near_or_over(Plan.objects.select_related("level"), date(2026, 3, 2))
    assert len(queries) == 2


@pytest.mark.item("INV-12")
def test_a_timescale_tells_what_lengthened_it(council: Council) -> None:
    plan = running(council)
    extension = ask_extension(
        plan=plan,
        new_end=SUMMER_END,
        reason="A new head",
        by=council.sam,
        exception=True,
    )
    waiting = timescale_of(again(plan), TODAY)
    assert waiting
    assert (waiting.asked, waiting.approved) == (extension, [])
    approve_extension(extension=extension, by=council.hana)
    longer = timescale_of(again(plan), date(2026, 5, 4))
    assert longer
    assert longer.approved == [extension]
    assert longer.standing.words == (
        "Over its limit of 27 March 2026, extended until 22 July 2026."
    )


def test_a_plan_in_transition_presses_no_more(council: Council) -> None:
    plan = in_transition(council)
    found = timescale_of(again(plan), date(2026, 5, 4))
    assert found
    assert not found.standing.needs_attention


@pytest.mark.item("DER-11")
def test_what_presses_is_listed_for_whoever_decides(
    client: Client, council: Council, clock: time_machine.Traveller
) -> None:
    plan = running(council)
    ask_extension(
        plan=plan, new_end=SUMMER_END, reason="New", by=council.sam, exception=True
    )
    clock.move_to(date(2026, 3, 16))
    client.force_login(council.hana)
    hana = client.get(reverse("plans:pressing")).content.decode()
    assert "Hawthorn Primary School: until 22 July 2026" in hana
    assert "Near its end: 11 days left, on 27 March 2026." in hana
    client.force_login(council.rita)
    rita = client.get(reverse("plans:pressing")).content.decode()
    assert "until 22 July 2026" not in rita


def test_a_transition_that_is_over_is_listed_to_be_closed(
    client: Client, council: Council, clock: time_machine.Traveller
) -> None:
    in_transition(council)
    clock.move_to(date(2026, 8, 3))
    client.force_login(council.rita)
    shown = client.get(reverse("plans:pressing")).content.decode()
    assert "the transition ended on 22 July 2026" in shown
