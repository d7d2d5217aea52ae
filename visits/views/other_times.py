"""The school asks for another time for a planned visit; the authority may keep it."""

from typing import cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from schools.access import get_visible_or_404, require
from sitrack.core.conflicts import go_on_from
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability
from sitrack.core.rules import RuleBroken
from sitrack.core.submissions import once, token_for
from sitrack.core.templatetags.govuk import moment
from sitrack.core.versions import Stale
from visits.forms.other_times import KeepTimeForm, OtherTimeForm
from visits.models import TimeRequest, Visit
from visits.services import other_times


def visit_other_time(request: SignedInRequest, pk: int) -> HttpResponse:
    """The school asks for another time; there is one open request at a time."""
    visit = _visit(request, pk, Capability.ASK_OTHER_TIME)
    if not visit.is_planned or (_open_request(visit) and request.method == "GET"):
        return redirect(visit)
    form = OtherTimeForm(request.POST or None, initial={"version": visit.version})

    def act() -> str:
        other_times.ask_other_time(
            visit=visit,
            reason=form.cleaned_data["reason"],
            suggested=form.cleaned_data["suggested"].splitlines(),
            expected_version=form.cleaned_data["version"],
            by=request.user,
        )
        return visit.get_absolute_url()

    if request.method == "POST" and form.is_valid():
        try:
            address = once(request.POST, by=request.user, act=act)
        except RuleBroken as broken:
            field = broken.field if broken.field in form.fields else None
            form.add_error(field, broken.message)
        except Stale as stale:
            current = cast(Visit, stale.current)
            if not current.is_planned:
                messages.error(request, "This visit is not planned any more.")
                return redirect(current)
            go_on_from(form, current.version)
            form.add_error(
                None,
                "The plan was changed while you were writing. The visit is planned for"
                f" {moment(current.planned_for)} now. If that does not suit, ask again.",
            )
        else:
            messages.success(
                request, "Your request is sent. You will be told the answer."
            )
            return redirect(address)
    context = {
        "visit": visit,
        "school": visit.record.school,
        "form": form,
        "submit_token": token_for(request.POST),
    }
    status = 422 if form.errors else 200
    return render(request, "visits/other_time.html", context, status=status)


def visit_keep_time(request: SignedInRequest, pk: int) -> HttpResponse:
    """The authority keeps the time, with a word to the school."""
    visit = _visit(request, pk, Capability.LOG_VISIT)
    asked = _open_request(visit)
    if not visit.is_planned or (asked is None and request.method == "GET"):
        return redirect(visit)
    form = KeepTimeForm(request.POST or None)

    def act() -> str:
        answer = form.cleaned_data["answer"]
        other_times.keep_time(visit=visit, answer=answer, by=request.user)
        return visit.get_absolute_url()

    page = FormPage(
        "visits/keep_time.html",
        {"visit": visit, "school": visit.record.school, "asked": asked},
        done="The time is kept. The school’s leaders are told.",
        repeats=False,
    )
    if request.method == "POST":
        return page.answer(request, form, act)
    return page.show(request, form)


@require_POST
def visit_suits_after_all(request: SignedInRequest, pk: int) -> HttpResponse:
    """The school takes its request for another time back."""
    visit = _visit(request, pk, Capability.ASK_OTHER_TIME)

    def act() -> str:
        other_times.take_back_request(visit=visit, by=request.user)
        return visit.get_absolute_url()

    try:
        address = once(request.POST, by=request.user, act=act)
    except RuleBroken as broken:
        messages.info(request, broken.message)
        return redirect(visit)
    messages.success(request, "Your request is taken back. The lead is told.")
    return redirect(address)


def _visit(request: SignedInRequest, pk: int, capability: Capability) -> Visit:
    visits = Visit.objects.select_related("record__school", "record__year", "lead")
    visit: Visit = get_visible_or_404(visits, request.user, pk=pk)
    require(request.user, capability, visit.record.school)
    return visit


def _open_request(visit: Visit) -> TimeRequest | None:
    return visit.time_requests.filter(answered_at=None).select_related("by").first()
