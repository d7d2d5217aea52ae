"""Setting up an app for codes, keeping the recovery codes, replacing and removing it."""

import json
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from sitrack.core.models import Audience, Event
from sitrack.core.rules import RuleBroken
from sitrack.core.second_factor import services
from sitrack.core.second_factor.queries import app_of, recovery_codes
from sitrack.core.sweep import sweep
from tests.core.second_factor.codes import (
    SECRET,
    app_unchanged,
    code_of,
    give_password,
    secret_on,
    signed_in,
    with_app,
    with_password,
)
from tests.universe import NOW, Council

SET_UP = "second_step"
WRONG = "The code is not right, or it has been used"


def told() -> list[str]:
    """What the log says of second factors, the oldest first."""
    found = Event.objects.filter(verb__startswith="second_factor.").order_by("pk")
    assert all(event.audience == Audience.SYSTEM for event in found)
    return [f"{event.actor_name} {event.sentence}" for event in found]


def text_of(client: Client, name: str) -> str:
    return client.get(reverse(name)).content.decode()


def set_up(client: Client) -> None:
    """Scan, and type the code; the clock goes on to the app's next code."""
    secret = secret_on(text_of(client, SET_UP))
    answer = client.post(reverse(SET_UP), {"code": code_of(secret)})
    assert answer.headers["Location"] == reverse("recovery_codes")


@pytest.fixture
def window(council: Council) -> Client:
    """Helen's browser, just signed in with her password."""
    return give_password(with_password(council.helen))


def test_an_app_is_set_up_and_its_owner_is_told_no_more_than_that(
    window: Client, council: Council, mailoutbox: list[EmailMessage]
) -> None:
    set_up(window)
    sweep()
    assert told() == ["Helen Marsh set up an app for the codes they sign in with"]
    assert [(mail.to, mail.subject, mail.body) for mail in mailoutbox] == [
        (
            ["helen@council.example"],
            "You now sign in with a code from an app",
            "You now sign in with a code from an app.\n\n"
            "http://127.0.0.1:8000/accounts/safely/\n\nSign in to read it.\n",
        )
    ]


def test_the_secret_is_the_same_when_the_page_is_loaded_again(window: Client) -> None:
    assert secret_on(text_of(window, SET_UP)) == secret_on(text_of(window, SET_UP))


def test_the_page_draws_the_key_as_an_image_of_its_own(window: Client) -> None:
    page = text_of(window, SET_UP)
    secret = secret_on(page)
    assert f"otpauth://totp/helen%40council.example?secret={secret}&amp;issuer=" in page
    assert '<svg class="app-qr"' in page
    assert "data:image" not in page


def test_a_wrong_code_sets_up_nothing_and_is_said_beside_the_box(
    window: Client, council: Council
) -> None:
    page = window.post(reverse(SET_UP), {"code": "12345"}).content.decode()
    assert page.count(WRONG) == 2
    assert app_of(council.helen) is None


def test_nothing_of_it_lies_in_the_database_as_it_is(
    window: Client, council: Council
) -> None:
    secret = secret_on(text_of(window, SET_UP))
    assert secret not in json.dumps(dict(window.session.items()))
    window.post(reverse(SET_UP), {"code": code_of(secret)})
    rows = Authenticator.objects.filter(user=council.helen)
    kept = json.dumps([row.data for row in rows])
    codes = recovery_codes(council.helen)
    assert codes
    assert secret not in kept
    assert not [code for code in codes.shown if code.replace(" ", "") in kept]


def test_recovery_codes_are_shown_until_they_are_kept_and_never_again(
    window: Client, council: Council
) -> None:
    set_up(window)
    codes = recovery_codes(council.helen)
    assert codes
    assert len(codes.shown) == 10
    for _ in range(2):
        page = text_of(window, "recovery_codes")
        assert [code for code in codes.shown if f"<li>{code}</li>" not in page] == []
    file = window.get(reverse("recovery_codes_file"))
    assert file.headers["Content-Disposition"] == (
        'attachment; filename="sitrack-recovery-codes.txt"'
    )
    assert file.headers["Content-Type"] == "text/plain; charset=utf-8"
    lines = file.content.decode().splitlines()
    assert lines[0] == "Recovery codes for sitrack: helen@council.example"
    assert [line for line in lines if line in codes.shown] == codes.shown

    kept = window.post(reverse("recovery_codes"))
    assert kept.headers["Location"] == reverse("home")
    after = text_of(window, "recovery_codes")
    assert "You have 10 of 10 left." in after
    assert not [code for code in codes.shown if code in after]
    assert window.get(reverse("recovery_codes_file")).status_code == 404
    assert told()[-1] == "Helen Marsh kept the recovery codes"


