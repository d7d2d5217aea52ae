"""The pages of passkeys: adding one, and removing it."""

from __future__ import annotations

from allauth.mfa.webauthn.internal.auth import begin_registration
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from sitrack.core.http import SignedInRequest
from sitrack.core.rules import RuleBroken
from sitrack.core.second_factor import proof, queries, services
from sitrack.core.second_factor.forms import PasskeyForm
from sitrack.core.second_factor.freshness import note_fresh
from sitrack.core.second_factor.views import (
    PAGE,
    changes_factors,
    end_those_without,
    onwards,
)


@PAGE
@changes_factors
def passkey_add(request: SignedInRequest) -> HttpResponse:
    """Have the browser make a passkey, which signs in by itself from then on."""
    user = request.user
    form = PasskeyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        end_those_without(request)
        data = form.cleaned_data
        services.add_passkey(
            user=user, name=data["name"], credential=data["credential"]
        )
        proof.note_changed(request, user)
        note_fresh(request)
        messages.success(request, "Your passkey is added.")
        codes = queries.recovery_codes(user)
        shown = codes is not None and bool(codes.shown)
        return redirect(
            onwards(request, "recovery_codes" if shown else "signing_in_safely")
        )
    context = {
        "form": form,
        "options": begin_registration(user, passwordless=True),
        "is_first": not queries.has_factor(user),
    }
    return render(request, "second_factor/passkey_add.html", context)


@PAGE
@changes_factors
def passkey_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """A last look, then the passkey signs nobody in any more."""
    found = [one for one in queries.passkeys_of(request.user) if one.pk == pk]
    if not found:
        raise Http404
    if request.method == "POST":
        try:
            services.remove_passkey(user=request.user, pk=pk)
        except RuleBroken as broken:
            messages.error(request, broken.message)
        else:
            proof.note_changed(request, request.user)
            messages.success(request, "The passkey was removed.")
        return redirect("signing_in_safely")
    context = {"passkey": found[0]}
    return render(request, "second_factor/passkey_remove.html", context)
