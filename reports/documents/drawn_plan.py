"""A plan whose form a definition draws, and a meeting of it (PDF-07)."""

from collections.abc import Iterator
from datetime import datetime

from django.http import Http404

from engagement.definitions.plans import Meeting, PlanForm
from engagement.queries.plan_forms import plan_form
from plans.models import Plan, PlanReview, ReviewState
from plans.queries.areas import Part as Areas
from plans.queries.areas import fill, read_parts
from plans.queries.meeting_reading import read_meeting
from plans.queries.meeting_rows import rows_of_meeting
from plans.queries.meetings import meetings_of
from plans.queries.progress import reviews_of
from plans.queries.timeline import Timeline, timeline_of_form
from plans.queries.timescale import timescale_of
from reports.documents.kind import About, Kind, paper, traded
from schools.access import get_visible_or_404, require, roles_at
from sitrack.core import calendar
from sitrack.core.documents import Document, Part
from sitrack.core.models import User
from sitrack.core.roles import SCHOOL_LEADERS, Capability


def drawn_plan(
    plan: Plan, form: PlanForm, *, reader: User, at: datetime | None = None
) -> Document:
    """The plan as its reader may see it, on pages that lie on their side."""
    school, year = plan.school.name, plan.record.year.label
    draft = "Draft: not agreed yet" if plan.is_draft else ""
    return paper(
        *drawn_parts(plan, form, reader=reader, alone=True),
        title=plan.template.name,
        file=("plan", school, year),
        running=f"{school}, {year}",
        notice=" · ".join(filter(None, (traded(plan.record), draft))),
        reader=reader,
        at=at,
    )


def drawn_parts(
    plan: Plan, form: PlanForm, *, reader: User, alone: bool = False
) -> Iterator[Part]:
    """The form, then each meeting that was held, oldest first; ``alone`` with a front of
    its own."""
    meetings = meetings_of(plan, form, reader)
    parts = read_parts(plan, form)
    context = {
        "alone": alone,
        "plan": plan,
        "form": form,
        "level": str(plan.level),
        "state": plan.get_state_display(),
        "school_name": plan.school.name,
        "front": [one for one in fill(form.front, plan.boxes) if one.value],
        "present": [str(one) for one in plan.present.all()],
        "parts": parts,
        "meetings": meetings,
        "timeline": _line_of_time(plan, parts, reader) if meetings else None,
    }
    yield Part(plan.template.name, "pdf/drawn_plan.html", context)
    for line in meetings:
        if line.review.state == ReviewState.SHARED:
            line.review.plan = plan
            yield _meeting_part(line.review, line.meeting, form, reader=reader)


def _line_of_time(plan: Plan, parts: list[Areas], reader: User) -> Timeline | None:
    """Without today's line: a part that does not change is drawn once."""
    timescale = timescale_of(plan, calendar.today())
    if timescale is None:
        return None
    return timeline_of_form(timescale, parts, reviews_of(plan, reader), None)


def find_meeting(reader: User, pk: int) -> PlanReview:
    """A meeting in the reader's scope that was begun, whose reader may download it."""
    rows = PlanReview.objects.select_related(
        *("plan__school", "plan__record__year", "plan__record__framework"),
        *("plan__template", "plan__level"),
    ).exclude(form="")
    review: PlanReview = get_visible_or_404(rows, reader, pk=pk)
    require(reader, Capability.EXPORT_RECORD, review.plan.school)
    return review


def meeting_document(
    review: PlanReview, *, reader: User, at: datetime | None = None
) -> Document:
    """The meeting as far as its reader may see it; what is not written is a clean box."""
    plan = review.plan
    form = plan_form(plan.template)
    if form is None:
        raise Http404
    meeting, school = form.meeting(review.form), plan.school.name
    day = review.held_on or review.planned_on
    return paper(
        _meeting_part(review, meeting, form, reader=reader, alone=True),
        title=meeting.name,
        file=("meeting", school, day.isoformat() if day else ""),
        running=f"{school}, {plan.record.year.label}",
        notice=traded(plan.record),
        reader=reader,
        at=at,
    )


def _meeting_part(
    review: PlanReview,
    meeting: Meeting,
    form: PlanForm,
    *,
    reader: User,
    alone: bool = False,
) -> Part:
    plan = review.plan
    leads = bool(roles_at(reader, plan.school) & SCHOOL_LEADERS)
    back = review.state in {ReviewState.RETURNED, ReviewState.SHARED}
    context = {
        "alone": alone,
        "plan": plan,
        "drawn": form,
        "meeting": meeting,
        "minutes": sum(one.minutes for one in meeting.purposes),
        "review": review,
        "is_held": review.state == ReviewState.SHARED,
        "reading": read_meeting(
            rows_of_meeting(review, form), form, shows_school=back or leads
        ),
        "present": [str(one) for one in review.present.all()],
        "school_name": plan.school.name,
    }
    return Part(meeting.name, "pdf/meeting.html", context)


MEETING = Kind(
    code="plan-meeting",
    label="Review meeting of a plan",
    find=find_meeting,
    build=meeting_document,
    about=lambda review: About(review.plan.school, review.plan.record.year.label),
)
