"""Somebody's sign-ins in force, as their owner reads them."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from sitrack.core.models.sign_in import SignIn
from sitrack.core.models.user import User
from sitrack.core.sign_ins.services import name_of


@dataclass(frozen=True)
class Line:
    """One sign-in; its name tells it from others and opens nothing."""

    name: str
    browser: str
    began_at: datetime
    used_at: datetime
    is_this: bool


def in_force(user: User, *, key: str | None = None) -> list[Line]:
    """The present one first, whose key is given, then the last used: one query."""
    rows = SignIn.objects.filter(user=user, expire_date__gt=timezone.now())
    lines = [
        Line(
            name=name_of(row.session_key),
            browser=row.browser,
            began_at=row.began_at,
            used_at=row.used_at,
            is_this=row.session_key == key,
        )
        for row in rows
    ]
    return sorted(lines, key=lambda line: not line.is_this)
