"""What happens to sign-ins when somebody signs in or chooses a password."""

from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from sitrack.core.models.user import User
from sitrack.core.sign_ins.browsers import kind_of
from sitrack.core.sign_ins.services import note_new_password


@receiver(user_logged_in)
def begin(request: HttpRequest, **_: Any) -> None:
    """Its limits count from here, whatever the visitor did before."""
    browser = kind_of(request.headers.get("User-Agent", ""))
    request.session.begin(browser)  # type: ignore[attr-defined]


@receiver([password_set, password_changed, password_reset])
def end_earlier(request: HttpRequest, user: User, **_: Any) -> None:
    """Nobody stays in by a password that counts no more."""
    note_new_password(user, key=request.session.session_key)
