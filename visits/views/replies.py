"""The school answers, the officer answers back, the note becomes final."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from engagement.models import Side
from schools.access import get_visible_or_404, is_authority, require, users_holding
from sitrack.core.drafts.desk import keeps_drafts
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import SCHOOL_LEADERS, Capability
from sitrack.core.rules import RuleBroken
from sitrack.core.submissions import once, token_for
from sitrack.core.versions import Stale
from sitrack.core.words import worded
from visits.correction_lists import corrections_of
from visits.forms.replies import (
    AddendumForm,
    AnswerForm,
    CommentForm,
    FinaliseForm,
)
from visits.models import Comment, Visit, VisitState
from visits.services import replies


@keeps_drafts
def visit_comment(request: SignedInRequest, pk: int) -> HttpResponse:
    """The school comments, or says that it has no comment."""
    visit = _visit(request, pk)
    require(request.user, Capability.COMMENT_ON_VISIT, visit.record.school)
    form = CommentForm(request.POST or None)
    if request.method == "POST":
        keys = [
            int(key) for key in request.POST.getlist("correction") if key.isdecimal()
        ]
        silent = request.POST.get("intent") == "no_comment"
        says = keys or silent
        if form.is_valid() and not says and not form.cleaned_data["text"]:
            form.add_error("text", "Enter your comment, or choose “No comment”")
        if form.is_valid() or silent:
            text = "" if silent else form.cleaned_data["text"]
            try:
                address = once(
                    request.POST,
                    by=request.user,
                    act=lambda: _comment(visit, text, keys, request),
                )
            except (RuleBroken, Stale) as broken:
                form.add_error(None, str(broken))
            else:
                messages.success(request, "Thank you. Your answer was sent.")
                return redirect(address)
    return _page(
        request,
        "visits/comment.html",
        visit,
        form,
        corrections=corrections_of(visit, request.user),
    )


@keeps_drafts
def comment_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """The officer answers a comment, or says that it was read."""
    comment = get_visible_or_404(
        Comment.objects.select_related("by", "visit__record__school"),
        request.user,
        pk=pk,
    )
    visit = comment.visit
    require(request.user, Capability.LOG_VISIT, visit.record.school)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        try:
            address = once(
                request.POST,
                by=request.user,
                act=lambda: _answer(comment, text, request),
            )
        except RuleBroken as broken:
            form.add_error(broken.field, broken.message)
        else:
            messages.success(request, "Your answer was sent.")
            return redirect(address)
    return _page(request, "visits/answer.html", visit, form, comment=comment)


def visit_finalise(request: SignedInRequest, pk: int) -> HttpResponse:
    """A last look, then the note is final and nothing can change it."""
    visit = _visit(request, pk)
    require(request.user, Capability.LOG_VISIT, visit.record.school)
    answered = visit.state != VisitState.SHARED
    form = FinaliseForm(request.POST or None, answered=answered)
    if request.method == "POST" and form.is_valid():
        version = request.POST.get("version", "")
        try:
            replies.finalise(
                visit=visit,
                expected_version=int(version) if version.isdecimal() else 0,
                by=request.user,
                reason=form.cleaned_data.get("reason", ""),
            )
        except RuleBroken as broken:
            form.add_error(None, broken.message)
        except Stale:
            form.add_error(
                None,
                "The note or its answers have changed since you opened it. Read it again.",
            )
        else:
            said = worded("The visit is final. {Governors} can read it now.")
            messages.success(request, said)
            return redirect(visit)
    leaders = answered or users_holding(visit.record.school, *SCHOOL_LEADERS)
    return _page(request, "visits/finalise.html", visit, form, nobody=not leaders)


@keeps_drafts
def visit_addendum(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add to a final visit; the note itself stays as it is (ACC-021)."""
    visit = _visit(request, pk)
    school = visit.record.school
    require(request.user, Capability.ADD_ADDENDUM, school)
    form = AddendumForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        side = Side.LA if is_authority(request.user, school) else Side.SCHOOL
        text = form.cleaned_data["text"]
        try:
            address = once(
                request.POST,
                by=request.user,
                act=lambda: _add(visit, side, text, request),
            )
        except RuleBroken as broken:
            form.add_error(broken.field, broken.message)
        else:
            messages.success(request, "The addendum was added.")
            return redirect(address)
    return _page(request, "visits/addendum.html", visit, form)


def _visit(request: SignedInRequest, pk: int) -> Visit:
    visits = Visit.objects.select_related(
        "record__school", "record__year", "record__framework", "lead__user"
    )
    visit: Visit = get_visible_or_404(visits, request.user, pk=pk)
    return visit


def _comment(
    visit: Visit, text: str, corrections: list[int], request: SignedInRequest
) -> str:
    replies.answer_note(
        visit=visit, text=text, corrections=corrections, by=request.user
    )
    return visit.get_absolute_url()


def _answer(comment: Comment, text: str, request: SignedInRequest) -> str:
    replies.answer(comment=comment, text=text, by=request.user)
    return comment.visit.get_absolute_url()


def _add(visit: Visit, side: Side, text: str, request: SignedInRequest) -> str:
    replies.add_addendum(visit=visit, side=side, text=text, by=request.user)
    return visit.get_absolute_url()


def _page(
    request: SignedInRequest, template: str, visit: Visit, form: Any, **extra: Any
) -> HttpResponse:
    context = {
        "visit": visit,
        "school": visit.record.school,
        "form": form,
        "submit_token": token_for(request.POST),
        **extra,
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, template, context, status=status)
