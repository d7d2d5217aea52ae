"""Whether somebody has just shown who they are, and need not do so again."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from sitrack.core import clock

SHOWN_AT = "second_factor_fresh"


def note_fresh(request: HttpRequest) -> None:
    """They have this moment signed in, or set a factor up."""
    request.session[SHOWN_AT] = clock.now().timestamp()


def is_fresh(request: HttpRequest) -> bool:
    """It was within the minutes for which nobody is asked again."""
    shown_at: float = request.session.get(SHOWN_AT, 0)
    age = clock.now().timestamp() - shown_at
    return age <= settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
