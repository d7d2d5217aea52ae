"""Recording a review: one page for a new one, a planned one, a draft, a shared one."""

from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from engagement.queries.hours import hours_position
from plans.earlier import sitting_at
from plans.forms.reviews import ReviewForm
from plans.models import Plan, PlanReview, ReviewState
from plans.queries.reviews import blocks_of
from plans.reviewing import beginning, people_of
from plans.rules.reviews import NotReady
from plans.services import reviews
from plans.sittings import sitting_of
from plans.views.finding import find_own, find_review, whose
from schools.access import require
from sitrack.core import calendar
from sitrack.core.conflicts import differences, go_on_from
from sitrack.core.drafts.desk import keeps_drafts
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability
from sitrack.core.rules import RuleBroken
from sitrack.core.submissions import made_before, once, token_for
from sitrack.core.versions import Stale
from sitrack.core.words import worded
from visits.models import Visit

# What the visit of a review holds: its history is not told beside the review's.
OF_THE_VISIT = {"minutes", "over_ceiling_reason", "present", "others", "next_review_at"}


@keeps_drafts
def review_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record a review that was not in the diary; a draft that was begun is gone on
    with."""
    plan = find_own(request.user, pk)
    require(request.user, Capability.REVIEW_PLAN, plan.school)
    made = made_before(request.POST, PlanReview, by=request.user)
    if made:
        return review_edit(request, made)
    if request.method != "POST":
        begun = PlanReview.objects.filter(plan=plan, state=ReviewState.DRAFT).first()
        if begun is not None:
            return redirect("plans:review_edit", pk=begun.pk)
        if plan.is_draft or not plan.is_live:
            return redirect(plan)
    return _write(request, _desk(request, plan, None))


@keeps_drafts
def review_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record a planned review, go on with a draft, or amend what is shared."""
    review = find_review(request.user, pk)
    require(request.user, Capability.REVIEW_PLAN, review.plan.school)
    if review.state == ReviewState.CANCELLED or review.plan.record.is_locked:
        return redirect(review)
    return _write(request, _desk(request, review.plan, review))


@dataclass
class Desk:
    """The form, with what it was made from."""

    plan: Plan
    review: PlanReview | None
    form: ReviewForm


def _desk(request: SignedInRequest, plan: Plan, review: PlanReview | None) -> Desk:
    people = people_of(plan, by=request.user)
    form = ReviewForm(
        request.POST or None,
        labels=plan.template.labels,
        questions=plan.template.review,
        blocks=blocks_of(plan, review),
        people=people,
    )
    if request.method != "POST":
        visit = review.visit if review else _visit_asked_for(request, plan)
        begun = beginning(plan, review, visit, people, by=request.user)
        version = review.version if review else None
        form.initial = {**form.values_of(begun), "version": version}
    return Desk(plan, review, form)


def _visit_asked_for(request: SignedInRequest, plan: Plan) -> Visit | None:
    """The visit of the diary from which the page was opened."""
    asked = request.GET.get("visit", "")
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 19):
        return None
    visits = Visit.objects.visible_to(request.user)
    found: Visit | None = visits.filter(
        pk=int(asked), record__school=plan.school
    ).first()
    return found


def _write(request: SignedInRequest, desk: Desk) -> HttpResponse:
    if request.method != "POST":
        return _page(request, desk)
    if not desk.form.is_valid():
        return _page(request, desk, status=422)
    act = partial(_save, request, desk)
    try:
        address = once(request.POST, by=request.user, act=act, go_on=act)
    except RuleBroken as broken:
        _place(desk.form, broken)
    except Stale as stale:
        return _conflict(request, desk, cast(PlanReview, stale.current))
    else:
        return redirect(address)
    return _page(request, desk, status=422)


def _save(request: SignedInRequest, desk: Desk) -> str:
    """Save or share as the button asked; returns where to go."""
    sharing = request.POST.get("intent") == "share"
    by, sitting = request.user, desk.form.sitting()
    if desk.review is None:
        begin = reviews.start_and_share if sharing else reviews.start_review
        review = begin(plan=desk.plan, sitting=sitting, by=by)
    else:
        save = reviews.share_review if sharing else reviews.save_review
        review = save(
            review=desk.review,
            sitting=sitting,
            expected_version=desk.form.cleaned_data["version"] or 0,
            by=by,
        )
    if review.state == ReviewState.DRAFT:
        messages.success(
            request, worded("Draft saved. Only the {authority_side} can see it.")
        )
    else:
        messages.success(request, f"Shared with the leaders of {desk.plan.school}.")
    return review.get_absolute_url()


def _place(form: ReviewForm, broken: RuleBroken) -> None:
    """Put each problem beside its box."""
    problems = broken.problems if isinstance(broken, NotReady) else [broken]
    for problem in problems:
        field = problem.field if problem.field in form.fields else None
        form.add_error(field, problem.message)


def _conflict(
    request: SignedInRequest, desk: Desk, current: PlanReview
) -> HttpResponse:
    """Somebody saved first: both texts, with mine still in the form (ACC-086)."""
    form = desk.form
    version = form.cleaned_data["version"] or 0
    theirs = form.values_of(sitting_of(current))
    then = sitting_at(current, version)
    was = {} if then is None else form.values_of(then)
    known = {name: was[name] for name in was if name not in OF_THE_VISIT}
    found = differences(form, theirs, known)
    go_on_from(form, current.version)
    desk.review = current
    return _page(request, desk, status=409, conflict=True, differences=found)


def _page(
    request: SignedInRequest, desk: Desk, *, status: int = 200, **extra: Any
) -> HttpResponse:
    plan, review = desk.plan, desk.review
    term = calendar.term_on(calendar.today())
    context = {
        **whose(plan),
        "review": review,
        "is_shared": review is not None and review.state == ReviewState.SHARED,
        "form": desk.form,
        "hours": hours_position(plan.record, term) if term else None,
        "term": term,
        "submit_token": token_for(request.POST, goes_on=True),
        **extra,
    }
    return render(request, "plans/review_form.html", context, status=status)
