"""Requests as views know them once the sign-in gate has let them through."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse

from sitrack.core.models.user import User

if TYPE_CHECKING:
    from sitrack.core.drafts.desk import Desk
    from sitrack.core.sign_ins.store import SessionStore


class SignedInRequest(HttpRequest):
    """A request from somebody who has signed in; `drafts` where the form keeps them."""

    user: User
    session: SessionStore
    drafts: Desk


def told_when_signed_out(
    view: Callable[..., HttpResponse],
) -> Callable[..., HttpResponse]:
    """Answer 401 to whoever is signed out: a page that waits follows no redirect."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return JsonResponse({"problem": "You have been signed out."}, status=401)
        return view(request, *args, **kwargs)

    return login_not_required(answer)
