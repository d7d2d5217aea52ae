"""Provisional grades: writing them, giving feedback, and reading them."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from sitrack.core import calendar
from sitrack.core.conflicts import Difference, differences, go_on_from
from sitrack.core.drafts.desk import keeps_drafts
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from visits.evaluation_access import reader_of, require_lead
from visits.evaluation_kinds import grades_of, judged_in, kind_of
from visits.forms.evaluations import FeedbackForm, JudgementsForm
from visits.models import Evaluation
from visits.services.evaluations.feedback import give_feedback, write_judgements
from visits.views.evaluations.finding import find_evaluation, whose


@require_http_methods(["GET", "POST"])
@keeps_drafts
def evaluation_judgements(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write provisional grades with their reasons, and external reviews."""
    found = find_evaluation(request.user, pk)
    require_lead(request.user, found)
    kind = kind_of(found)
    if request.method == "GET" and found.state != "conducted":
        messages.info(
            request,
            "Grades are written after the evaluation is held and until feedback is"
            " given.",
        )
        return redirect(found)
    sent = request.POST if request.method == "POST" else None
    form = JudgementsForm(
        sent,
        judged=judged_in(found),
        grades=grades_of(found),
        reviews=kind.reviews,
        initial={**_saved(found), "version": found.version},
    )
    page = FormPage(
        "visits/evaluations/judgements.html",
        {**whose(found), "stage": kind.stage("feedback")},
        done="The grades and reasons are kept. Nobody at the school reads them yet.",
        again=lambda: _again(form, found),
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        write_judgements(
            evaluation=found,
            found=form.found(),
            expected_version=form.cleaned_data["version"] or 0,
            by=request.user,
        )
        return f"{found.get_absolute_url()}#feedback"

    return page.answer(request, form, act)


def _saved(found: Evaluation) -> dict[str, Any]:
    saved: dict[str, Any] = {}
    for row in found.judgements.all():
        saved[f"grade_{row.judgement}"] = row.grade
        saved[f"reasons_{row.judgement}"] = row.reasons
    for review in found.recommended.all():
        saved[f"review_{review.review}"] = True
        saved[f"review_{review.review}_reason"] = review.reason
    return saved


def _again(form: JudgementsForm, found: Evaluation) -> list[Difference]:
    found.refresh_from_db()
    go_on_from(form, found.version)
    saved = _saved(found)
    return differences(
        form,
        {
            name: saved.get(name, "")
            for name in form.fields
            if name.startswith(("reasons_", "grade_"))
        },
    )


@require_http_methods(["GET", "POST"])
def evaluation_feedback(request: SignedInRequest, pk: int) -> HttpResponse:
    """Note that feedback was given; the school reads the grades from now on."""
    found = find_evaluation(request.user, pk)
    require_lead(request.user, found)
    sent = request.POST if request.method == "POST" else None
    form = FeedbackForm(sent, initial={"feedback_on": calendar.today()})
    page = FormPage(
        "visits/evaluations/feedback.html",
        {**whose(found), "stage": kind_of(found).stage("feedback")},
        done="Noted. The provisional grades can now be read at the school.",
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        give_feedback(
            evaluation=found,
            day=form.cleaned_data["feedback_on"],
            to=form.cleaned_data["feedback_to"],
            by=request.user,
        )
        return found.get_absolute_url()

    return page.answer(request, form, act)


@require_safe
def evaluation_grades(request: SignedInRequest, pk: int) -> HttpResponse:
    """The grades with their reasons, for those who may read them (WIL-E-39)."""
    found = find_evaluation(request.user, pk)
    if not reader_of(found, request.user).reads_grades:
        raise PermissionDenied("The grades are not shared with you.")
    grades, kind = grades_of(found), kind_of(found)
    given = {row.judgement: row for row in found.judgements.all()}
    reviews = {one.code: one.label for one in kind.reviews}
    context = {
        **whose(found),
        "rows": [
            (one, given[one.code], grades.get(given[one.code].grade, ""))
            for one in judged_in(found)
            if one.code in given
        ],
        "recommended": [
            (reviews[row.review], row.reason) for row in found.recommended.all()
        ],
    }
    return render(request, "visits/evaluations/grades.html", context)
