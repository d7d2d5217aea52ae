"""Requests as views know them once the sign-in gate has let them through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest

from sitrack.core.models.user import User

if TYPE_CHECKING:
    from sitrack.core.drafts.desk import Desk


class SignedInRequest(HttpRequest):
    """A request from somebody who has signed in; `drafts` where the form keeps them."""

    user: User
    drafts: Desk
