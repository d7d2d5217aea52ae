"""What happens to sign-ins when somebody signs in."""

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from sitrack.core.sign_ins.browsers import kind_of


@receiver(user_logged_in)
def begin(request: HttpRequest, **_: Any) -> None:
    """Its limits count from here, whatever the visitor did before."""
    browser = kind_of(request.headers.get("User-Agent", ""))
    request.session.begin(browser)  # type: ignore[attr-defined]
