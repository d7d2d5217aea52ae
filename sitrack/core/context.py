"""What every page may know of the installation."""

from datetime import timedelta
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest

from sitrack.core.read_only.state import state
from sitrack.core.sign_ins.store import SessionStore


def site(request: HttpRequest) -> dict[str, Any]:
    return {
        "demonstration": settings.DEMONSTRATION,
        # The default alone is shown on a real register.
        "invented_schools": settings.FRAMEWORK != settings.DEFAULT_FRAMEWORK,
        "organisation": settings.ORGANISATION,
        "read_only": state(),
    }


def sign_in(request: HttpRequest) -> dict[str, Any]:
    """How long the sign-in still lasts, for the script that warns of its end."""
    # A request for another host is refused before anybody asks who is there.
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    session = cast(SessionStore, request.session)
    hours = settings.SIGN_IN_LASTS // timedelta(hours=1)
    return {"sign_in": session.left(), "sign_in_hours": hours}
