"""Reads a plan for one reader: what is left out here, no file can show."""

from typing import Any

from django.db.models import Q

from engagement.models import SchoolYearRecord
from plans.models import ENDED, LIVE, ActionState, Plan, PlanState
from plans.queries.progress import Review, reviews_of, show_latest
from plans.queries.reading import Action, Content, read
from plans.queries.timeline import Timeline, timeline_of
from plans.queries.timescale import Timescale, timescale_of
from reports.plan_view.evaluation import evaluation_view
from reports.plan_view.reviews import review_views
from reports.plan_view.shapes import (
    ActionRow,
    Check,
    Extension,
    PlanView,
    PriorityView,
    Rating,
    Reasons,
    ReviewLine,
)
from sitrack.core import calendar
from sitrack.core.models import User
from sitrack.core.templatetags.govuk import day

# How many columns of the table of ratings a page holds; every review is printed whole.
MOST_REVIEWS = 8


def plans_in(record: SchoolYearRecord, reader: User) -> list[Plan]:
    """The agreed plans that the record's year belongs to and that the reader may see,
    oldest first: those that began in it, and those that went on into it."""
    year = record.year
    runs = Q(ended_on=None) | Q(ended_on__gte=year.start)
    seen = Plan.objects.visible_to(reader).filter(school=record.school)
    agreed = seen.exclude(state__in=[PlanState.DRAFT, PlanState.CANCELLED])
    found = agreed.filter(runs, starts_on__lte=year.end)
    rows = found.select_related(
        *("school", "record__year", "record__framework", "level", "template"),
        "evaluation__recommended",
    )
    return list(rows.order_by("starts_on", "pk"))


def viewed_in(record: SchoolYearRecord, reader: User) -> list[PlanView]:
    """Those with pages of their own that are under way, as the reader may see them. A
    plan that a definition draws has its own words for what comes of it."""
    plans = [plan for plan in plans_in(record, reader) if plan.state in LIVE]
    return [plan_view(one, reader=reader) for one in plans if not one.template.form]


def plan_view(plan: Plan, *, reader: User) -> PlanView:
    """The plan as the reader may see it, in a fixed number of queries. Reviews that
    are not shared yet are left out for everybody: paper prints what both sides read."""
    content = read(plan)
    reviews = reviews_of(plan, reader)
    show_latest(content.priorities, reviews)
    timescale = timescale_of(plan, calendar.today())
    timeline = _timeline(timescale, content, reviews)
    evaluation = getattr(plan, "evaluation", None)
    held = timeline.held[-MOST_REVIEWS:] if timeline else []
    return PlanView(
        plan_id=plan.pk,
        school_id=plan.school_id,
        school_name=plan.school.name,
        year=plan.record.year.label,
        title=plan.template.name,
        level=str(plan.level),
        state=plan.get_state_display(),
        is_draft=plan.is_draft,
        labels=plan.template.labels,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        present=tuple(str(one) for one in content.present),
        reasons=plan.reasons,
        blocks=tuple(
            Reasons(block.label, tuple(one.text for one in block.picked))
            for block in content.reasons
        ),
        timescale=tuple(_timescale(plan, timescale)),
        extensions=tuple(_extensions(timescale)),
        team=tuple(
            (one.name, one.job_title, one.email, one.phone) for one in content.team
        ),
        checks=tuple(_checks(content)),
        review_lines=tuple(
            _line(one) for one in reviews if one.is_shared or one.is_planned
        ),
        priorities=tuple(_priorities(content)),
        reviews=review_views(plan, content.priorities, reviews),
        evaluation=evaluation_view(evaluation) if evaluation else None,
        line=timeline.drawing if timeline else None,
        review_days=tuple(one.day for one in held),
        rated=tuple(
            (one.number, one.text, tuple(map(_word, one.ratings[-MOST_REVIEWS:])))
            for one in timeline.rated
        )
        if timeline
        else (),
    )


def _timeline(
    timescale: Timescale | None, content: Content, reviews: list[Review]
) -> Timeline | None:
    """Without today's line: a part that does not change is drawn once."""
    if timescale is None:
        return None
    return timeline_of(timescale, content.priorities, reviews, None)


def _timescale(plan: Plan, timescale: Timescale | None) -> Any:
    """How long the plan lasts, line by line."""
    if timescale is None:
        return
    limit = timescale.limit
    if limit and limit.is_known:
        yield f"Limit of this level: {limit.words}, until {day(limit.last_day)}"
    if plan.ieb_from:
        until = f" to {day(plan.ieb_to)}" if plan.ieb_to else ""
        yield f"Interim Executive Board: from {day(plan.ieb_from)}{until}"
    if plan.transition_ends_on:
        yield f"Transition: until {day(plan.transition_ends_on)}"
    if plan.state in ENDED:
        why = f". {plan.ended_reason}" if plan.ended_reason else ""
        yield f"{plan.get_ending_display()} on {day(plan.ended_on)}{why}"


def _extensions(timescale: Timescale | None) -> Any:
    for one in timescale.extensions if timescale else []:
        decided = f", {day(one.decided_at)}" if one.decided_at else ""
        state = one.get_state_display().lower()
        yield Extension(
            words=f"Asked to last until {day(one.new_end)}: {state}{decided}",
            reason=one.reason,
            note=one.decision_note,
        )


def _checks(content: Content) -> Any:
    for one in content.checks:
        when = f", {day(one.day)}" if one.day else ""
        came = f". {one.outcome}" if one.outcome else ""
        text = str(one.line.text)
        yield Check(
            what=text[:1].upper() + text[1:],
            team=str(one.team or ""),
            state=f"{one.get_state_display()}{when}{came}",
        )


def _line(review: Review) -> ReviewLine:
    if review.is_planned:
        return ReviewLine(review.day, "Planned", "")
    word = "Yes" if review.on_track else "No"
    return ReviewLine(review.day, word, review.off_track_reasons)


def _word(rating: Any) -> str:
    return rating.label if rating else ""


def _priorities(content: Content) -> Any:
    for number, one in enumerate(content.priorities, start=1):
        yield PriorityView(
            number=number,
            title=one.title,
            serves=one.serves or "",
            expected_change=one.expected_change,
            progress=one.summary,
            progress_on=one.summarised_on,
            actions=tuple(
                _action(f"{number}.{place}", action)
                for place, action in enumerate(one.actions, start=1)
            ),
        )


def _action(number: str, one: Action) -> ActionRow:
    is_open = one.state == ActionState.OPEN
    return ActionRow(
        number=number,
        text=one.text,
        who=one.owner,
        due_on=one.due_on,
        when=one.when,
        state="" if is_open else str(ActionState(one.state).label),
        note=one.state_note,
        rating=Rating.of(one.rating, one.rated_on),
    )
