"""Recording a meeting of a plan: what is said in it, with every colour (WIL-N)."""

from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from engagement.queries.grid import grid_of
from plans.forms.meetings import HeldForm, answer_values
from plans.meetings import IMPACT, answers_by
from plans.models import Plan, PlanReview, ReviewState
from plans.queries.meeting_reading import read_meeting
from plans.queries.meeting_rows import MeetingRows, rows_of_meeting
from plans.services import meeting_steps as services
from plans.sittings import ACTION
from plans.views.finding import reviews_to_show
from plans.views.meetings import about, again_with, answered, find_meeting, too_late
from schools.finding import Finder
from sitrack.core import calendar
from sitrack.core.drafts.desk import keeps_drafts
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability
from visits.forms.present import present_values
from visits.queries import known_people


@require_http_methods(["GET", "POST"])
@keeps_drafts
def meeting_hold(request: SignedInRequest, pk: int) -> HttpResponse:
    """What is said in the meeting, with every colour (WIL-N-11 to 19)."""
    found = find_meeting(request, pk, Capability.REVIEW_PLAN, _find_to_hold)
    review, drawn, meeting = found
    shut = too_late(request, review, "hold", "amend")
    if shut:
        return shut
    plan: Plan = review.plan
    answers, rows = answers_by(meeting, "meeting"), rows_of_meeting(review, drawn)
    # A plan of a drawn form has no team of its own.
    people = known_people(plan.record, lead=request.user.pk)
    form = HeldForm(
        request.POST if request.method == "POST" else None,
        answers=answers,
        levels=[(one.code, one.label) for one in grid_of(plan.record.framework).levels],
        parts=rows.parts,
        people=people,
        drawn=drawn,
        initial={
            **answer_values(answers, rows.answers),
            **_held_before(rows, review.following_on),  # type: ignore[attr-defined]
            **present_values(
                [(one.person_id, str(one)) for one in _present(review, plan)], people
            ),
            "version": review.version,
        },
    )
    context = {
        **about(review, drawn, meeting),
        "is_held": review.state == ReviewState.SHARED,
        "reading": read_meeting(rows, drawn, shows_school=_shows_school(review)),
    }
    page = FormPage("plans/meeting_hold.html", context, again=again_with(form, review))

    def do() -> str:
        services.hold_meeting(
            review=review,
            held=form.held(),
            expected_version=form.cleaned_data["version"],
            by=request.user,
        )
        return review.get_absolute_url()

    done = "The meeting is recorded."
    return answered(request, page, form, do, rows.answers, done)


def _shows_school(review: PlanReview) -> bool:
    return review.state in {ReviewState.RETURNED, ReviewState.SHARED}


def _present(review: PlanReview, plan: Plan) -> Any:
    """Who was there; before the meeting those who made the plan."""
    rows = review if review.state == ReviewState.SHARED else plan
    return rows.present.all()


@Finder
def _find_to_hold() -> Any:
    """Meetings, each with the day of the one that is planned after it."""
    after = PlanReview.objects.filter(plan=OuterRef("plan"), state=ReviewState.PLANNED)
    days = after.exclude(form="").exclude(pk=OuterRef("pk")).order_by("planned_on")
    following_on = Subquery(days.values("planned_on")[:1])
    return reviews_to_show().annotate(following_on=following_on)


def _held_before(rows: MeetingRows, following_on: date | None) -> dict[str, Any]:
    """The day, the colours and the next day, as they are saved or as they stand."""
    review = rows.review
    today = calendar.today()
    planned = review.planned_on
    found: dict[str, Any] = {
        "held_on": review.held_on
        or (planned if planned and planned <= today else today),
        "next_review_on": review.next_review_on or following_on,
    }
    for rating in rows.own_ratings:
        if rating.kind == ACTION:
            found[f"rag_{rating.action_id}"] = rating.rag
        elif rating.kind == IMPACT:
            found[f"found_rag_{rating.action_id}"] = rating.rag
            found[f"findings_{rating.action_id}"] = rating.words
    for said in rows.own_summaries:
        found[f"impact_rag_{said.priority_id}"] = said.rag
    return found
