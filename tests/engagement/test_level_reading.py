"""Who reads a proposal, which buttons they see, and the queue."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from engagement.models import LevelState, View
from engagement.services.decisions import approve
from sitrack.core.models import Event
from tests.engagement.level_forms import page, propose_url, text
from tests.engagement.proposing import (
    at_state,
    proposed,
    viewed,
)
from tests.universe import Council

BUTTONS = {
    "Decide</a>": "approve",
    "Record the school’s view": "view",
    "Send to the school": "propose",
    "Withdraw the proposal</a>": "withdraw",
}


@pytest.mark.parametrize("state", LevelState)
def test_nobody_sees_a_button_that_they_may_not_use(
    client: Client, council: Council, state: LevelState
) -> None:
    row = at_state(council, state)
    may = {
        "draft": {"sam": {"propose", "withdraw"}},
        "proposed": {"sam": {"withdraw"}, "helen": {"view"}},
        "viewed": {"sam": {"withdraw"}, "rita": {"approve"}},
        "returned": {"sam": {"propose", "withdraw"}},
    }.get(state, {})
    for name in ("sam", "rita", "dee", "helen", "gus"):
        client.force_login(council.user(name))
        answer = client.get(row.get_absolute_url())
        shown = text(answer)
        offered = {verb for words, verb in BUTTONS.items() if words in shown}
        assert offered == may.get(name, set()), name


@pytest.mark.item("ACC-081")
@pytest.mark.parametrize(
    "name",
    [
        *("level", "level_edit", "level_view", "level_decide", "level_withdraw"),
        "level_propose",
    ],
)
def test_another_schools_people_find_nothing(
    client: Client, council: Council, name: str
) -> None:
    row = proposed(council)
    client.force_login(council.odd)
    pk = council.hawthorn.pk if name == "level_propose" else row.pk
    assert client.get(page(name, pk)).status_code == 404
    assert Event.objects.filter(verb="access.refused").exists()


@pytest.mark.parametrize("name", ["gus", "dee", "theo", "hana"])
def test_only_those_who_may_propose_reach_the_form(
    client: Client, council: Council, name: str
) -> None:
    client.force_login(council.user(name))
    assert client.get(propose_url(council)).status_code == 403


def test_a_governor_reads_a_level_once_it_is_decided(
    client: Client, council: Council
) -> None:
    row = viewed(council)
    client.force_login(council.gus)
    assert client.get(row.get_absolute_url()).status_code == 404
    approve(assignment=row, by=council.rita)
    shown = text(client.get(row.get_absolute_url()))
    assert "Everyone who may read the school’s record can see this" in shown
    assert "approved Entitlement up to 12 hours" in shown
    assert "drafted a proposal" not in shown
    assert "hours used" not in shown


def test_the_queue_shows_what_waits_for_a_decision_first(
    client: Client, council: Council
) -> None:
    proposed(council, school="elm")
    prefers = council.level("suf_8")
    viewed(council, view=View.PREFERS_OTHER, level=prefers)
    client.force_login(council.rita)
    answer = client.get(reverse("level_queue"))
    shown = text(answer)
    assert shown.index("Hawthorn Primary School") < shown.index("Elm Junior School")
    for words in (
        "2 proposals",
        "8-hour circle to <strong>12-hour circle</strong>",
        "School: Prefers 8-hour circle",
        "LA: Proposes 12-hour circle",
        "Views differ",
        "Sam Rowe",
        "School: Not yet given",
        "View asked for by 24 Nov 2025",
    ):
        assert words in shown


@pytest.mark.parametrize("name", ["sam", "helen", "gus", "dee", "ada"])
def test_the_queue_is_for_those_who_decide(
    client: Client, council: Council, name: str
) -> None:
    client.force_login(council.user(name))
    assert client.get(reverse("level_queue")).status_code == 403


def test_the_queue_holds_the_readers_own_region(
    client: Client, council: Council
) -> None:
    viewed(council)
    client.force_login(council.rolf)
    shown = text(client.get(reverse("level_queue")))
    assert "No proposal is open at your schools." in shown


def test_the_queue_asks_as_many_questions_of_two_proposals_as_of_seven(
    client: Client,
    council: Council,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client.force_login(council.rita)
    url = reverse("level_queue")
    viewed(council)
    proposed(council, school="elm")
    with django_assert_max_num_queries(12) as one:
        client.get(url)
    for school in ("infant", "nursery", "special", "secondary", "ash"):
        proposed(council, school=school)
    with django_assert_max_num_queries(len(one)):
        assert "7 proposals" in text(client.get(url))


@pytest.mark.parametrize("name", ["level", "level_decide"])
def test_the_page_of_a_proposal_asks_few_questions(
    client: Client,
    council: Council,
    name: str,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    row = viewed(council)
    client.force_login(council.rita)
    # The first reader after a change has the school's summary worked out anew.
    client.get(page(name, row.pk))
    with django_assert_max_num_queries(12):
        client.get(page(name, row.pk))
