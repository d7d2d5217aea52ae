"""What becomes of whoever comes back from a provider: each intent has its answer."""

from __future__ import annotations

from collections.abc import Callable

from allauth.account.utils import perform_login
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from sitrack.core.models.connected_sign_in import ConnectedSignIn
from sitrack.core.models.user import User
from sitrack.core.read_only.state import state
from sitrack.core.second_factor import proof
from sitrack.core.second_factor.freshness import note_fresh
from sitrack.core.sign_ins.services import still_stands
from sitrack.core.single_sign_on import queries, services
from sitrack.core.single_sign_on.journey import Arrival, Refused

Answer = Callable[[HttpRequest, Arrival], HttpResponse]
SIGN_IN, CONNECT, AGAIN = "sign_in", "connect", "again"
_answers: dict[str, Answer] = {}


def answers(intent: str) -> Callable[[Answer], Answer]:
    """Have a function answer whoever comes back with this intent; it may raise Refused
    and RuleBroken."""

    def add(answer: Answer) -> Answer:
        _answers[intent] = answer
        return answer

    return add


def answer(request: HttpRequest, arrival: Arrival) -> HttpResponse:
    """What the intent's own function answers."""
    return _answers[arrival.intent](request, arrival)


def enter(
    request: HttpRequest, user: User, connection: ConnectedSignIn, *, onwards: str
) -> HttpResponse:
    """Sign somebody in by a connection of theirs; where its provider does not count as
    a second factor, they show one of their own."""
    counts = queries.counts_as_second_factor(connection.pk, user)
    # Read by the adapter, which then leaves the step out.
    request.is_second_factor_shown = counts  # type: ignore[attr-defined]
    request.signed_in_with = queries.name_of(connection.issuer)  # type: ignore[attr-defined]
    services.note_used(connection)
    found: HttpResponse = perform_login(
        request, user, email_verification="none", redirect_url=onwards or None
    )
    if counts and request.user.is_authenticated:
        proof.note_shown_elsewhere(request, connection)
    return found


@answers(SIGN_IN)
def sign_in(request: HttpRequest, arrival: Arrival) -> HttpResponse:
    """An identity that somebody has connected signs them in, and no other anybody."""
    found = queries.connection_of(arrival.identity)
    name = arrival.provider.name
    if found is None:
        raise Refused(
            f"This sign-in with {name} is connected to no account here. Sign in as you"
            " did before, and connect it on “Signing in safely”; or open the invitation"
            " that you were sent.",
            code="unknown",
        )
    if not found.user.is_active:
        services.note_refused(
            user=found.user, issuer=found.issuer, reason="the account is closed"
        )
        raise Refused(
            f"The account that this sign-in with {name} belongs to is closed.",
            code="closed",
        )
    if request.user.is_authenticated and request.user != found.user:
        raise Refused(
            "Somebody else is signed in to sitrack in this browser. Sign out first.",
            code="somebody_else",
        )
    onwards: str = arrival.facts["next"]
    return enter(request, found.user, found, onwards=onwards)


@answers(CONNECT)
def connect(request: HttpRequest, arrival: Arrival) -> HttpResponse:
    """Whoever left signed in, and is still, has their identity connected."""
    user = _same(request, arrival)
    if state():
        raise Refused("Nothing can be saved at the moment.", code="read_only")
    with transaction.atomic():
        if not still_stands(user, key=request.session.session_key):
            raise _signed_out()
        made = services.connect(user=user, identity=arrival.identity)
    if queries.counts_as_second_factor(made.pk, user):
        proof.note_shown_elsewhere(request, made)
    messages.success(
        request, f"Your sign-in with {arrival.provider.name} is connected."
    )
    return redirect("signing_in_safely")


@answers(AGAIN)
def again(request: HttpRequest, arrival: Arrival) -> HttpResponse:
    """Whoever is signed in has shown again that it is them."""
    user = _same(request, arrival)
    found = queries.connection_of(arrival.identity)
    if found is None or found.user != user:
        raise Refused(
            f"This is not the sign-in with {arrival.provider.name} that is connected to"
            " your account.",
            code="another",
        )
    note_fresh(request)
    if queries.counts_as_second_factor(found.pk, user):
        proof.note_shown_elsewhere(request, found)
    return redirect(arrival.facts["next"] or reverse("signing_in_safely"))


def _same(request: HttpRequest, arrival: Arrival) -> User:
    user = request.user
    if not isinstance(user, User) or user.pk != arrival.facts["user"]:
        raise _signed_out()
    return user


def _signed_out() -> Refused:
    return Refused("You have been signed out of sitrack.", code="signed_out")
