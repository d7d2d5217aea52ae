"""The steps that are taken with one button, each after a last look."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.views.decorators.http import require_http_methods

from schools.access import may
from sitrack.core.drafts.desk import keeps_drafts
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability
from sitrack.core.words import worded_later
from visits.evaluation_access import require_lead
from visits.evaluation_kinds import kind_of
from visits.forms.evaluation_reports import GovernorsForm
from visits.forms.evaluations import CallOffForm, VersionForm
from visits.models import Evaluation
from visits.rules.evaluations import BEFORE_REPORT
from visits.services.evaluations.day import hold_evaluation
from visits.services.evaluations.ending import (
    call_off,
    close_evaluation,
    discuss_with_governors,
    finalise,
)
from visits.services.evaluations.preparing import share_focus
from visits.services.evaluations.reporting import send_draft
from visits.views.evaluations.finding import find_evaluation, whose


@dataclass(frozen=True)
class Step:
    """A step of the lead: its heading, what follows, its button, and the service."""

    heading: str
    consequence: str | Promise
    button: str
    done: str
    take: Callable[..., Any]


SHARE = Step(
    "Share the focus and methodology",
    "The school’s leaders and the team read both and are told. You can still"
    " change them until the evaluation is held.",
    "Share with the school",
    "The focus and methodology are shared.",
    share_focus,
)
HELD = Step(
    "The evaluation was held",
    "From now on its plan stays as it is, and the team writes grades and the report.",
    "It was held",
    "Noted that the evaluation was held.",
    hold_evaluation,
)
SEND = Step(
    "Send the draft report",
    "The headteacher reads it and marks errors of fact. It stays as it is from now on:"
    " only what the headteacher marks and you accept will change.",
    "Send to the headteacher",
    "The draft report is with the headteacher.",
    send_draft,
)
FINALISE = Step(
    "Make the report final",
    worded_later(
        "Every correction that you accepted stands in it. Both sides and {governors}"
        " read it and are told."
    ),
    "Make it final",
    "The report is final.",
    finalise,
)
CLOSE = Step(
    "Close the evaluation",
    "Nothing is left to be done with it. Everybody who reads it now still can.",
    "Close the evaluation",
    "The evaluation is closed.",
    close_evaluation,
)


@require_http_methods(["GET", "POST"])
def evaluation_step(request: SignedInRequest, pk: int, step: Step) -> HttpResponse:
    """Take one step, once; the rules say what it still lacks."""
    found = find_evaluation(request.user, pk)
    require_lead(request.user, found)
    sent = request.POST if request.method == "POST" else None
    form = VersionForm(sent)
    page = FormPage(
        "visits/evaluations/step.html",
        {**whose(found), "step": step},
        done=step.done,
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        step.take(evaluation=found, by=request.user)
        return found.get_absolute_url()

    return page.answer(request, form, act)


@require_http_methods(["GET", "POST"])
@keeps_drafts
def evaluation_call_off(request: SignedInRequest, pk: int) -> HttpResponse:
    """Call the evaluation off before its report, with a reason."""
    found = find_evaluation(request.user, pk)
    require_lead(request.user, found)
    sent = request.POST if request.method == "POST" else None
    if sent is None and found.state not in BEFORE_REPORT:
        return redirect(found)
    form = CallOffForm(sent)
    page = FormPage(
        "visits/evaluations/call_off.html",
        whose(found),
        done="The evaluation is called off. The school and the team are told.",
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        reason = form.cleaned_data["reason"]
        call_off(evaluation=found, reason=reason, by=request.user)
        return found.get_absolute_url()

    return page.answer(request, form, act)


@require_http_methods(["GET", "POST"])
def evaluation_governors(request: SignedInRequest, pk: int) -> HttpResponse:
    """Note when the governing body discussed the final report; the headteacher may."""
    found = find_evaluation(request.user, pk)
    if not _answers(request, found):
        require_lead(request.user, found)
    sent = request.POST if request.method == "POST" else None
    form = GovernorsForm(sent)
    page = FormPage(
        "visits/evaluations/governors.html",
        {**whose(found), "stage": kind_of(found).stage("governors")},
        done="The day is noted.",
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        day = form.cleaned_data["governors_on"]
        discuss_with_governors(evaluation=found, day=day, by=request.user)
        return found.get_absolute_url()

    return page.answer(request, form, act)


def _answers(request: SignedInRequest, found: Evaluation) -> bool:
    return may(request.user, Capability.ANSWER_EVALUATION, found.school)
