"""Whoever has connected a sign-in from elsewhere signs in with it, and nobody else."""

from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from sitrack.core.models import ConnectedSignIn, Event, User
from sitrack.core.single_sign_on.queries import Identity
from sitrack.core.single_sign_on.services import connect
from tests.core.second_factor.codes import (
    code_of,
    give_password,
    with_app,
    with_password,
)
from tests.provider import Beside, signed_in_with
from tests.universe import Council

START = ("single_sign_on:start", ["council"])


def with_connection(user: User, elsewhere: Beside, subject: str = "h-4711") -> User:
    connect(user=user, identity=Identity(elsewhere.issuer, subject))
    return user


def answered(client: Client) -> Any:
    return client.answer  # type: ignore[attr-defined]


def who(client: Client) -> int | None:
    """The number of whoever is signed in."""
    pk = client.session.get(SESSION_KEY)
    return int(pk) if pk else None


def test_a_connected_sign_in_opens_its_owners_account(
    council: Council, elsewhere: Beside
) -> None:
    helen = with_connection(council.helen, elsewhere)
    client = signed_in_with(elsewhere, "h-4711", email="quite@another.example")
    assert answered(client).headers["Location"] == reverse("home")
    assert who(client) == helen.pk
    assert ConnectedSignIn.objects.get().used_at is not None
    assert client.get(reverse("signing_in_safely")).status_code == 200


def test_it_leads_on_to_what_was_wanted(council: Council, elsewhere: Beside) -> None:
    with_connection(council.helen, elsewhere)
    client, wanted = Client(), reverse("visits:my_steps")
    left = client.post(reverse(START[0], args=START[1]), {"next": wanted})
    back = client.get(elsewhere.back_from(left, "h-4711"))
    assert back.headers["Location"] == wanted
    elsewhere_on_the_net = {"next": "https://evil.example/"}
    left = Client().post(reverse(START[0], args=START[1]), elsewhere_on_the_net)
    assert "evil" not in left.content.decode()


def test_the_address_of_somebody_else_opens_nothing(
    council: Council, elsewhere: Beside
) -> None:
    """The provider says whose address it is, which proves nothing here."""
    client = signed_in_with(
        elsewhere, "stranger", email=council.helen.email, email_verified="yes"
    )
    assert answered(client).status_code == 403
    page = answered(client).content.decode()
    assert "This sign-in with Council account is connected to no account here." in page
    assert who(client) is None
    unknown = signed_in_with(elsewhere, "nobody", email="nobody@nowhere.example")
    assert answered(unknown).content == answered(client).content
    assert not ConnectedSignIn.objects.exists()
    assert User.objects.count() == len(council.persons)


def test_the_same_subject_of_another_issuer_opens_nothing(
    council: Council, elsewhere: Beside
) -> None:
    identity = Identity("https://login.another.example", "h-4711")
    connect(user=council.helen, identity=identity)
    client = signed_in_with(elsewhere, "h-4711")
    assert answered(client).status_code == 403
    assert who(client) is None


def test_a_closed_account_stays_closed_and_the_audit_knows_who_knocked(
    council: Council, elsewhere: Beside
) -> None:
    helen = with_connection(council.helen, elsewhere)
    User.objects.filter(pk=helen.pk).update(is_active=False)
    client = signed_in_with(elsewhere, "h-4711")
    assert answered(client).status_code == 403
    assert "belongs to is closed." in answered(client).content.decode()
    assert who(client) is None
    refused = Event.objects.get(verb="single_sign_on.refused")
    assert refused.sentence == (
        "refused a sign-in of Helen Marsh with Council account: the account is closed"
    )


def test_a_way_back_is_gone_once(council: Council, elsewhere: Beside) -> None:
    with_connection(council.helen, elsewhere)
    client = Client()
    left = client.post(reverse(START[0], args=START[1]))
    back = elsewhere.back_from(left, "h-4711")
    stolen = Client().get(back)
    assert stolen.status_code == 403
    assert "This browser was not on its way" in stolen.content.decode()
    assert client.get(back).status_code == 302
    client.post(reverse("account_logout"))
    again = client.get(back)
    assert again.status_code == 403
    assert who(client) is None


