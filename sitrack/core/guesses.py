"""How often somebody may guess at a password, counted by all processes together.

allauth counts in Django's cache, which here is a table that every process shares, with
or without Redis (decision record 48).
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core.internal import ratelimit
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse

from sitrack.core import clock, sweep

View = Callable[..., HttpResponse]
# A whole office may stand behind one address.
BEGUN = {"begun": "60/m/ip"}
TOO_MANY = "There were too many sign-ins from here. Wait a minute, and try again."


class GuessesByAccount:
    """Part of the adapter: the count of an account is one, wherever the guess came in.

    allauth has one for each name of the site, and a name may be asked for with any port.
    """

    def _get_login_attempts_cache_key(
        self, request: HttpRequest, **credentials: Any
    ) -> str:
        return str(credentials.get("email", "")).strip().lower()


def counted_by_address(view: View) -> View:
    """For what leaves a row for a stranger before anybody is known: so many a minute
    from one address, and then an answer that leaves none."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **keys: Any) -> HttpResponse:
        counted = ratelimit.consume(
            request, app="sitrack", action="begun", config=BEGUN, limit_get=True
        )
        if counted is None:
            return HttpResponse(TOO_MANY, status=429, content_type="text/plain")
        return view(request, *args, **keys)

    return answer


def forget_ended(_: int) -> None:
    """Remove from the cache what has ended; nothing else does before it is full."""
    table = connection.ops.quote_name(str(settings.CACHES["default"]["LOCATION"]))
    now = connection.ops.adapt_datetimefield_value(clock.now().replace(microsecond=0))
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {table} WHERE expires < %s",  # noqa: S608 - our own name
            [now],
        )


sweep.also(forget_ended, long=True)
