"""How often somebody may guess at a second step."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.core.internal import ratelimit

from sitrack.core.models.user import User


def counted(user: User, *, problem: str = "too_many_login_attempts") -> Any:
    """Count a guess, by account and by address, before it is looked at.

    Its ``rollback`` gives this one back to whoever was right. allauth forgets all that
    were counted instead, those of other people at the same address among them. Raises
    ValidationError where there were too many.
    """
    usage = ratelimit.consume(
        context.request,
        app="allauth.account",
        action="login_failed",
        key=f"mfa-auth-user-{user.pk}",
    )
    if usage is None:
        raise get_adapter().validation_error(problem)
    return usage
