"""How often somebody may guess at a password, counted by all processes together.

allauth counts in Django's cache, which here is a table that every process shares, with
or without Redis (decision record 48).
"""

from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest

from sitrack.core import clock, sweep


class GuessesByAccount:
    """Part of the adapter: the count of an account is one, wherever the guess came in.

    allauth has one for each name of the site, and a name may be asked for with any port.
    """

    def _get_login_attempts_cache_key(
        self, request: HttpRequest, **credentials: Any
    ) -> str:
        return str(credentials.get("email", "")).strip().lower()


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
