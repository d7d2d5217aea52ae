"""Whoever is invited may use a sign-in that they have, and then needs no password."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import SESSION_KEY
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from schools.models import Invitation, Person
from schools.services import invitations
from schools.services.accounts import remove_second_step
from schools.services.mailed_links import make_token
from sitrack.core.models import ConnectedSignIn, User
from sitrack.core.rules import RuleBroken
from sitrack.core.single_sign_on.queries import Identity
from sitrack.core.single_sign_on.services import connect
from tests.provider import Beside, going_on, signed_in_with
from tests.schools.invited import PASSWORD, appointed, mailed_link
from tests.universe import NOW, Council

WITH = {"with": "council"}


@pytest.fixture
def link(council: Council, mailoutbox: list[EmailMessage]) -> str:
    """The link that Nell was mailed."""
    appointed(council)
    return mailed_link(mailoutbox)


def nell() -> Person:
    return Person.objects.get(name="Nell Ward")


def test_it_is_taken_up_with_a_sign_in_from_elsewhere(
    link: str, elsewhere: Beside
) -> None:
    client = Client()
    assert "Use Council account" in client.get(link).content.decode()
    left = client.post(link, WITH)
    assert "prompt=login" in going_on(left)
    answer = client.get(
        elsewhere.back_from(left, "n-1", email="other@elsewhere.example")
    )
    assert answer.headers["Location"] == reverse("home")
    user = nell().user
    assert user
    assert not user.has_usable_password()
    assert user.email == "nell@council.example"
    assert client.session[SESSION_KEY] == str(user.pk)
    later = signed_in_with(elsewhere, "n-1")
    assert later.session[SESSION_KEY] == str(user.pk)
    again = Client().get(link)
    assert again.status_code == 410


def test_the_session_holds_no_link(link: str, elsewhere: Beside) -> None:
    client = Client()
    client.post(link, WITH)
    token = link.split("/")[2]
    assert token not in str(dict(client.session))


def test_one_that_ends_on_the_way_opens_nothing(
    council: Council, link: str, elsewhere: Beside
) -> None:
    client = Client()
    left = client.post(link, WITH)
    back = elsewhere.back_from(left, "n-1")
    invitations.withdraw(person=nell(), by=council.ada)
    answer = client.get(back)
    assert answer.status_code == 410
    assert "This invitation is no longer open" in answer.content.decode()
    assert nell().user is None
    assert not ConnectedSignIn.objects.exists()


def test_one_that_grows_too_old_on_the_way_opens_nothing(
    link: str, elsewhere: Beside, clock: Any
) -> None:
    client = Client()
    Invitation.objects.update(expires_at=NOW + timedelta(minutes=5))
    back = elsewhere.back_from(client.post(link, WITH), "n-1")
    clock.shift(timedelta(minutes=6))
    assert client.get(back).status_code == 410
    assert nell().user is None


def test_a_sign_in_of_somebody_else_takes_nothing_up(
    council: Council, link: str, elsewhere: Beside
) -> None:
    connect(user=council.sam, identity=Identity(elsewhere.issuer, "s-1"))
    client = Client()
    answer = client.get(elsewhere.back_from(client.post(link, WITH), "s-1"))
    assert answer.status_code == 403
    assert "is connected to another account." in answer.content.decode()
    assert nell().user is None
    assert Invitation.objects.get(person=nell()).outcome == ""
    assert client.post(link, {"password": PASSWORD}).status_code == 302


def test_the_second_step_comes_after_it(
    link: str, elsewhere: Beside, settings: Settings
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    client = Client()
    client.get(elsewhere.back_from(client.post(link, WITH), "n-1"))
    led = client.get(reverse("home"))
    assert led.headers["Location"].startswith(reverse("second_step"))
    settings.SINGLE_SIGN_ON = (elsewhere.named(second_factor=True),)
    vouched = signed_in_with(elsewhere, "n-1")
    assert (
        not vouched.get(reverse("home"))
        .headers.get("Location", "")
        .startswith(reverse("second_step"))
    )


def test_whoever_lost_it_is_invited_again(
    council: Council, link: str, elsewhere: Beside
) -> None:
    client = Client()
    client.get(elsewhere.back_from(client.post(link, WITH), "n-1"))
    before = nell().user
    assert before
    with pytest.raises(RuleBroken, match="has an account already"):
        invitations.invite(person=nell(), by=council.ada)
    remove_second_step(person=nell(), reason="Rang", by=council.ada)
    assert SESSION_KEY not in client.session
    assert SESSION_KEY not in signed_in_with(elsewhere, "n-1").session
    invitations.invite(person=nell(), by=council.ada)
    token = make_token(Invitation.objects.open().get(person=nell()))
    again = reverse("schools:invitation", args=[token])
    assert Client().post(again, {"password": PASSWORD}).status_code == 302
    assert nell().user == before
    assert User.objects.get(pk=before.pk).has_usable_password()


def test_a_provider_that_nobody_has_named_takes_nothing_up(
    link: str, elsewhere: Beside
) -> None:
    assert Client().post(link, {"with": "another"}).status_code == 404
