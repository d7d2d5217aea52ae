"""Writing a meeting of a plan: before it, the school's part, and in it (WIL-N)."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from engagement.definitions.plans import Meeting, PlanForm
from engagement.queries.plan_forms import plan_form
from plans.forms.meetings import AnswerForm, PartForm, answer_values
from plans.forms.rows import Together
from plans.meetings import (
    Given,
    answers_by,
    answers_in,
    reviewed_parts,
    school_part_of,
)
from plans.models import PlanReview
from plans.queries.meetings import pack_due
from plans.rules.meeting_steps import verbs_from
from plans.rules.reviews import NotReady
from plans.services import meeting_steps as services
from plans.views.finding import find_review, whose
from schools.access import require
from sitrack.core.conflicts import Difference, differences, go_on_from
from sitrack.core.drafts.desk import keeps_drafts
from sitrack.core.form_pages import FormPage
from sitrack.core.forms import changed_rows, quiet
from sitrack.core.http import SignedInRequest
from sitrack.core.models import User
from sitrack.core.roles import Capability
from sitrack.core.rules import RuleBroken
from sitrack.core.words import worded


def find_meeting(
    request: SignedInRequest,
    pk: int,
    capability: Capability,
    find: Callable[[User, int], Any] = find_review,
) -> tuple[PlanReview, PlanForm, Meeting]:
    """A meeting in the user's scope with its form, or 404; 403 for who may not."""
    review = find(request.user, pk)
    review.plan.record.school = review.plan.school
    form = plan_form(review.plan.template)
    if form is None or not review.form:
        raise Http404("This review has pages of its own.")
    require(request.user, capability, review.plan.school)
    return review, form, form.meeting(review.form)


def too_late(
    request: SignedInRequest, review: PlanReview, *verbs: str
) -> HttpResponse | None:
    """The way back where a meeting is past the step that this page is for."""
    if request.method != "GET" or set(verbs) & set(verbs_from(review.state)):
        return None
    messages.info(request, "This meeting has gone on already. Nothing was changed.")
    return redirect(review)


def about(review: PlanReview, form: PlanForm, meeting: Meeting) -> dict[str, Any]:
    """What every page of a meeting says."""
    return {
        **whose(review.plan),
        "review": review,
        "drawn": form,
        "meeting": meeting,
        "minutes": sum(one.minutes for one in meeting.purposes),
        "pack_due": pack_due(meeting, review.planned_on),
    }


@require_http_methods(["GET", "POST"])
@keeps_drafts
def meeting_prepare(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the authority fills in before it sends the form to the school (WIL-N-12)."""
    review, drawn, meeting = find_meeting(request, pk, Capability.REVIEW_PLAN)
    shut = too_late(request, review, "prepare", "send")
    if shut:
        return shut
    answers = answers_by(meeting, "officer")
    saved = answers_in(review)
    form = AnswerForm(
        request.POST if request.method == "POST" else None,
        answers=answers,
        initial={**answer_values(answers, saved), "version": review.version},
    )
    context = {**about(review, drawn, meeting), "parts": reviewed_parts(drawn, review)}
    page = FormPage(
        "plans/meeting_prepare.html", context, again=again_with(form, review)
    )
    sending = request.POST.get("intent") == "send"
    act = services.send if sending else services.prepare
    done = (
        "Sent to the school."
        if sending
        else worded("Saved. Only the {authority_side} sees it.")
    )

    def do() -> str:
        version = form.cleaned_data["version"]
        act(
            review=review,
            answers=form.given(),
            expected_version=version,
            by=request.user,
        )
        return review.get_absolute_url()

    return answered(request, page, form, do, saved, done)


@require_http_methods(["GET", "POST"])
@keeps_drafts
def meeting_part(request: SignedInRequest, pk: int) -> HttpResponse:
    """The school's part: milestones met come first (WIL-N-08 to 10, 15)."""
    review, drawn, meeting = find_meeting(request, pk, Capability.COMMENT_ON_REVIEW)
    shut = too_late(request, review, "return")
    if shut:
        return shut
    answers, parts = answers_by(meeting, "school"), reviewed_parts(drawn, review)
    part = school_part_of(review)
    impacts = {f"impact_{key}": text for key, text in part.impacts.items()}
    form = PartForm(
        request.POST if request.method == "POST" else None,
        answers=answers,
        parts=parts,
        initial={
            **answer_values(answers, part.answers),
            **impacts,
            "version": review.version,
        },
    )
    context = {**about(review, drawn, meeting), "parts": parts}
    page = FormPage("plans/meeting_part.html", context, again=again_with(form, review))
    sending = request.POST.get("intent") == "send"
    act = services.return_part if sending else services.save_part
    done = (
        "Your part was sent."
        if sending
        else worded("Saved. The {authority_side} reads it once you send it.")
    )

    def do() -> str:
        version = form.cleaned_data["version"]
        act(review=review, part=form.part(), expected_version=version, by=request.user)
        return review.get_absolute_url()

    return answered(request, page, form, do, part.answers, done)


def again_with(form: AnswerForm, review: PlanReview) -> Callable[[], list[Difference]]:
    """Somebody saved first: what they wrote is laid beside what was typed."""

    def found() -> list[Difference]:
        review.refresh_from_db()
        go_on_from(form, review.version)
        part = school_part_of(review)
        theirs = answer_values(form.answers, part.answers)
        impacts = {f"impact_{key}": text for key, text in part.impacts.items()}
        known = {name: text for name, text in impacts.items() if name in form.fields}
        return differences(form, {**theirs, **known}, {})

    return found


def answered(
    request: SignedInRequest,
    page: FormPage,
    form: AnswerForm,
    act: Callable[[], str],
    saved: Mapping[str, Given],
    done: str,
) -> HttpResponse:
    """The page with its rows: shown, with a row more or less, or acted on."""
    sent = request.POST if request.method == "POST" else None
    keys = [one.key for one in form.answers if one.type == "rows"]
    found = (changed_rows(request.POST, key) for key in keys) if sent else ()
    changed = next((one for one in found if one is not None), None)
    sets = form.with_rows(changed or sent, saved)
    page.context["formsets"] = sets
    if changed:
        form.data = changed
        quiet(form, *sets)
    if sent is None or changed:
        return page.show(request, form)
    page.done = done
    rows: Any = Together(sets)
    return page.answer(request, form, _placing(form, act), rows=rows)


def _placing(form: AnswerForm, act: Callable[[], str]) -> Callable[[], str]:
    """Every problem of a meeting that is not ready stands beside its box; the first is
    told by the page itself."""

    def do() -> str:
        try:
            return act()
        except NotReady as broken:
            for problem in broken.problems[1:]:
                field = problem.field if problem.field in form.fields else None
                form.add_error(field, problem.message)
            raise RuleBroken(broken.message, broken.field) from None

    return do
