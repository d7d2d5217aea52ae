"""Requests as views know them once the sign-in gate has let them through."""

from django.http import HttpRequest

from sitrack.core.models.user import User


class SignedInRequest(HttpRequest):
    """A request from somebody who has signed in."""

    user: User
