"""The steps of a case, each on a page with a last look (SM-7)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from plans.forms import cases as forms
from plans.models import IntensiveCase
from plans.queries.case_stages import knows_of_notice
from plans.queries.exits import exit_form
from plans.rules import cases as rules
from plans.services import cases as service
from plans.services.cases import form_of_case
from plans.views.case_words import CASE_READERS, WORDS
from schools.access import require
from schools.finding import Finder
from sitrack.core.drafts.desk import keeps_drafts
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.models import User
from sitrack.core.roles import Capability
from sitrack.core.rules import RuleBroken


def find_case(user: User, pk: int) -> IntensiveCase:
    """The case in the user's scope, or 404."""
    found: IntensiveCase = _find_case(user, pk)
    found.record.school = found.school
    return found


@Finder
def _find_case() -> Any:
    return IntensiveCase.objects.select_related(
        *("school", "record__year", "record__framework", "acknowledged_by"),
        "exit_check__letter",
    )


def whose(case: IntensiveCase) -> dict[str, Any]:
    """What every page of a case says: whose it is, and who can see it."""
    return {
        "case": case,
        "school": case.school,
        "record": case.record,
        "words": form_of_case(case),
        "readers": CASE_READERS,
    }


@dataclass(frozen=True)
class Step:
    """What a step asks for, whose it is, and what it does."""

    form: Callable[[Any, IntensiveCase], forms.CaseForm]
    may: Capability
    act: Callable[[IntensiveCase, dict[str, Any], User], object]


def _plain(form: type[forms.CaseForm]) -> Callable[[Any, IntensiveCase], Any]:
    return lambda sent, case: form(sent, version=case.version)


STEPS: dict[str, Step] = {
    "evaluated": Step(
        lambda sent, case: forms.EvaluatedForm(
            sent, version=case.version, words=form_of_case(case)
        ),
        Capability.STEER_CASE,
        lambda case, data, by: service.evaluated(
            case=case, basis=data["basis"], day=data["day"], by=by
        ),
    ),
    "planned": Step(
        lambda sent, case: forms.PlannedForm(
            sent, version=case.version, initial=forms.first_day(case.review_on)
        ),
        Capability.STEER_CASE,
        lambda case, data, by: service.planned(
            case=case,
            day=data["day"],
            review_on=data["review_on"],
            note=data["note"],
            by=by,
        ),
    ),
    "reviewed": Step(
        _plain(forms.HeldForm),
        Capability.STEER_CASE,
        lambda case, data, by: service.reviewed(case=case, day=data["day"], by=by),
    ),
    "sufficient": Step(
        _plain(forms.WhyForm),
        Capability.SETTLE_CASE,
        lambda case, data, by: service.sufficient(case=case, note=data["note"], by=by),
    ),
    "insufficient": Step(
        _plain(forms.WhyForm),
        Capability.SETTLE_CASE,
        lambda case, data, by: service.insufficient(
            case=case, note=data["note"], by=by
        ),
    ),
    "evaluated_finally": Step(
        _plain(forms.FinalForm),
        Capability.STEER_CASE,
        lambda case, data, by: service.evaluated_finally(
            case=case, day=data["day"], note=data["note"], by=by
        ),
    ),
    "stopped": Step(
        _plain(forms.WhyForm),
        Capability.SETTLE_CASE,
        lambda case, data, by: service.stop(case=case, note=data["note"], by=by),
    ),
}


@require_http_methods(["GET", "POST"])
@keeps_drafts
def case_step(request: SignedInRequest, pk: int, verb: str) -> HttpResponse:
    """One step, for whoever's it is; what stands in the way is said in words."""
    case = find_case(request.user, pk)
    step = STEPS.get(verb)
    if step is None:
        raise Http404
    require(request.user, step.may, case.school)
    sent = request.POST if request.method == "POST" else None
    if sent is None:
        early = _too_early(request, case, verb)
        if early:
            return early
    form = step.form(sent, case)
    words = WORDS[verb]
    page = FormPage(
        "plans/case_step.html", {**whose(case), "step": words}, done=words.done
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        check_as_seen(case, form.cleaned_data["version"])
        step.act(case, form.cleaned_data, request.user)
        return case.get_absolute_url()

    return page.answer(request, form, act)


@require_http_methods(["GET", "POST"])
def case_acknowledge(request: SignedInRequest, pk: int) -> HttpResponse:
    """The school says that it has the exit criteria, with the list before it."""
    case = find_case(request.user, pk)
    require(request.user, Capability.ANSWER_SUPPORT, case.school)
    sent = request.POST if request.method == "POST" else None
    if sent is None and (case.acknowledged_at or not case.is_open):
        messages.info(request, "Nothing is left to acknowledge here.")
        return redirect(case)
    form = forms.CaseForm(sent, version=case.version)
    page = FormPage(
        "plans/case_acknowledge.html",
        {**whose(case), "leaving": exit_form(case)},
        done="It is recorded that the school has the criteria.",
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        service.acknowledge(case=case, by=request.user)
        return case.get_absolute_url()

    return page.answer(request, form, act)


def check_as_seen(case: IntensiveCase, version: int | None) -> None:
    """Refuse a step on a case that is not as its page showed it. Raises RuleBroken."""
    if version != case.version:
        raise RuleBroken(rules.TAKEN)


def _too_early(
    request: SignedInRequest, case: IntensiveCase, verb: str
) -> HttpResponse | None:
    """The way back where the step cannot be taken now: a message, no error page. It
    tells nothing of a stage that the reader may not know of."""
    try:
        rules.check_can(verb, state=case.state)
    except RuleBroken as broken:
        told = case.state not in rules.UNTOLD or knows_of_notice(case, request.user)
        messages.info(request, broken.message if told else rules.TAKEN)
        return redirect(case)
    return None