def test_new_recovery_codes_end_the_old_ones(council: Council) -> None:
    client = signed_in(with_app(council.helen))
    before = recovery_codes(council.helen)
    client.post(reverse("recovery_codes"))
    client.post(reverse("recovery_codes_new"))
    after = recovery_codes(council.helen)
    assert before
    assert after
    assert not set(before.shown) & set(after.shown)
    assert told()[-1] == "Helen Marsh was given new recovery codes"
    used = give_password(council.helen)
    answer = used.post(reverse("mfa_authenticate"), {"code": before.shown[0]})
    assert WRONG in answer.content.decode()


def test_another_app_replaces_the_first_and_leaves_the_recovery_codes(
    council: Council, clock: time_machine.Traveller
) -> None:
    client = signed_in(with_app(council.helen))
    before = recovery_codes(council.helen)
    set_up(client)
    assert recovery_codes(council.helen) == before
    assert (
        told()[-1] == "Helen Marsh set up another app for the codes they sign in with"
    )
    clock.shift(timedelta(minutes=2))
    again = give_password(council.helen)
    answer = again.post(reverse("mfa_authenticate"), {"code": code_of(SECRET)})
    assert WRONG in answer.content.decode()


def test_an_app_can_be_removed_where_nobody_needs_one(council: Council) -> None:
    client = signed_in(with_app(council.helen))
    client.post(reverse("second_step_remove"))
    assert not Authenticator.objects.filter(user=council.helen).exists()
    assert told()[-1] == "Helen Marsh removed the app for the codes they sign in with"
    alone = give_password(council.helen)
    assert alone.get(reverse("search")).status_code == 200


def test_the_last_factor_stays_where_everybody_needs_one(
    council: Council, settings: Settings
) -> None:
    with_app(council.helen)
    settings.SECOND_FACTOR_REQUIRED = True
    with (
        app_unchanged(council.helen),
        pytest.raises(RuleBroken, match="Set up another first"),
    ):
        services.remove_app(user=council.helen)
    client = signed_in(council.helen)
    assert "Remove the app" not in text_of(client, "signing_in_safely")


@pytest.mark.parametrize(
    "name", ["second_step", "second_step_remove", "recovery_codes"]
)
def test_the_password_is_asked_for_again_after_five_minutes(
    council: Council, clock: time_machine.Traveller, name: str
) -> None:
    client = signed_in(with_app(council.helen))
    assert client.get(reverse(name)).status_code == 200
    clock.move_to(NOW + timedelta(minutes=5, seconds=1))
    asked = client.get(reverse(name))
    wanted = reverse(name).replace("/", "%2F")
    assert asked.headers["Location"] == f"/accounts/reauthenticate/?next={wanted}"
    again = client.post(
        asked.headers["Location"], {"password": "violet lantern harbour"}
    )
    assert again.headers["Location"] == reverse(name)
    assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize(
    ("name", "method"),
    [
        ("second_step", "get"),
        ("second_step_remove", "post"),
        ("recovery_codes", "get"),
        ("recovery_codes_file", "get"),
        ("recovery_codes_new", "post"),
    ],
)
def test_a_sign_in_that_has_shown_no_code_changes_nothing(
    window: Client, council: Council, name: str, method: str
) -> None:
    """Somebody who knew the password was in before the owner set up the app."""
    services.set_up_app(user=council.helen, secret=SECRET)
    before = told()
    with app_unchanged(council.helen):
        answer = getattr(window, method)(reverse(name))
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("mfa_reauthenticate"))
    assert told() == before


def test_whoever_sets_up_nothing_has_no_recovery_codes(window: Client) -> None:
    assert window.get(reverse("recovery_codes")).status_code == 404
    assert window.post(reverse("recovery_codes_new")).status_code == 404


def test_a_new_key_in_front_opens_what_the_old_one_sealed(
    council: Council, settings: Settings
) -> None:
    with_app(council.helen)
    settings.FACTOR_KEYS = ["a new key", *settings.FACTOR_KEYS]
    signed_in(council.helen)
    with_app(council.dev)
    settings.FACTOR_KEYS = ["a new key"]
    signed_in(council.dev)


def test_a_first_factor_ends_what_was_signed_in_without_one(council: Council) -> None:
    """Where nobody needs one, a stranger with the password may be in already."""
    stranger = give_password(with_password(council.helen))
    owner = give_password(council.helen)
    page = reverse("second_step")
    secret = secret_on(owner.get(page).content.decode())
    wrong = owner.post(page, {"code": "000000"})
    assert wrong.status_code == 200
    assert "_auth_user_id" in stranger.session
    assert owner.post(page, {"code": code_of(secret)}).status_code == 302
    assert "_auth_user_id" not in stranger.session
    assert "_auth_user_id" in owner.session
