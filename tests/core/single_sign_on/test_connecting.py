"""Somebody connects a sign-in from elsewhere, shows it again, and disconnects it."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import SESSION_KEY
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from sitrack.core.models import ConnectedSignIn, Event, User
from sitrack.core.read_only import state
from sitrack.core.rules import RuleBroken
from sitrack.core.second_factor.services import forget_factors
from sitrack.core.single_sign_on.queries import Identity
from sitrack.core.single_sign_on.services import connect, disconnect
from sitrack.core.sweep import sweep
from tests.core.second_factor.codes import (
    PASSWORD,
    give_password,
    signed_in,
    with_app,
    with_password,
)
from tests.provider import Beside, going_on, signed_in_with
from tests.universe import NOW, Council

CONNECT = "/accounts/with/council/connect/"
SAFELY = "/accounts/safely/"


def connect_with(client: Client, elsewhere: Beside, subject: str = "h-4711") -> Any:
    return client.get(elsewhere.back_from(client.post(CONNECT), subject))


def without_password(user: User, elsewhere: Beside) -> Client:
    """Somebody who signs in elsewhere alone, and has just done so."""
    user.set_unusable_password()
    user.save()
    connect(user=user, identity=Identity(elsewhere.issuer, "h-4711"))
    return signed_in_with(elsewhere, "h-4711")


def test_it_is_connected_once_and_its_owner_is_told(
    council: Council, elsewhere: Beside, mailoutbox: list[EmailMessage]
) -> None:
    client = give_password(with_password(council.helen))
    assert "Connect Council account" in client.get(SAFELY).content.decode()
    answer = connect_with(client, elsewhere)
    assert answer.headers["Location"] == SAFELY
    row = ConnectedSignIn.objects.get()
    told = (row.user, row.issuer, row.subject)
    assert told == (council.helen, elsewhere.issuer, "h-4711")
    page = client.get(SAFELY).content.decode()
    assert "Your sign-in with Council account is connected." in page
    assert "connected on 10 November 2025" in page
    event = Event.objects.get(verb="single_sign_on.connected")
    assert event.actor_name == "Helen Marsh"
    sweep()
    assert mailoutbox[-1].to == [council.helen.email]
    assert mailoutbox[-1].subject == (
        "A sign-in with Council account was connected to your account"
    )


def test_the_provider_asks_anew_who_is_there(
    council: Council, elsewhere: Beside
) -> None:
    client = give_password(with_password(council.helen))
    assert "prompt=login" in going_on(client.post(CONNECT))
    left = Client().post("/accounts/with/council/")
    assert "prompt" not in going_on(left)


def test_the_password_is_asked_for_again_first(
    council: Council, elsewhere: Beside, clock: Any
) -> None:
    client = give_password(with_password(council.helen))
    clock.shift(301)
    led = client.get(CONNECT)
    assert led.headers["Location"] == (
        f"/accounts/reauthenticate/?next={CONNECT.replace('/', '%2F')}"
    )
    client.post(led.headers["Location"], {"password": PASSWORD})
    assert client.get(CONNECT).status_code == 200


def test_a_stranger_connects_nothing(council: Council, elsewhere: Beside) -> None:
    left = Client().post(CONNECT)
    assert left.headers["Location"].startswith(reverse("account_login"))


def test_nobody_takes_what_is_somebody_elses(
    council: Council, elsewhere: Beside
) -> None:
    connect(user=council.sam, identity=Identity(elsewhere.issuer, "s-1"))
    client = give_password(with_password(council.helen))
    answer = connect_with(client, elsewhere, "s-1")
    assert answer.status_code == 403
    told = "This sign-in with Council account is connected to another account."
    assert told in answer.content.decode()
    assert ConnectedSignIn.objects.get().user == council.sam


def test_one_of_each_provider_is_enough(council: Council, elsewhere: Beside) -> None:
    client = give_password(with_password(council.helen))
    connect_with(client, elsewhere)
    answer = connect_with(client, elsewhere, "h-other")
    assert answer.status_code == 403
    assert "Disconnect it first." in answer.content.decode()
    assert ConnectedSignIn.objects.get().subject == "h-4711"


def test_whoever_signs_out_on_the_way_connects_nothing(
    council: Council, elsewhere: Beside
) -> None:
    client = give_password(with_password(council.helen))
    back = elsewhere.back_from(client.post(CONNECT), "h-4711")
    client.post(reverse("account_logout"))
    assert client.get(back).status_code == 403
    assert not ConnectedSignIn.objects.exists()


def test_nothing_is_connected_while_nothing_can_be_saved(
    council: Council, elsewhere: Beside, settings: Settings, tmp_path: Any
) -> None:
    settings.READ_ONLY = str(tmp_path / "read-only")
    client = give_password(with_password(council.helen))
    back = elsewhere.back_from(client.post(CONNECT), "h-4711")
    state.begin(NOW + timedelta(hours=1))
    answer = client.get(back)
    assert answer.status_code == 403
    assert "Nothing can be saved at the moment." in answer.content.decode()
    assert client.post(CONNECT).status_code == 503
    assert not ConnectedSignIn.objects.exists()
    connect(user=council.helen, identity=Identity(elsewhere.issuer, "h-4711"))
    assert SESSION_KEY in signed_in_with(elsewhere, "h-4711").session


def test_it_is_disconnected_and_signs_nobody_in_any_more(
    council: Council, elsewhere: Beside
) -> None:
    client = give_password(with_password(council.helen))
    connect_with(client, elsewhere)
    other = signed_in_with(elsewhere, "h-4711")
    assert SESSION_KEY in other.session
    address = f"/accounts/with/connected/{ConnectedSignIn.objects.get().pk}/disconnect/"
    assert "signed out everywhere else" in client.get(address).content.decode()
    assert client.post(address).headers["Location"] == SAFELY
    assert not ConnectedSignIn.objects.exists()
    assert SESSION_KEY not in other.session
    assert SESSION_KEY in client.session
    assert Event.objects.filter(verb="single_sign_on.disconnected").count() == 1
    later = signed_in_with(elsewhere, "h-4711")
    assert SESSION_KEY not in later.session


def test_nobody_disconnects_what_is_not_theirs(
    council: Council, elsewhere: Beside
) -> None:
    row = connect(user=council.sam, identity=Identity(elsewhere.issuer, "s-1"))
    client = give_password(with_password(council.helen))
    address = reverse("single_sign_on:disconnect", args=[row.pk])
    assert client.post(address).status_code == 404
    assert ConnectedSignIn.objects.exists()


def test_the_only_way_in_stays(council: Council, elsewhere: Beside) -> None:
    without_password(council.helen, elsewhere)
    row = ConnectedSignIn.objects.get()
    with pytest.raises(RuleBroken, match="It is the only way in which you sign in"):
        disconnect(user=council.helen, pk=row.pk, key=None)
    council.helen.set_password(PASSWORD)
    council.helen.save()
    disconnect(user=council.helen, pk=row.pk, key=None)
    assert not ConnectedSignIn.objects.exists()


def test_whoever_has_no_password_shows_it_again_elsewhere(
    council: Council, elsewhere: Beside, clock: Any
) -> None:
    client = without_password(council.helen, elsewhere)
    choose = reverse("account_set_password")
    assert client.get(choose).status_code == 200
    clock.shift(301)
    led = client.get(choose).headers["Location"]
    assert led == f"/accounts/with/again/?next={choose.replace('/', '%2F')}"
    assert "Go on to Council account" in client.get(led).content.decode()
    wrong = client.post(led, {"with": "council"})
    assert "prompt=login" in going_on(wrong)
    assert "max_age=0" in going_on(wrong)
    refused = client.get(elsewhere.back_from(wrong, "somebody-else"))
    assert refused.status_code == 403
    assert client.get(choose).status_code == 302
    left = client.post(led, {"with": "council"})
    back = client.get(elsewhere.back_from(left, "h-4711"))
    assert back.headers["Location"] == choose
    assert client.get(choose).status_code == 200


def test_a_connected_one_is_no_way_past_the_second_step(
    council: Council, elsewhere: Beside, settings: Settings
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    client = give_password(with_app(council.helen))
    assert client.post(CONNECT).status_code == 302
    assert signed_in(council.helen).post(CONNECT).status_code == 200


def test_an_administrator_takes_it_away_with_the_second_step(
    council: Council, elsewhere: Beside
) -> None:
    connect(user=council.helen, identity=Identity(elsewhere.issuer, "h-4711"))
    forget_factors(user=council.helen)
    assert not ConnectedSignIn.objects.exists()
