"""Reading a meeting of a plan, moving it, and counting a plan's meetings anew."""

from typing import Any

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods

from engagement.definitions.plans import PlanForm
from engagement.queries.plan_forms import plan_form
from plans.forms.meetings import ClockForm, MoveForm
from plans.models import PlanReview, ReviewState
from plans.queries.meeting_reading import read_meeting
from plans.queries.meeting_rows import rows_of_meeting
from plans.queries.meetings import pack_due, papers_of
from plans.rules.meeting_steps import verbs_from
from plans.services.meetings import move_meeting, restart_clock
from plans.views.finding import find_plan, find_review, whose
from schools.access import audiences_of, may, require, roles_at
from sitrack.core import events
from sitrack.core.conflicts import Difference, differences, go_on_from
from sitrack.core.drafts.desk import keeps_drafts
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.models import User
from sitrack.core.roles import SCHOOL_LEADERS, Capability
from sitrack.core.words import worded_later

SEEN_BY = {
    ReviewState.PLANNED: worded_later(
        "The {authority_side}, the school’s leaders and {governors} can see that this meeting is"
        " planned"
    ),
    ReviewState.DRAFT: worded_later(
        "Only the {authority_side} can see this until it is sent"
    ),
    ReviewState.SENT: worded_later(
        "The {authority_side} and the school’s leaders can see this; the"
        " {authority_side} reads the school’s part once the school sends it"
    ),
    ReviewState.RETURNED: worded_later(
        "The {authority_side} and the school’s leaders can see this; the {governors} once"
        " the meeting is recorded"
    ),
    ReviewState.SHARED: worded_later(
        "The {authority_side}, the school’s leaders and {governors} can see this, and officers"
        " of other teams who have a part in the plan"
    ),
    ReviewState.CANCELLED: "This meeting was cancelled",
}
# What each step is called on its button, and the page that takes it.
STEPS = {
    "send": ("meeting_prepare", "Prepare it, and send it to the school"),
    "return": ("meeting_part", "Write the school’s part"),
    "hold": ("meeting_hold", "Record the meeting"),
    "amend": ("meeting_hold", "Change the record of the meeting"),
}
OF_THE_SCHOOL = {"return"}


def meeting_context(user: User, review: PlanReview, form: PlanForm) -> dict[str, Any]:
    """What the page of a meeting shows its reader."""
    plan, state = review.plan, ReviewState(review.state)
    meeting = form.meeting(review.form)
    leads = bool(roles_at(user, plan.school) & SCHOOL_LEADERS)
    held = state == ReviewState.SHARED
    back = state in {ReviewState.RETURNED, ReviewState.SHARED}
    writes = may(user, Capability.REVIEW_PLAN, plan.school)
    return {
        **whose(plan),
        "readers": SEEN_BY[state],
        "review": review,
        "drawn": form,
        "meeting": meeting,
        "minutes": sum(one.minutes for one in meeting.purposes),
        "pack_due": pack_due(meeting, review.planned_on),
        "reading": None
        if state == ReviewState.PLANNED
        else read_meeting(
            rows_of_meeting(review, form), form, shows_school=back or leads
        ),
        "shows_school": back or leads,
        "papers": papers_of(review, user) if meeting.pack else [],
        "may_add_papers": bool(meeting.pack)
        and "return" in verbs_from(review.state)
        and plan.is_live
        and may(user, Capability.COMMENT_ON_REVIEW, plan.school),
        "present": list(review.present.all()) if held else [],
        "is_held": held,
        "steps": list(_steps(user, review)),
        "may_export": may(user, Capability.EXPORT_RECORD, plan.school)
        and state != ReviewState.CANCELLED,
        "may_move": writes
        and plan.is_live
        and state not in {ReviewState.SHARED, ReviewState.CANCELLED},
        "events": events.told_about(review, audiences_of(user, plan.school)),
    }


def _steps(user: User, review: PlanReview) -> Any:
    plan = review.plan
    writes = may(user, Capability.REVIEW_PLAN, plan.school)
    speaks = may(user, Capability.COMMENT_ON_REVIEW, plan.school)
    for verb in verbs_from(review.state):
        if verb not in STEPS or (verb != "amend" and not plan.is_live):
            continue
        if speaks if verb in OF_THE_SCHOOL else writes:
            page, words = STEPS[verb]
            yield {"page": f"plans:{page}", "words": words}


@require_http_methods(["GET", "POST"])
@keeps_drafts
def meeting_move(request: SignedInRequest, pk: int) -> HttpResponse:
    """Another day for a meeting than its form proposes, with the reason."""
    review = find_review(request.user, pk)
    if not review.form:
        raise Http404("This review has pages of its own.")
    plan = review.plan
    require(request.user, Capability.REVIEW_PLAN, plan.school)
    sent = request.POST if request.method == "POST" else None
    first = {"day": review.planned_on, "version": review.version}
    form = MoveForm(sent, initial=first)
    context = {**whose(plan), "review": review}

    def again() -> list[Difference]:
        review.refresh_from_db()
        go_on_from(form, review.version)
        return differences(form, {"day": review.planned_on}, {})

    page = FormPage(
        "plans/meeting_move.html",
        context,
        done="The meeting is moved. The other side is told.",
        again=again,
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        moved = move_meeting(
            review=review,
            day=form.cleaned_data["day"],
            reason=form.cleaned_data["reason"],
            expected_version=form.cleaned_data["version"],
            by=request.user,
        )
        return moved.get_absolute_url()

    return page.answer(request, form, act)


@require_http_methods(["GET", "POST"])
@keeps_drafts
def plan_clock(request: SignedInRequest, pk: int) -> HttpResponse:
    """Count a plan's meetings anew, such as after a notice of concern (WIL-O-17)."""
    plan = find_plan(request.user, pk)
    drawn = plan_form(plan.template)
    if drawn is None or not drawn.meetings:
        raise Http404("This plan has no meetings that are counted.")
    require(request.user, Capability.END_PLAN, plan.school)
    sent = request.POST if request.method == "POST" else None
    form = ClockForm(sent)
    page = FormPage(
        "plans/plan_clock.html",
        {**whose(plan), "drawn": drawn},
        done="The meetings are counted anew. Both sides are told.",
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        restart_clock(
            plan=plan,
            day=form.cleaned_data["day"],
            reason=form.cleaned_data["reason"],
            by=request.user,
        )
        return plan.get_absolute_url()

    return page.answer(request, form, act)
