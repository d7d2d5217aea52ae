"""Reading a review, speaking beside it, and putting the next one in the diary."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from engagement.models import Side
from engagement.queries.plan_forms import plan_form
from plans.forms.reviews import CommentForm, PlanReviewForm
from plans.models import Plan, PlanReview, ReviewState
from plans.queries.reviews import blocks_of
from plans.services.review_comments import comment
from plans.services.reviews import plan_review
from plans.sittings import day_of
from plans.views.finding import find_own, find_review, reviews_to_show, whose
from plans.views.meeting import meeting_context
from schools.access import (
    audiences_of,
    first_or_404,
    may,
    person_of,
    require,
)
from schools.models import School
from sitrack.core import delivery
from sitrack.core.drafts.desk import keeps_drafts, keeps_drafts_of
from sitrack.core.http import SignedInRequest
from sitrack.core.models import Event, User
from sitrack.core.prepared import prepared
from sitrack.core.roles import Capability
from sitrack.core.rules import RuleBroken
from sitrack.core.submissions import once, token_for
from sitrack.core.words import worded_later

MOST_EVENTS = 15
SEEN_BY = {
    ReviewState.PLANNED: worded_later(
        "The {authority_side}, the school’s leaders and {governors} can see that this review is"
        " planned"
    ),
    ReviewState.DRAFT: worded_later(
        "Only the {authority_side} can see this until it is shared"
    ),
    ReviewState.SHARED: worded_later(
        "The {authority_side}, the school’s leaders and {governors} can see this, and officers"
        " of other teams who have a part in the plan"
    ),
    ReviewState.CANCELLED: "This review was cancelled",
}


@require_safe
@keeps_drafts_of("plans:review_comment")
def review(request: SignedInRequest, pk: int) -> HttpResponse:
    """One review, with earlier ratings in view and what both sides say of it."""
    rows = _page_of(request.user, pk, request.path)
    found = first_or_404(rows, request.user, of=PlanReview, pk=pk)
    found.plan.record.school = found.plan.school
    if found.is_unread:
        delivery.mark_read(request.user, path=request.path)
    form = plan_form(found.plan.template)
    if form and found.form:
        context = meeting_context(request.user, found, form)
        return render(request, "plans/meeting.html", context)
    return render(request, "plans/review.html", review_context(request, found))


@prepared
def _page_of(reader: User, pk: int, path: str) -> Any:
    """The review with what its page shows, where the reader may see it."""
    unread = delivery.is_unread(reader, path=path)
    rows = reviews_to_show().annotate(is_unread=unread)
    return rows.visible_to(reader).filter(pk=pk).order_by()


def review_context(request: SignedInRequest, review: PlanReview) -> dict[str, Any]:
    """What the page of a review shows its reader."""
    user, plan = request.user, review.plan
    answers = {answer.key: answer.text for answer in review.answers.all()}
    events = Event.objects.about(review).told_to(audiences_of(user, plan.school))
    shared = review.state == ReviewState.SHARED
    return {
        **whose(plan),
        "readers": SEEN_BY[ReviewState(review.state)],
        "review": review,
        "day": day_of(review),
        "present": list(review.present.all()),
        "questions": [
            (question["label"], answers.get(question["key"], ""))
            for question in plan.template.review
        ],
        "blocks": []
        if review.state == ReviewState.PLANNED
        else blocks_of(plan, review),
        "comments": list(review.comments.select_related("by")) if shared else [],
        "may_write": may(user, Capability.REVIEW_PLAN, plan.school)
        and not plan.record.is_locked,
        "speaks_as": side_of(user, plan.school) if shared else None,
        "comment_form": CommentForm(),
        "events": events[:MOST_EVENTS],
        "submit_token": token_for(request.POST),
    }


def side_of(user: User, school: School) -> Side | None:
    """For whom the user speaks beside a review."""
    if may(user, Capability.COMMENT_ON_REVIEW, school):
        return Side.SCHOOL
    if may(user, Capability.REVIEW_PLAN, school):
        return Side.LA
    return None


@keeps_drafts
def review_comment(request: SignedInRequest, pk: int) -> HttpResponse:
    """The school comments beside a shared review; the authority answers."""
    found = find_review(request.user, pk)
    school = found.plan.school
    side = side_of(request.user, school)
    if side is None:
        require(request.user, Capability.COMMENT_ON_REVIEW, school)
    form = CommentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            address = once(
                request.POST,
                by=request.user,
                act=lambda: _comment(
                    found, cast(Side, side), form.cleaned_data["text"], request.user
                ),
            )
        except RuleBroken as broken:
            field = broken.field if broken.field in form.fields else None
            form.add_error(field, broken.message)
        else:
            messages.success(request, "Thank you. Your comment was sent.")
            return redirect(address)
    context = {
        **whose(found.plan),
        "readers": SEEN_BY[ReviewState(found.state)],
        "review": found,
        "day": day_of(found),
        "form": form,
        "submit_token": token_for(request.POST),
    }
    status = 422 if form.errors else 200
    return render(request, "plans/review_comment.html", context, status=status)


def _comment(review: PlanReview, side: Side, text: str, by: User) -> str:
    comment(review=review, side=side, text=text, by=by)
    return f"{review.get_absolute_url()}#comments"


def review_plan(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put a review of the plan in the diary."""
    plan = find_own(request.user, pk)
    require(request.user, Capability.REVIEW_PLAN, plan.school)
    form = PlanReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            address = once(
                request.POST, by=request.user, act=lambda: _arrange(plan, form, request)
            )
        except RuleBroken as broken:
            form.add_error("at", broken.message)
        else:
            messages.success(request, "The review is in the diary. The school is told.")
            return redirect(address)
    context = {
        **whose(plan),
        "form": form,
        "submit_token": token_for(request.POST),
    }
    status = 422 if form.errors else 200
    return render(request, "plans/review_plan.html", context, status=status)


def _arrange(plan: Plan, form: PlanReviewForm, request: SignedInRequest) -> str:
    plan_review(
        plan=plan,
        at=form.cleaned_data["at"],
        lead=person_of(request.user),
        by=request.user,
    )
    return f"{plan.get_absolute_url()}#reviews"
