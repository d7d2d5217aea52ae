"""Telling those who disclose that something waits for them."""

from collections.abc import Iterable

from disclosure.models import Disclosure
from sitrack.core import delivery
from sitrack.core.models import User


def notify(
    found: Disclosure, users: Iterable[User], title: str, *, occasion: str
) -> None:
    """A title and a link: neither school nor reference (CONF-04). Whoever may not see
    the request is not told."""
    seen = Disclosure.objects.filter(pk=found.pk)
    delivery.notify(
        [user for user in users if seen.visible_to(user).exists()],
        title=title,
        path=found.get_absolute_url(),
        key=f"disclosure:{found.pk}:{occasion}",
    )
