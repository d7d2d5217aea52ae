"""Somebody's app, and the way through the pages with it."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse

from sitrack.core.models import User
from sitrack.core.second_factor.queries import app_of
from sitrack.core.second_factor.services import set_up_app

PASSWORD = "violet lantern harbour"  # noqa: S105
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105
STEP = 30


def code_of(secret: str = SECRET, *, steps: int = 0) -> str:
    """What the app shows, now or so many half minutes from now."""
    counter = int(time.time()) // STEP + steps
    return str(format_hotp_value(hotp_value(secret, counter)))


def with_password(user: User) -> User:
    user.set_password(PASSWORD)
    user.save()
    return user


def with_app(user: User) -> User:
    """Somebody who signs in with a password and codes from an app."""
    set_up_app(user=with_password(user), secret=SECRET)
    return user


def give_password(user: User, *, page: str = "") -> Client:
    """A browser in which somebody has given the right password."""
    client = Client()
    address = page or reverse("account_login")
    answer = client.post(address, {"login": user.email, "password": PASSWORD})
    assert answer.status_code == 302
    return client


def secret_on(page: str) -> str:
    """The key that the page of setting up shows."""
    start = page.index('<span class="app-key">')
    shown = page[start : page.index("</span> </span>", start)]
    return "".join(part.partition("</span>")[0] for part in shown.split("<span>")[1:])


def signed_in(user: User) -> Client:
    """A browser in which somebody with an app has signed in with both."""
    client = give_password(user)
    answer = client.post(reverse("mfa_authenticate"), {"code": code_of()})
    assert answer.status_code == 302
    return client


@contextmanager
def app_unchanged(user: User) -> Iterator[None]:
    before = app_of(user)
    yield
    assert app_of(user) == before
