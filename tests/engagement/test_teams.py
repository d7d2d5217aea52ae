"""The administrator chooses in which team of the authority somebody works."""

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from engagement.models import Team, TeamMembership
from schools.services.people import add_person
from sitrack.core.models import Event
from tests.universe import Council


@pytest.fixture
def ada(client: Client, council: Council) -> Client:
    """The administrator's browser."""
    client.force_login(council.ada)
    return client


def choose(browser: Client, person: Any, team: Team | None) -> Any:
    address = reverse("engagement:person_team", args=[person.pk])
    before = browser.get(address).context["form"].initial["before"]
    return send(browser, person, team, before)


def send(browser: Client, person: Any, team: Team | None, before: str) -> Any:
    """A choice made where the page showed the team of the code ``before``."""
    sent = {
        "team": team.pk if team else "",
        "before": before,
        "submit_token": str(uuid.uuid4()),
    }
    address = reverse("engagement:person_team", args=[person.pk])
    return browser.post(address, sent, follow=True)


def test_somebody_joins_a_team_moves_and_leaves(council: Council, ada: Client) -> None:
    nia = add_person(name="Nia Holt", by=council.ada)
    first, second = council.framework.teams.order_by("order")[:2]
    assert "The team is saved." in choose(ada, nia, first).content.decode()
    assert nia.team_membership.team == first
    page = choose(ada, nia, second).content.decode()
    assert TeamMembership.objects.get(person=nia).team == second
    assert f"placed Nia Holt in a team: {second.name}" in page
    form = ada.get(reverse("engagement:person_team", args=[nia.pk])).context["form"]
    assert form.initial["team"] == second
    page = choose(ada, nia, None).content.decode()
    assert not TeamMembership.objects.filter(person=nia).exists()
    assert "took Nia Holt out of their team" in page
    choose(ada, nia, None)
    assert Event.objects.filter(verb="team.left").count() == 1


def test_the_second_of_two_who_choose_is_told_and_may_go_on(
    council: Council, ada: Client
) -> None:
    nia = add_person(name="Nia Holt", by=council.ada)
    first, second = council.framework.teams.order_by("order")[:2]
    send(ada, nia, first, "")
    refused = send(ada, nia, second, "")
    assert refused.status_code == 422
    assert f"Nia Holt is in the team {first.name} now" in refused.content.decode()
    assert TeamMembership.objects.get(person=nia).team == first
    form = refused.context["form"]
    assert form["before"].value() == first.code
    assert form["team"].value() == str(second.pk)
    send(ada, nia, second, first.code)
    assert TeamMembership.objects.get(person=nia).team == second


def test_who_works_at_a_school_joins_no_team(council: Council, ada: Client) -> None:
    helen = council.persons["helen"]
    page = ada.get(helen.get_absolute_url()).content.decode()
    assert "Choose their team" not in page
    answer = choose(ada, helen, council.framework.teams.first())
    assert answer.status_code == 422
    assert "Helen Marsh has a post at a school." in answer.content.decode()
    assert not TeamMembership.objects.filter(person=helen).exists()


def test_the_page_of_an_officer_leads_to_their_team(
    council: Council, ada: Client
) -> None:
    theo = council.persons["theo"]
    page = ada.get(theo.get_absolute_url()).content.decode()
    assert reverse("engagement:person_team", args=[theo.pk]) in page


def test_a_team_that_there_is_not_is_refused(council: Council, ada: Client) -> None:
    nia = add_person(name="Nia Holt", by=council.ada)
    sent = {"team": "987654", "submit_token": str(uuid.uuid4())}
    address = reverse("engagement:person_team", args=[nia.pk])
    assert ada.post(address, sent).status_code == 422
    assert not TeamMembership.objects.filter(person=nia).exists()
