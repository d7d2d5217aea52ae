"""The wall behind the sign-in: a password alone opens nothing."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse

from sitrack.core.kept.middleware import keep
from sitrack.core.models.user import User
from sitrack.core.second_factor.proof import has_shown
from sitrack.core.second_factor.queries import app_of, has_factor
from sitrack.core.single_sign_on.queries import shows_factor_elsewhere

# Beside the pages that need no sign-in; the form drafts' own are among those.
OPEN = {
    "second_step",
    "passkey_add",
    "account_reauthenticate",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "drafts:back",
    "single_sign_on:again",
}


class SecondFactorFirst:
    """Sends whoever has shown no second factor to where they do, or set one up.

    It stands before the view is chosen, so that what would show kept words or make a
    page out of them is behind it. Words in a form that was open are kept
    (docs/adr/0012).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if not isinstance(user, User) or not _stands_before(request, user):
            return self.get_response(request)
        # Pages that are let through have no menu, which counts what waits.
        request.is_walled = True  # type: ignore[attr-defined]
        if _is_open(request):
            return self.get_response(request)
        return _sent_on(request, user)


def _stands_before(request: HttpRequest, user: User) -> bool:
    return settings.SECOND_FACTOR_REQUIRED and not has_shown(request, user)


def _is_open(request: HttpRequest) -> bool:
    try:
        match = resolve(request.path_info)
    except Resolver404:
        return False
    needs_sign_in = getattr(match.func, "login_required", True)
    return not needs_sign_in or match.view_name in OPEN


def where_shown(user: User) -> str:
    """Where somebody shows a factor of theirs, here or at a provider that asks for it;
    without one, where they set one up."""
    if app_of(user):
        return reverse("mfa_reauthenticate")
    if has_factor(user):
        return reverse("mfa_reauthenticate_webauthn")
    elsewhere = shows_factor_elsewhere(user)
    return reverse("single_sign_on:again" if elsewhere else "second_step")


def _sent_on(request: HttpRequest, user: User) -> HttpResponseRedirect:
    kept = keep(request)
    wanted = kept.address if kept else request.get_full_path()
    if request.method not in {"GET", "HEAD"} and not kept:
        wanted = reverse("home")
    query = urlencode({"next": wanted})
    return HttpResponseRedirect(f"{where_shown(user)}?{query}")
