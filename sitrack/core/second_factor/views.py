"""The pages on which somebody looks after how they sign in."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.account.decorators import reauthentication_required
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from sitrack.core import delivery
from sitrack.core.http import SignedInRequest
from sitrack.core.rules import RuleBroken
from sitrack.core.second_factor import proof, queries, services
from sitrack.core.second_factor.forms import SetUpForm
from sitrack.core.second_factor.freshness import is_fresh, note_fresh
from sitrack.core.second_factor.middleware import where_shown
from sitrack.core.second_factor.qr import draw
from sitrack.core.sign_ins.services import end_others, still_stands
from sitrack.core.single_sign_on.queries import (
    connected,
    may_connect,
    shows_factor_elsewhere,
)

View = Callable[..., HttpResponse]
PENDING = "second_factor_pending"
PAGE = require_http_methods(["GET", "HEAD", "POST"])


def changes_factors(view: View) -> View:
    """As ``just_shown``, for what changes how somebody signs in themselves: asked while
    their account is held, so that whoever is signed out or closed at this moment
    changes nothing any more."""
    shown = just_shown(view)

    @wraps(view)
    def answer(request: SignedInRequest, **keys: int) -> HttpResponse:
        if request.method != "POST":
            return shown(request, **keys)
        with transaction.atomic():
            if still_stands(request.user, key=request.session.session_key):
                return shown(request, **keys)
        logout(request)
        return redirect_to_login(request.get_full_path())

    return answer


def just_shown(view: View) -> View:
    """For whoever has just signed in or given their password again, and has shown a
    factor in this sign-in where they have one."""
    asked_again = reauthentication_required(app="allauth.mfa")(view)

    @wraps(view)
    def answer(request: SignedInRequest, **keys: int) -> HttpResponse:
        user = request.user
        has_factor = queries.has_factor(user)
        query = urlencode({"next": request.get_full_path()})
        has_any = has_factor or shows_factor_elsewhere(user)
        if has_any and not proof.has_shown(request, user):
            return redirect(f"{where_shown(user)}?{query}")
        # allauth asks nobody again who has neither a password nor a factor.
        asked = has_factor or user.has_usable_password() or is_fresh(request)
        if not asked and connected(user):
            return redirect(f"{reverse('single_sign_on:again')}?{query}")
        found: HttpResponse = asked_again(request, **keys)
        return found

    return answer


@require_safe
def signing_in_safely(request: SignedInRequest) -> HttpResponse:
    """How somebody signs in, and what they can change about it."""
    delivery.mark_read(request.user, path=request.path)
    factors = queries.factors_of(request.user)
    context = {
        "app": queries.app_of(request.user),
        "passkeys": queries.passkeys_of(request.user),
        "codes": queries.recovery_codes(request.user),
        "connected": connected(request.user),
        "may_connect": may_connect(request.user),
        "may_remove": not settings.SECOND_FACTOR_REQUIRED or len(factors) > 1,
    }
    return render(request, "second_factor/safely.html", context)


@PAGE
@sensitive_post_parameters("code")
@changes_factors
def second_step(request: SignedInRequest) -> HttpResponse:
    """Give an app its secret and read its first code; another app is then replaced.

    The secret stays the same until it is used: on a telephone, going to the app and
    coming back loads the page anew.
    """
    user, secret = request.user, _pending_secret(request)
    data = request.POST if request.method == "POST" else None
    form = SetUpForm(data, user=user, secret=secret)
    if form.is_valid():
        end_those_without(request)
        app = services.set_up_app(user=user, secret=secret)
        del request.session[PENDING]
        proof.note_shown(request, app)
        note_fresh(request)
        messages.success(request, "Your app is set up.")
        return redirect(onwards(request, "recovery_codes"))
    url = get_adapter().build_totp_url(user, secret)
    context = {
        "form": form,
        "url": url,
        "code": draw(url),
        "secret": [secret[at : at + 4] for at in range(0, len(secret), 4)],
        "replaces": queries.app_of(user),
        "is_first": not queries.has_factor(user),
        "next": get_next_redirect_url(request),
    }
    return render(request, "second_factor/set_up.html", context)


@PAGE
@changes_factors
def second_step_remove(request: SignedInRequest) -> HttpResponse:
    """A last look, then no code of the app is taken any more."""
    if queries.app_of(request.user) is None:
        raise Http404
    if request.method == "POST":
        try:
            services.remove_app(user=request.user)
        except RuleBroken as broken:
            messages.error(request, broken.message)
        else:
            proof.note_changed(request, request.user)
            messages.success(request, "The app was removed.")
        return redirect("signing_in_safely")
    return render(request, "second_factor/remove.html")


@PAGE
@changes_factors
def recovery_codes(request: SignedInRequest) -> HttpResponse:
    """The codes, until their owner has kept them; afterwards how many are left."""
    codes = queries.recovery_codes(request.user)
    if codes is None:
        raise Http404
    if request.method == "POST":
        services.keep_codes(user=request.user)
        adapter = get_account_adapter(request)
        return redirect(
            get_next_redirect_url(request) or adapter.get_login_redirect_url(request)
        )
    context = {"codes": codes, "next": get_next_redirect_url(request)}
    return render(request, "second_factor/codes.html", context)


@require_safe
@changes_factors
def recovery_codes_file(request: SignedInRequest) -> HttpResponse:
    """The codes as a file, while they are shown."""
    codes = queries.recovery_codes(request.user)
    if codes is None or not codes.shown:
        raise Http404
    context = {"codes": codes.shown, "user": request.user}
    answer = render(
        request,
        "second_factor/codes.txt",
        context,
        content_type="text/plain; charset=utf-8",
    )
    name = "sitrack-recovery-codes.txt"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_POST
@changes_factors
def recovery_codes_new(request: SignedInRequest) -> HttpResponse:
    """New codes instead of the old ones."""
    if not queries.factors_of(request.user):
        raise Http404
    services.make_codes(user=request.user)
    proof.note_changed(request, request.user)
    return redirect(onwards(request, "recovery_codes"))


def end_those_without(request: SignedInRequest) -> None:
    """A first factor ends what was signed in without one, where that was allowed."""
    if not queries.has_factor(request.user):
        end_others(key=request.session.session_key, by=request.user)


def _pending_secret(request: HttpRequest) -> str:
    """The secret that waits for its first code, sealed like those in use."""
    adapter = get_adapter()
    if PENDING not in request.session:
        request.session[PENDING] = adapter.encrypt(generate_totp_secret())
    secret: str = adapter.decrypt(request.session[PENDING])
    return secret


def onwards(request: HttpRequest, page: str) -> str:
    """A page, with where to go after it."""
    wanted = get_next_redirect_url(request)
    return reverse(page) + (f"?{urlencode({'next': wanted})}" if wanted else "")
