"""The steps of a request, each with a page of its own that says what it does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from disclosure import rules
from disclosure.forms.requests import RefuseForm, ReturnForm, StepForm, WithdrawForm
from disclosure.models import Disclosure
from disclosure.queries.standing import left_standing
from disclosure.services import releasing, steps
from disclosure.views.finding import MOVED, find
from sitrack.core.documents import NotDrawn
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.models import Event
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import Stale

# Before these, what is withheld in one place and open in another is told.
LOOKED_AT = ("prepare", "check")


@dataclass(frozen=True)
class Step:
    """A step: what it is called, what it does, and what is said once it is done."""

    heading: str
    says: str
    button: str
    done: str
    act: Callable[..., None]
    event: str
    form: type[StepForm] = StepForm


STEPS = {
    "prepare": Step(
        "Ask for a check",
        "Every item is settled. Somebody else then reads what would be given out; until"
        " they send it back, nothing can be marked.",
        "Ask for the check",
        "Somebody else can check it now.",
        steps.prepare,
        "disclosure.prepared",
    ),
    "check": Step(
        "Agree to what is given out",
        "You have read every item as it would be given out, and what is withheld is"
        " withheld for the reason that stands beside it.",
        "Agree",
        "It is checked, and can be released.",
        steps.check,
        "disclosure.checked",
    ),
    "release": Step(
        "Release",
        "The files are made now, and never change again. sitrack sends them to nobody:"
        " you download them and answer whoever asked.",
        "Release",
        "It is released.",
        releasing.release,
        "disclosure.released",
    ),
    "return": Step(
        "Send back",
        "The request is open again, and has to be checked anew.",
        "Send back",
        "It is open again.",
        steps.give_back,
        "disclosure.returned",
        ReturnForm,
    ),
    "refuse": Step(
        "Refuse",
        "Nothing is given out. What was marked stays here, and cannot be changed.",
        "Refuse",
        "It is refused.",
        steps.refuse,
        "disclosure.refused",
        RefuseForm,
    ),
    "withdraw": Step(
        "Close as withdrawn",
        "Whoever asked has taken the request back. Nothing is given out, and nothing is"
        " refused. What was marked stays here, and cannot be changed.",
        "Close it",
        "It is closed as withdrawn.",
        steps.withdraw,
        "disclosure.withdrawn",
        WithdrawForm,
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: SignedInRequest, pk: int, verb: str) -> HttpResponse:
    """Take a step. A double click finds it done, and goes on."""
    found = find(request, pk)
    if verb not in STEPS:
        raise Http404
    taken = STEPS[verb]
    sent = request.POST if request.method == "POST" else None
    more: dict[str, Any] = {"law": found.law} if taken.form is RefuseForm else {}
    form = taken.form(sent, initial={"version": found.version}, **more)
    page = FormPage("disclosure/step.html", _about(found, verb))
    if sent is None or not form.is_valid():
        return page.show(request, form, status=200 if sent is None else 422)
    if _done_by(request, found, verb):
        return redirect(found)
    asked = dict(form.cleaned_data)
    asked["expected_version"] = asked.pop("version")
    try:
        taken.act(disclosure=found, by=request.user, **asked)
    except RuleBroken as broken:
        told = broken.field if broken.field in form.fields else None
        form.add_error(told, broken.message)
    except Stale:
        form.add_error(None, MOVED)
    except NotDrawn as error:
        form.add_error(None, f"The answer cannot be drawn: {error}")
    else:
        messages.success(request, taken.done)
        return redirect(found)
    return page.show(request, form, status=422)


def _about(found: Disclosure, verb: str) -> dict[str, Any]:
    standing = left_standing(found) if verb in LOOKED_AT else []
    return {"disclosure": found, "step": STEPS[verb], "standing": standing}


def _done_by(request: SignedInRequest, found: Disclosure, verb: str) -> bool:
    """Whether the same person has taken this step just before, and nothing came after."""
    if found.state != rules.STEPS[verb][1]:
        return False
    last = Event.objects.about(found).first()
    mine = Event.actor_key_of(request.user)
    return bool(last and last.verb == STEPS[verb].event and last.actor_key == mine)
