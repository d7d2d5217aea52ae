"""Where a sign-in runs out, and where its owner comes back."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
)

from sitrack.core.kept.passports import check
from sitrack.core.kept.services import find_kept, keep_post, words_of
from sitrack.core.kept.showing import showing, words_alone
from sitrack.core.models.kept_post import KeptPost

KEPT = "We kept what you typed. Check it and save."


def keep(request: HttpRequest) -> KeptPost | None:
    """Keep a post that cannot be acted on, where it carries a good passport."""
    passport = check(request) if request.method == "POST" else None
    return keep_post(passport=passport, sent=request.POST) if passport else None


class SignInFirst(LoginRequiredMiddleware):
    """Asks who is there, and keeps what they had typed until they say."""

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseRedirect:
        kept = keep(request)
        if kept:
            return redirect_to_login(kept.address)
        return super().handle_no_permission(request, view_func)


class ShowKept:
    """Shows a form with the words that were kept for its reader."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        kept = self._kept_for(request)
        if kept is None:
            return self.get_response(request)
        words = words_of(kept)
        messages.info(request, KEPT)
        with showing(words) as shown:
            response = self.get_response(request)
        if shown.taken and response.status_code == 200:
            return response
        return words_alone(request, words)

    def _kept_for(self, request: HttpRequest) -> KeptPost | None:
        token = request.GET.get("kept", "")
        if request.method != "GET" or not token or not request.user.is_authenticated:
            return None
        kept = find_kept(token, of=request.user)
        return kept if kept and kept.path == request.path else None
