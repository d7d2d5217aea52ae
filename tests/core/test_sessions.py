"""A sign-in is found while it lasts, and only then."""

from datetime import timedelta

import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse

from sitrack.core.sessions import SessionStore
from tests.universe import NOW, Council


def test_a_sign_in_is_found_until_it_runs_out(
    council: Council, clock: time_machine.Traveller
) -> None:
    client = Client()
    client.force_login(council.sam)
    home, lasts = reverse("home"), timedelta(seconds=settings.SESSION_COOKIE_AGE)
    clock.move_to(NOW + lasts - timedelta(seconds=1))
    assert client.get(home).status_code == 200
    clock.move_to(NOW + lasts)
    assert client.get(home).status_code == 302


def test_a_key_that_nobody_has_is_forgotten(council: Council) -> None:
    for key in ("nobody-was-given-this", None):
        session = SessionStore(key)
        assert session.load() == {}
        assert session.session_key is None


def test_of_two_sign_ins_each_is_its_own_and_one_that_ended_is_gone(
    council: Council,
) -> None:
    clients = {name: Client() for name in ("sam", "helen")}
    for name, client in clients.items():
        client.force_login(council.user(name))
    for name, client in clients.items():
        kept = SessionStore(client.cookies[settings.SESSION_COOKIE_NAME].value)
        assert kept["_auth_user_id"] == str(council.user(name).pk)
    key = clients["sam"].cookies[settings.SESSION_COOKIE_NAME].value
    clients["sam"].logout()
    assert SessionStore(key).load() == {}
