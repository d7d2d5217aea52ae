"""Whoever is signed out or closed at this moment changes nothing about signing in."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from schools.services import closing
from schools.services.accounts import remove_second_step
from sitrack.core.models import Event, RefusedSignIn, SignIn
from sitrack.core.second_factor.queries import app_of
from tests.core.second_factor.codes import (
    code_of,
    give_password,
    secret_on,
    signed_in,
    with_app,
)
from tests.universe import Council

CLOSED = reverse("account_inactive")
PATIENCE = 30
# Long enough for the other's request to have passed all that it reads first.
MEANWHILE = 1.0


@pytest.fixture(autouse=True)
def no_code_taken(db: None) -> None:
    """Codes of an earlier test are spent: the clock begins at the same moment."""
    cache.clear()


def while_it_is_done(act: Callable[[], None], request: Callable[[], Any]) -> Any:
    """What a request comes to that arrives while an act is not yet written down."""
    begun, answers = threading.Event(), []

    def other() -> None:
        begun.wait(PATIENCE)
        try:
            answers.append(request())
        finally:
            connection.close()

    thread = threading.Thread(target=other, daemon=True)
    thread.start()
    with transaction.atomic():
        act()
        begun.set()
        thread.join(MEANWHILE)
        waited = thread.is_alive()
    thread.join(PATIENCE)
    assert waited, "it waits for what is being done"
    return answers[0]


def closed(council: Council) -> None:
    closing.close(person=council.persons["helen"], by=council.ada)


def signed_out(council: Council) -> None:
    closing.end_sign_ins(person=council.persons["helen"], by=council.ada)


def without_step(council: Council) -> None:
    person = council.persons["helen"]
    remove_second_step(person=person, reason="Rang from school", by=council.ada)


@pytest.mark.parametrize("act", [closed, without_step])
def test_who_is_closed_or_loses_the_step_meanwhile_sets_up_no_other(
    committed: Council, settings: Settings, act: Callable[[Council], None]
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    with_app(committed.helen)
    client = signed_in(committed.helen)
    page = reverse("second_step")
    secret = secret_on(client.get(page).content.decode())
    before = app_of(committed.helen)
    answer = while_it_is_done(
        lambda: act(committed),
        lambda: client.post(page, {"code": code_of(secret)}),
    )
    assert answer.headers["Location"].startswith(reverse("account_login"))
    found = app_of(committed.helen)
    assert found is None or (before is not None and found.pk == before.pk)
    assert not Event.objects.filter(verb="second_factor.app_replaced").exists()
    assert not SignIn.objects.filter(user=committed.helen).exists()


def test_who_is_signed_out_meanwhile_makes_no_new_codes(committed: Council) -> None:
    with_app(committed.helen)
    client = signed_in(committed.helen)
    before = Authenticator.objects.get(type="recovery_codes").pk
    answer = while_it_is_done(
        lambda: signed_out(committed),
        lambda: client.post(reverse("recovery_codes_new")),
    )
    assert answer.headers["Location"].startswith(reverse("account_login"))
    assert Authenticator.objects.get(type="recovery_codes").pk == before


def test_a_second_step_that_was_pending_opens_no_account_that_is_closed(
    council: Council,
) -> None:
    with_app(council.helen)
    half = give_password(council.helen)
    closed(council)
    answer = half.post(reverse("mfa_authenticate"), {"code": code_of()})
    assert answer.headers["Location"] == CLOSED
    assert SESSION_KEY not in half.session
    assert RefusedSignIn.objects.get().reason == "the account is closed"
    again = half.post(reverse("mfa_authenticate"), {"code": code_of(steps=1)})
    assert again.headers["Location"] == reverse("account_login")


def test_a_second_step_waits_while_the_account_is_being_closed(
    committed: Council,
) -> None:
    with_app(committed.helen)
    half = give_password(committed.helen)
    answer = while_it_is_done(
        lambda: closed(committed),
        lambda: half.post(reverse("mfa_authenticate"), {"code": code_of()}),
    )
    assert answer.headers["Location"] == CLOSED
    assert SESSION_KEY not in half.session


def test_what_was_signed_in_at_the_moment_of_closing_does_not_come_alive_again(
    council: Council,
) -> None:
    client = Client()
    closed(council)
    client.force_login(council.helen)
    assert SignIn.objects.filter(user=council.helen).exists()
    closing.reopen(person=council.persons["helen"], by=council.ada)
    assert not SignIn.objects.filter(user=council.helen).exists()
    assert client.get(reverse("home")).status_code == 302
