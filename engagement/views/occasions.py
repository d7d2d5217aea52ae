"""Keeping a school's calendar of reviews: dates, what was held, what is called off."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from engagement.forms.occasions import CallOffForm, HeldForm, PlannedForm
from engagement.models import Obligation, Occasion, SchoolYearRecord
from engagement.queries.occasions import ELSEWHERE, Kind, kinds_at, present_at
from engagement.services import occasions as service
from engagement.views.finding import locked, whose
from engagement.views.phases import READERS, find_board
from schools.access import get_visible_or_404, require
from sitrack.core import calendar
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.models import User
from sitrack.core.roles import Capability

KEEP = Capability.LOG_VISIT


@require_http_methods(["GET", "POST"])
def occasion_hold(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record in one line that something was held: for what is ``due`` or ``planned``
    where the address names it, else for what is chosen."""
    record, board = find_board(request.user, pk, KEEP)
    shut = locked(request, record)
    if shut:
        return shut
    due = _due(request, record)
    planned = _planned(request.user, request.GET.get("planned", ""), record)
    kinds = kinds_at(record, board)
    asked = request.GET.get("code", "")
    named = due.rule.code if due else planned.code if planned else asked
    if due or planned:
        kinds = [Kind(named, due.label if due else str(planned))]
    form = HeldForm(
        request.POST if request.method == "POST" else None,
        kinds=kinds,
        outside=present_at(record),
        initial={"code": named, "held_on": calendar.today()},
    )
    page = _page(request, record, "engagement/occasion_hold.html", board=board, due=due)
    page.done = "It is recorded as held."
    if request.method != "POST":
        return page.show(request, form)

    def act() -> str:
        service.hold_occasion(
            record=record,
            code=form.cleaned_data["code"],
            label=form.label,
            day=form.cleaned_data["held_on"],
            outcome=form.cleaned_data["outcome"],
            by=request.user,
            planned=planned,
            obligation=due,
            taking_part=form.cleaned_data.get("taking_part", ()),
        )
        return reverse("school_calendar", args=[record.pk])

    return page.answer(request, form, act)


@require_http_methods(["GET", "POST"])
def occasion_plan(request: SignedInRequest, pk: int) -> HttpResponse:
    """Set the date of something that the list of the phase names."""
    record, board = find_board(request.user, pk, KEEP)
    shut = locked(request, record)
    if shut:
        return shut
    form = PlannedForm(
        request.POST if request.method == "POST" else None,
        kinds=[kind for kind in kinds_at(record, board) if not kind.weekly],
        initial={"code": request.GET.get("code", "")},
    )
    page = _page(request, record, "engagement/occasion_plan.html", board=board)
    page.done = "The date is in the calendar."
    if request.method != "POST":
        return page.show(request, form)

    def act() -> str:
        service.plan_occasion(
            record=record,
            code=form.cleaned_data["code"],
            label=form.label,
            day=form.cleaned_data["planned_on"],
            by=request.user,
        )
        return reverse("school_calendar", args=[record.pk])

    return page.answer(request, form, act)


@require_http_methods(["GET", "POST"])
def occasion_call_off(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say that something planned does not take place, and why."""
    rows = Occasion.objects.select_related(
        "record__school", "record__year", "record__framework"
    )
    occasion: Occasion = get_visible_or_404(rows, request.user, pk=pk)
    record = occasion.record
    require(request.user, KEEP, record.school)
    shut = locked(request, record)
    if shut:
        return shut
    form = CallOffForm(request.POST if request.method == "POST" else None)
    page = _page(
        request, record, "engagement/occasion_call_off.html", occasion=occasion
    )
    page.done = "It is called off."
    if request.method != "POST":
        return page.show(request, form)

    def act() -> str:
        reason = form.cleaned_data["reason"]
        service.call_off(occasion=occasion, reason=reason, by=request.user)
        return occasion.get_absolute_url()

    return page.answer(request, form, act)


def _page(
    request: SignedInRequest, record: SchoolYearRecord, template: str, **more: Any
) -> FormPage:
    context = {**whose(record, request.user, READERS), **more}
    return FormPage(template, context, repeats=False)


def _due(request: SignedInRequest, record: SchoolYearRecord) -> Obligation | None:
    asked = request.GET.get("due", "")
    if not asked.isdecimal() or len(asked) > 18:
        return None
    rows = Obligation.objects.filter(record=record).exclude(activity__in=ELSEWHERE)
    found: Obligation | None = rows.filter(pk=int(asked)).select_related("rule").first()
    return found


def _planned(user: User, asked: str, record: SchoolYearRecord) -> Occasion | None:
    if not asked.isdecimal() or len(asked) > 18:
        return None
    rows = Occasion.objects.visible_to(user).filter(record=record)
    found: Occasion | None = rows.filter(pk=int(asked)).first()
    return found
