"""Signing in with a password and a code."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from sitrack.core.models import Event
from sitrack.core.second_factor.queries import recovery_codes
from sitrack.core.sweep import sweep
from tests.access.signing_in import SIGN_IN
from tests.core.second_factor.codes import (
    code_of,
    give_password,
    secret_on,
    signed_in,
    with_app,
    with_password,
)
from tests.universe import Council

CODE = "mfa_authenticate"
WRONG = "The code is not right, or it has been used"
TOO_MANY = "Too many failed login attempts"


def give_code(client: Client, code: str) -> str:
    """What the page says to a code."""
    answer = client.post(reverse(CODE), {"code": code})
    if answer.status_code == 302:
        return "in"
    text = answer.content.decode()
    return WRONG if WRONG in text else TOO_MANY if TOO_MANY in text else text


@pytest.fixture(autouse=True)
def helen(council: Council) -> None:
    with_app(council.helen)


def test_a_password_leads_to_the_code_and_the_code_to_the_page_that_was_wanted(
    council: Council,
) -> None:
    wanted = reverse("visits:my_steps")
    client = Client()
    page = reverse("account_login") + f"?next={wanted}"
    answer = client.post(
        page,
        {
            "login": "helen@council.example",
            "password": "violet lantern harbour",
            "next": wanted,
        },
    )
    assert answer.headers["Location"] == reverse(CODE)
    assert "Enter a code to sign in" in client.get(reverse(CODE)).content.decode()
    entered = client.post(reverse(CODE), {"code": f" {code_of()[:3]} {code_of()[3:]} "})
    assert entered.headers["Location"] == wanted
    assert client.get(wanted).status_code == 200


def test_after_the_password_alone_they_are_nobody(council: Council) -> None:
    client = give_password(council.helen)
    assert "_auth_user_id" not in client.session
    for address in ("/", reverse("search"), reverse("signing_in_safely")):
        assert (
            client.get(address).headers["Location"].startswith(reverse("account_login"))
        )
    assert client.get(reverse("drafts:key")).status_code == 401


def test_nobody_gets_to_the_code_without_the_password() -> None:
    answer = Client().get(reverse(CODE))
    assert answer.headers["Location"] == reverse("account_login")


def test_five_wrong_codes_are_enough_and_the_right_one_is_refused(
    council: Council, clock: time_machine.Traveller
) -> None:
    said = []
    for number in range(6):
        client = give_password(council.helen)
        client.defaults["REMOTE_ADDR"] = f"192.0.2.{number}"
        said.append(give_code(client, "000000" if number < 5 else code_of()))
    assert said == [WRONG] * 5 + [TOO_MANY]
    clock.shift(timedelta(minutes=5, seconds=1))
    assert give_code(give_password(council.helen), code_of()) == "in"


@pytest.mark.parametrize("later", [0, 29, 31, 59])
def test_a_code_lets_in_once_for_as_long_as_it_would_be_right(
    council: Council, clock: time_machine.Traveller, later: int
) -> None:
    code = code_of(steps=1)
    assert give_code(give_password(council.helen), code) == "in"
    clock.shift(timedelta(seconds=later))
    assert code in {code_of(steps=steps) for steps in (-1, 0, 1)}
    assert give_code(give_password(council.helen), code) == WRONG


def test_the_code_that_set_up_the_app_does_not_sign_in(council: Council) -> None:
    client = give_password(with_password(council.dev))
    secret = secret_on(client.get(reverse("second_step")).content.decode())
    client.post(reverse("second_step"), {"code": code_of(secret)})
    again = give_password(council.dev)
    assert give_code(again, code_of(secret)) == WRONG
    assert give_code(again, code_of(secret, steps=1)) == "in"


def test_a_clock_may_be_half_a_minute_wrong_and_no_more(council: Council) -> None:
    client = give_password(council.helen)
    assert give_code(client, code_of(steps=-2)) == WRONG
    assert give_code(client, code_of(steps=2)) == WRONG
    assert give_code(client, code_of(steps=-1)) == "in"


def test_a_recovery_code_lets_in_once_and_its_owner_hears_of_it(
    council: Council, mailoutbox: list[EmailMessage]
) -> None:
    codes = recovery_codes(council.helen)
    assert codes
    assert give_code(give_password(council.helen), codes.shown[3]) == "in"
    assert give_code(give_password(council.helen), codes.shown[3]) == WRONG
    left = recovery_codes(council.helen)
    assert left
    assert left.left == 9
    event = Event.objects.get(verb="second_factor.code_used")
    assert str(event) == "Helen Marsh second_factor.code_used Helen Marsh"
    sweep()
    assert mailoutbox[-1].subject == (
        "A recovery code was used to sign in to your account"
    )
    assert codes.shown[3] not in str(mailoutbox[-1].body)


def test_a_new_password_by_mail_does_not_do_away_with_the_code(
    council: Council, mailoutbox: list[EmailMessage]
) -> None:
    client = Client()
    client.post(reverse("account_reset_password"), {"email": council.helen.email})
    sweep()
    link = str(mailoutbox[-1].body).split("http://127.0.0.1:8000")[1].split()[0]
    form = client.get(link, follow=True)
    address = form.redirect_chain[-1][0]
    password = "four quiet boats leave"  # noqa: S105
    client.post(address, {"password1": password, "password2": password})
    assert "_auth_user_id" not in client.session
    assert client.get("/").headers["Location"].startswith(reverse("account_login"))
    login: dict[str, Any] = {"login": council.helen.email, "password": password}
    answer = client.post(reverse("account_login"), login)
    assert answer.headers["Location"] == reverse(CODE)
    assert "_auth_user_id" not in client.session


def test_starting_again_forgets_the_password_that_was_given(council: Council) -> None:
    client = give_password(council.helen)
    client.post(reverse("account_logout"), {"next": reverse("account_login")})
    answer = client.get(reverse(CODE))
    assert answer.headers["Location"] == reverse("account_login")


def test_signed_in_they_see_when_the_app_was_last_used(council: Council) -> None:
    client = signed_in(council.helen)
    page = client.get(reverse("signing_in_safely")).content.decode()
    assert "Set up on 10 November 2025" in page
    assert "last used on 10 November 2025 at 10am" in page


def test_no_page_of_allauths_changes_a_factor() -> None:
    offered = {name for name in SIGN_IN if name.startswith("mfa_")}
    assert offered == {
        "mfa_authenticate",
        "mfa_reauthenticate",
        "mfa_login_webauthn",
        "mfa_reauthenticate_webauthn",
    }
