"""The pages of signing in with a sign-in from elsewhere."""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.utils import get_next_redirect_url
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from sitrack.core.guesses import counted_by_address
from sitrack.core.http import SignedInRequest
from sitrack.core.rules import RuleBroken
from sitrack.core.second_factor.views import PAGE, changes_factors, just_shown
from sitrack.core.single_sign_on import arrivals, queries, services
from sitrack.core.single_sign_on.journey import Refused, arrive, leave
from sitrack.core.single_sign_on.providers import Provider

log = logging.getLogger(__name__)
REFUSED = 403


def find(id: str) -> Provider:  # noqa: A002 - as the address names it
    """The provider of this name; Http404 where there is none."""
    found = queries.provider_of(id)
    if found is None:
        raise Http404
    return found


def go(
    request: HttpRequest, provider: Provider, *, intent: str, anew: bool, **facts: Any
) -> HttpResponse:
    """A page that goes on to the provider by itself: the policy for content lets no
    form lead away, by way of another address neither."""
    try:
        address = leave(request, provider, intent=intent, anew=anew, **facts)
    except Refused as refused:
        return _refused(request, provider, refused)
    context = {"provider": provider, "address": address}
    answer = render(request, "single_sign_on/go.html", context)
    answer.headers["Refresh"] = f"0; url={address}"
    return answer


@login_not_required
@require_POST
@counted_by_address
def start(request: HttpRequest, provider: str) -> HttpResponse:
    """Sign in with a provider."""
    there, wanted = find(provider), get_next_redirect_url(request) or ""
    if request.user.is_authenticated:
        return redirect(wanted or "home")
    return go(request, there, intent=arrivals.SIGN_IN, anew=False, next=wanted)


@login_not_required
@require_GET
def back(request: HttpRequest, provider: str) -> HttpResponse:
    """Where a provider sends people back to; what it says is believed once checked."""
    there = find(provider)
    try:
        return arrivals.answer(request, arrive(request, there))
    except Refused as refused:
        return _refused(request, there, refused)
    except RuleBroken as broken:
        return _refused(request, there, Refused(broken.message, code="rule"))


@PAGE
@just_shown
def connect(request: SignedInRequest, provider: str) -> HttpResponse:
    """What connecting does, then off to the provider, which asks who is there."""
    there = find(provider)
    if request.method != "POST":
        return render(request, "single_sign_on/connect.html", {"provider": there})
    return go(request, there, intent=arrivals.CONNECT, anew=True, user=request.user.key)


@PAGE
@changes_factors
def disconnect(request: SignedInRequest, pk: int) -> HttpResponse:
    """A last look, then the sign-in opens nothing any more."""
    found = [one for one in queries.connected(request.user) if one.pk == pk]
    if not found:
        raise Http404
    if request.method == "POST":
        key = request.session.session_key
        try:
            services.disconnect(user=request.user, pk=pk, key=key)
        except RuleBroken as broken:
            messages.error(request, broken.message)
        else:
            messages.success(request, f"{found[0].name} is disconnected.")
        return redirect("signing_in_safely")
    return render(request, "single_sign_on/disconnect.html", {"connected": found[0]})


@PAGE
def again(request: SignedInRequest) -> HttpResponse:
    """For whoever has no password to give again: the provider asks once more."""
    ways = queries.ways_of(request.user)
    if not ways:
        raise Http404
    if request.method == "POST":
        chosen = [one for one in ways if one.id == request.POST.get("with")]
        if chosen:
            wanted = get_next_redirect_url(request) or ""
            key = request.user.key
            facts = {"user": key, "next": wanted}
            return go(request, chosen[0], intent=arrivals.AGAIN, anew=True, **facts)
    context = {"ways": ways, "next": get_next_redirect_url(request)}
    return render(request, "single_sign_on/again.html", context)


def _refused(
    request: HttpRequest, provider: Provider, refused: Refused
) -> HttpResponse:
    """Why nobody got in, and what to do next."""
    log.info("single sign-on: %s refused: %s", provider.id, refused.code)
    context = {"message": refused.message}
    return render(request, "single_sign_on/refused.html", context, status=REFUSED)
