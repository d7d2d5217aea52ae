"""The meetings of a plan whose form a definition draws: on which days they are."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from engagement.definitions.plans import Meeting, PlanForm
from engagement.queries.duties import calendar_of
from engagement.rules.cadence import Days
from plans.meetings import Held
from plans.models import MeetingPaper, Plan, PlanReview, ReviewState
from plans.queries.areas import Area, ListOf, Part, Row
from plans.rules.meeting_steps import ToRate
from plans.rules.meetings import Proposed, pack_day, proposed
from plans.sittings import ACTION
from sitrack.core import calendar
from sitrack.core.models import AcademicYear, User
from sitrack.core.prepared import prepared

# As far ahead as a form counts its meetings.
AHEAD = timedelta(days=800)


def days_from(since: date) -> Days:
    """On which days schools are open, from a day on: four queries at most."""
    years = AcademicYear.objects.filter(end__gte=since, start__lte=since + AHEAD)
    return calendar_of(list(years.values_list("pk", flat=True))).days


def proposed_for(form: PlanForm, *, since: date, until: date | None) -> list[Proposed]:
    """Each meeting of a form with its proposed day."""
    meetings = form.meetings
    return proposed(meetings, since=since, until=until, days=days_from(since))


def final_day(form: PlanForm, since: date) -> date | None:
    """The day of the final meeting, at which the plan ends; None where the form has
    none."""
    found = proposed_for(form, since=since, until=None)
    return next((one.day for one in found if one.final), None)


def to_rate(parts: Iterable[Part], held: Held) -> list[ToRate]:
    """Whatever a meeting rates: each action, and the impact that an area expects. What
    came of an action may be rated, and need not."""
    rags = {(one.action, one.kind): one.rag for one in held.ratings}
    areas = [area for part in parts for area in part.areas]
    found = [
        ToRate(
            f"rag_{row.action.pk}",
            row.action.text,
            rags.get((row.action.pk, ACTION), ""),
        )
        for area in areas
        for _, row in rated_rows(area, ACTION)
    ]
    return found + [
        ToRate(
            f"impact_rag_{area.priority.pk}",
            f"{area.section.impact_heading}: {area.priority.title}",
            held.impacts.get(area.priority.pk, ""),
        )
        for area in areas
        if has_impact(area)
    ]


def rated_rows(area: Area, kind: str) -> Iterator[tuple[ListOf, Row]]:
    """The actions of an area of which a meeting rates this."""
    for one in area.lists:
        if kind in one.kind.rated:
            for row in one.rows:
                yield one, row


def has_impact(area: Area) -> bool:
    """Whether the area expects an impact that a meeting rates."""
    filled = [one for group in area.boxes for one in group.filled]
    return any(one.value for one in filled if one.box.key == area.section.impact)


def following(plan: Plan, review: PlanReview) -> PlanReview | None:
    """The meeting that is planned after this one."""
    planned = plan.reviews.filter(state=ReviewState.PLANNED).exclude(form="")
    found: PlanReview | None = (
        planned.exclude(pk=review.pk).order_by("planned_on", "pk").first()
    )
    return found


def pack_due(meeting: Meeting, day: date | None) -> date | None:
    """By when the school's part is there; None where none is asked for (WIL-T-08)."""
    if day is None or not meeting.pack_days:
        return None
    closed = calendar.closed_days()
    return pack_day(day, pack_days=meeting.pack_days, closed=closed)


def papers_of(review: PlanReview, reader: User) -> list[MeetingPaper]:
    """What the school sent before a meeting, as far as the reader has it: one query."""
    return _papers_of(reader, review.pk)


@prepared
def _papers_of(reader: User, review: int) -> Any:
    rows = MeetingPaper.objects.visible_to(reader).filter(review=review)
    return rows.select_related("file")


@dataclass(frozen=True)
class Line:
    """A meeting in the list of its plan's."""

    review: PlanReview
    meeting: Meeting
    pack_due: date | None


def meetings_of(plan: Plan, form: PlanForm, reader: User) -> list[Line]:
    """The plan's meetings that the reader may see, in the order of their days."""
    return [
        Line(one, meeting, pack_due(meeting, one.planned_on))
        for one in _meetings_of(reader, plan.pk)
        for meeting in form.meetings
        if meeting.key == one.form
    ]


@prepared
def _meetings_of(reader: User, plan: int) -> Any:
    rows = PlanReview.objects.visible_to(reader).filter(plan=plan).exclude(form="")
    left = rows.exclude(state=ReviewState.CANCELLED)
    return left.order_by("planned_on", "pk")