def test_a_way_back_ends_after_ten_minutes(
    council: Council, elsewhere: Beside, clock: Any
) -> None:
    with_connection(council.helen, elsewhere)
    client = Client()
    left = client.post(reverse(START[0], args=START[1]))
    back = elsewhere.back_from(left, "h-4711")
    clock.shift(601)
    late = client.get(back)
    assert late.status_code == 403
    assert "It took longer than ten minutes." in late.content.decode()


def test_whoever_says_no_there_is_not_let_in_here(
    council: Council, elsewhere: Beside
) -> None:
    client = Client()
    left = client.post(reverse(START[0], args=START[1]))
    state = left.headers["Refresh"].partition("state=")[2].partition("&")[0]
    back = reverse("single_sign_on:back", args=["council"])
    answer = client.get(back, {"error": "access_denied", "state": state})
    assert answer.status_code == 403
    assert "did not sign you in, or you did not want it to." in answer.content.decode()


def test_a_provider_that_nobody_has_named_is_not_there(
    council: Council, settings: Settings, elsewhere: Beside
) -> None:
    page = Client().get(reverse("account_login")).content.decode()
    assert "Sign in with Council account" in page
    settings.SINGLE_SIGN_ON = ()
    assert Client().post(reverse(START[0], args=START[1])).status_code == 404
    page = Client().get(reverse("account_login")).content.decode()
    assert "Council account" not in page


def test_a_provider_that_does_not_answer_is_said_to(
    council: Council, settings: Settings, elsewhere: Beside
) -> None:
    dead = replace(elsewhere.named(), issuer="http://127.0.0.1:9")
    settings.SINGLE_SIGN_ON = (dead,)
    answer = Client().post(reverse(START[0], args=START[1]))
    assert answer.status_code == 403
    assert "Council account does not answer at the moment." in answer.content.decode()


class TestWhereASecondStepIsRequired:
    @pytest.fixture(autouse=True)
    def required(self, settings: Settings) -> None:
        settings.SECOND_FACTOR_REQUIRED = True

    def test_a_provider_does_not_count_as_one(
        self, council: Council, elsewhere: Beside
    ) -> None:
        with_connection(with_app(council.helen), elsewhere)
        client = signed_in_with(elsewhere, "h-4711")
        assert answered(client).headers["Location"] == reverse("mfa_authenticate")
        assert who(client) is None
        client.post(reverse("mfa_authenticate"), {"code": code_of()})
        assert client.get(reverse("search")).status_code == 200

    def test_whoever_has_none_sets_one_up_first(
        self, council: Council, elsewhere: Beside
    ) -> None:
        with_connection(council.helen, elsewhere)
        client = signed_in_with(elsewhere, "h-4711")
        led = client.get(reverse("search"))
        assert led.headers["Location"].startswith(reverse("second_step"))
        assert client.get(reverse("second_step")).status_code == 200

    def test_whoever_shows_it_elsewhere_sets_no_app_up_with_a_password_alone(
        self, council: Council, elsewhere: Beside, settings: Settings
    ) -> None:
        settings.SINGLE_SIGN_ON = (elsewhere.named(second_factor=True),)
        helen = with_connection(with_password(council.helen), elsewhere)
        client, again = give_password(helen), reverse("single_sign_on:again")
        for page in ("search", "second_step", "passkey_add"):
            assert client.get(reverse(page)).headers["Location"].startswith(again)
        assert client.get(again).status_code == 200
        left = client.post(again, {"with": "council", "next": reverse("search")})
        client.get(elsewhere.back_from(left, "h-4711"))
        assert client.get(reverse("search")).status_code == 200

    def test_one_that_the_operator_vouches_for_counts(
        self, council: Council, elsewhere: Beside, settings: Settings
    ) -> None:
        settings.SINGLE_SIGN_ON = (elsewhere.named(second_factor=True),)
        helen = with_connection(with_app(council.helen), elsewhere)
        client = signed_in_with(elsewhere, "h-4711")
        assert who(client) == helen.pk
        assert client.get(reverse("search")).status_code == 200
        settings.SINGLE_SIGN_ON = (elsewhere.named(),)
        led = client.get(reverse("search"))
        assert led.headers["Location"].startswith(reverse("mfa_reauthenticate"))
        settings.SINGLE_SIGN_ON = (elsewhere.named(second_factor=True),)
        ConnectedSignIn.objects.all().delete()
        assert client.get(reverse("search")).status_code == 302
