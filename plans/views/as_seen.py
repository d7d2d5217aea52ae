"""Steps on a plan that somebody may have taken meanwhile."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from plans.models import Plan
from plans.rules.plans import TAKEN, TRANSITIONS
from sitrack.core.http import SignedInRequest
from sitrack.core.rules import RuleBroken


def too_late(request: SignedInRequest, verb: str, plan: Plan) -> HttpResponse | None:
    """The way back for who opens a step that the plan's state does not have."""
    if plan.state in TRANSITIONS[verb].sources:
        return None
    messages.info(request, TAKEN)
    return redirect(plan)


def check_as_seen(plan: Plan, version: int) -> None:
    """Refuse a step on a plan that is not as its page showed it; to be called by what
    a form does, so that everything typed stays on the page. Raises RuleBroken."""
    if version != plan.version:
        raise RuleBroken(
            "Somebody has changed this plan since you opened this page. Look at it"
            " again; what you typed is still here."
        )
