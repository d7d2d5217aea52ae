"""The exit of a school from intensive support (WIL-X, DEC-17)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from engagement.models import Level
from plans.forms import cases as forms
from plans.models import CaseState, ExitCheck, IntensiveCase
from plans.queries.exits import check_of, standing_of
from plans.rules.cases import EARLY
from plans.services import exits as service
from plans.services.cases import form_of_case
from plans.views.case_words import WORDS
from plans.views.cases import find_case, whose
from schools.access import require
from sitrack.core.drafts.desk import keeps_drafts
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability


@require_http_methods(["GET", "POST"])
@keeps_drafts
def exit_check(request: SignedInRequest, pk: int) -> HttpResponse:
    """Each criterion met or not, with evidence: begun at any time, the same list from
    the first day on (ACC-110)."""
    case = find_case(request.user, pk)
    require(request.user, Capability.STEER_CASE, case.school)
    check = check_of(case)
    sent = request.POST if request.method == "POST" else None
    if sent is None and (not case.is_open or (check and check.judged_at)):
        return _back(request, case, "The exit check cannot be changed now.")
    standing = standing_of(case)
    form = forms.ExitForm(sent, standing=standing, check=check)
    page = FormPage(
        "plans/exit_check.html",
        {**whose(case), "standing": standing},
        done="The exit check is saved.",
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        service.save_check(
            case=case,
            entries=form.entries(),
            expected_version=form.cleaned_data["version"],
            by=request.user,
        )
        return case.get_absolute_url()

    return page.answer(request, form, act)


@require_http_methods(["GET", "POST"])
def exit_ready(request: SignedInRequest, pk: int) -> HttpResponse:
    """The lead judges the school ready; what is missing is listed (ACC-065)."""
    case = find_case(request.user, pk)
    require(request.user, Capability.SETTLE_CASE, case.school)
    check = check_of(case)
    sent = request.POST if request.method == "POST" else None
    if sent is None and case.state != CaseState.EXIT_PENDING:
        return _back(request, case, EARLY["left"])
    form = forms.CaseForm(sent, version=check.version if check else 0)
    standing = standing_of(case)
    page = FormPage(
        "plans/exit_step.html",
        {**whose(case), "standing": standing, "step": WORDS["ready"]},
        done=WORDS["ready"].done,
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        service.judge_ready(
            case=case, expected_version=form.cleaned_data["version"], by=request.user
        )
        return case.get_absolute_url()

    return page.answer(request, form, act)


@require_http_methods(["GET", "POST"])
@keeps_drafts
def exit_return(request: SignedInRequest, pk: int) -> HttpResponse:
    """The head of service does not approve yet."""
    case = find_case(request.user, pk)
    require(request.user, Capability.APPROVE_EXIT, case.school)
    check = check_of(case)
    sent = request.POST if request.method == "POST" else None
    if sent is None and not _waits(case, check):
        return _back(request, case, "No exit waits for approval here.")
    form = forms.WhyForm(sent, version=check.version if check else 0)
    page = FormPage(
        "plans/exit_step.html",
        {**whose(case), "standing": standing_of(case), "step": WORDS["return"]},
        done=WORDS["return"].done,
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        service.return_exit(
            case=case,
            note=form.cleaned_data["note"],
            expected_version=form.cleaned_data["version"],
            by=request.user,
        )
        return case.get_absolute_url()

    return page.answer(request, form, act)


@require_http_methods(["GET", "POST"])
def exit_approve(request: SignedInRequest, pk: int) -> HttpResponse:
    """Approve the exit: letter, level, and the end of the case (ACC-066)."""
    case = find_case(request.user, pk)
    require(request.user, Capability.APPROVE_EXIT, case.school)
    check = check_of(case)
    sent = request.POST if request.method == "POST" else None
    if sent is None and not _waits(case, check):
        return _back(request, case, "No exit waits for approval here.")
    words = form_of_case(case)
    levels = Level.objects.filter(framework=case.record.framework_id)
    form = forms.ApproveForm(
        sent,
        version=check.version if check else 0,
        levels=levels.exclude(offer=words.offer),
        initial={"level": words.ends_at},
    )
    page = FormPage(
        "plans/exit_step.html",
        {**whose(case), "standing": standing_of(case), "step": WORDS["approve"]},
        done=WORDS["approve"].done,
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        service.approve_exit(
            case=case,
            level=form.cleaned_data["level"],
            expected_version=form.cleaned_data["version"],
            by=request.user,
        )
        return case.get_absolute_url()

    return page.answer(request, form, act)


def _waits(case: IntensiveCase, check: ExitCheck | None) -> bool:
    judged = check is not None and check.judged_at is not None
    return judged and case.state == CaseState.EXIT_PENDING


def _back(request: SignedInRequest, case: IntensiveCase, told: str) -> HttpResponse:
    messages.info(request, told)
    return redirect(case)
