"""A refused sign-in leaves a trace, and its account's owner hears of many."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.account.utils import user_pk_to_url_str
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from sitrack.core.knocks.services import TOLD
from sitrack.core.models import Event, Notification, RefusedSignIn, User
from sitrack.core.sweep import sweep
from tests.core.second_factor.codes import give_password, with_app, with_password
from tests.core.second_factor.test_passkeys import answer_of_a_browser, encoded
from tests.universe import Council


def guess(email: str, times: int = 1, *, password: str = "wrong") -> list[bytes]:  # noqa: S107
    client, page = Client(), reverse("account_login")
    sent = {"login": email, "password": password}
    return [client.post(page, sent).content for _ in range(times)]


def told_of(user: User) -> list[str]:
    rows = Event.objects.about(user).filter(verb="sign_in.refused")
    return [event.sentence for event in rows]


def test_a_wrong_password_leaves_an_event_and_counts(council: Council) -> None:
    with_password(council.helen)
    guess(council.helen.email, 2)
    sweep()
    assert told_of(council.helen) == [
        "refused to sign Helen Marsh in, 2 times: the password was wrong"
    ]
    assert not Notification.objects.filter(title=TOLD).exists()
    assert not RefusedSignIn.objects.exists()


def test_the_owner_is_told_of_five_in_a_day_and_once_a_day(
    council: Council, mailoutbox: list[EmailMessage], clock: Any
) -> None:
    with_password(council.helen)
    guess(council.helen.email.upper(), 3)
    sweep()
    clock.shift(timedelta(hours=1))
    guess(council.helen.email, 2)
    sweep()
    clock.shift(timedelta(hours=1))
    guess(council.helen.email, 5)
    sweep()
    mails = [mail for mail in mailoutbox if mail.subject == TOLD]
    assert [mail.to for mail in mails] == [[council.helen.email]]


def test_four_within_a_day_are_no_news(council: Council, clock: Any) -> None:
    with_password(council.helen)
    guess(council.helen.email, 4)
    sweep()
    clock.shift(timedelta(hours=25))
    guess(council.helen.email, 4)
    sweep()
    assert not Notification.objects.filter(title=TOLD).exists()


def test_a_stranger_learns_nothing_from_it(council: Council) -> None:
    """The page does the same for an address that nobody has."""
    with_password(council.helen)
    before = Event.objects.count()
    guess("nobody@nowhere.example")
    guess(council.helen.email)
    rows = RefusedSignIn.objects.values_list("email", "reason")
    assert list(rows) == [
        ("nobody@nowhere.example", "the password was wrong"),
        (council.helen.email, "the password was wrong"),
    ]
    assert Event.objects.count() == before
    sweep()
    assert Event.objects.count() == before + 1


def test_a_wrong_code_leaves_an_event(council: Council) -> None:
    with_app(council.helen)
    client = give_password(council.helen)
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    sweep()
    assert told_of(council.helen) == [
        "refused to sign Helen Marsh in, 1 times: the second step was wrong"
    ]


def test_a_wrong_passkey_leaves_an_event_as_a_wrong_code_does(council: Council) -> None:
    """As the second step, and as the only one where it names somebody; what names
    nobody leaves none."""
    with_app(council.helen)
    named = encoded(user_pk_to_url_str(council.helen).encode())
    half, alone = give_password(council.helen), Client()
    half.get(reverse("mfa_authenticate"))
    half.post(reverse("mfa_authenticate"), {"credential": answer_of_a_browser()})
    page = reverse("mfa_login_webauthn")
    for handle in (named, encoded(b"zzzzzz"), "!"):
        alone.get(page, headers={"Accept": "application/json"})
        sent = answer_of_a_browser(userHandle=handle)
        alone.post(page, {"credential": sent})
    sweep()
    assert told_of(council.helen) == [
        "refused to sign Helen Marsh in, 2 times: the passkey was wrong"
    ]
    assert Event.objects.filter(verb="sign_in.refused").count() == 1


@pytest.mark.parametrize("closed", [True, False])
def test_a_right_password_leaves_one_only_where_the_account_is_closed(
    council: Council, closed: bool
) -> None:
    helen = with_password(council.helen)
    User.objects.filter(pk=helen.pk).update(is_active=not closed)
    give_password(helen)
    sweep()
    words = "refused to sign Helen Marsh in, 1 times: the account is closed"
    assert told_of(helen) == ([words] if closed else [])
