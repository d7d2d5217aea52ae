"""What plans tell of what is due: when they run, and what their reviews say."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from django.utils import timezone

from engagement.models import LevelAssignment, LevelConfirmation, LevelState
from engagement.models.levels import IN_FORCE_STATES
from engagement.queries.duties import span_of, span_of_level
from engagement.rules.cadence import Anchor
from engagement.rules.duties import Done, Given
from plans.meeting_duties import add_meetings
from plans.models import EndEvaluation, Ending, Plan, PlanReview, PlanState, TermReport
from plans.rules.reviews import Verdict, level_review
from sitrack.core.words import word

AGREED, REVIEW, EVALUATION = "plan_agreed", "plan_review", "end_evaluation"
TERM_REPORT = "term_report"
LEVEL_REVIEW, OFF_TRACK = "level_review", "off_track"
# A plan that a higher level has ended is not evaluated.
EVALUATED = ["", Ending.RUN_OUT, Ending.EARLY]


def given_by_plans(schools: Collection[int], day: date) -> Given:
    """Plans that were agreed, for ``obligations.settle``: at most six queries, and one
    for the meetings of plans whose form a definition draws.

    A review is due every so many weeks from the plan's start to its end (SUF-T-09) and
    counts once it is shared; one that is late meets what was due before it. The
    evaluation is due at the end (SUF-T-10). Two reviews in a row that say no, or the
    last one at the end, ask for the level to be looked at (INV-14).
    """
    plans = list(_plans(schools))
    given = given_by_term_reports(schools)
    if not plans:
        return given
    verdicts = _verdicts(plans)
    asking: dict[int, list[tuple[str, date]]] = defaultdict(list)
    for plan in plans:
        given.anchors.extend((plan.school_id, one) for one in _anchors(plan))
        span = frozenset({_span(plan.pk)})
        for said in verdicts[plan.pk]:
            facts = ("review", said.key, said.held_on, span)
            given.done.append(Done(plan.school_id, REVIEW, *facts, late=True))
        found = level_review(verdicts[plan.pk], ends_on=plan.ends_on, today=day)
        if found and plan.is_live:
            key = f"{OFF_TRACK}:{found.key}"
            anchor = Anchor(OFF_TRACK, key, found.since)
            given.anchors.append((plan.school_id, anchor))
            asking[plan.school_id].append((key, found.since))
    add_meetings(given, plans)
    given.done.extend(_evaluated(plans))
    given.done.extend(_agreed(plans))
    if asking:
        given.done.extend(_looked_at(asking))
    return given


def given_by_term_reports(schools: Collection[int]) -> Given:
    """Reports of a term that were sent (SCO-32); no query where there are none."""
    given = Given()
    if not word("term_report"):
        return given
    sent = TermReport.objects.filter(school__in=schools, sent_at__isnull=False)
    for school, key, term, at in sent.values_list("school", "pk", "term", "sent_at"):
        span, on = frozenset({span_of(term)}), timezone.localdate(at)
        given.done.append(Done(school, TERM_REPORT, TERM_REPORT, key, on, span))
    return given


def _plans(schools: Collection[int]) -> Any:
    rows = Plan.objects.filter(school__in=schools, starts_on__isnull=False)
    return rows.exclude(state__in=[PlanState.DRAFT, PlanState.CANCELLED]).order_by("pk")


def _verdicts(plans: list[Plan]) -> dict[int, list[Verdict]]:
    held = PlanReview.objects.held().filter(plan__in=[plan.pk for plan in plans])
    found: dict[int, list[Verdict]] = defaultdict(list)
    for pk, plan, held_on, on_track in held.order_by("held_on", "pk").values_list(
        "pk", "plan", "held_on", "on_track"
    ):
        # A constraint holds that a review that is shared says both.
        if held_on is not None and on_track is not None:
            found[plan].append(Verdict(pk, held_on, on_track))
    return found


def _anchors(plan: Plan) -> Iterator[Anchor]:
    # A constraint holds that a plan that was agreed has both days.
    starts_on, ends_on = plan.starts_on, plan.ends_on
    if starts_on is None or ends_on is None:
        return
    last = min(ends_on, plan.ended_on) if plan.ended_on else ends_on
    yield Anchor("plan_start", _span(plan.pk), starts_on, last)
    if plan.ending in EVALUATED:
        yield Anchor("plan_end", _span(plan.pk), ends_on)


def _agreed(plans: list[Plan]) -> Iterator[Done]:
    """What a level asks for: a plan that both sides agreed, then or before (SUF-W-08)."""
    levels = LevelAssignment.objects.filter(
        school__in={plan.school_id for plan in plans},
        level__requires_plan=True,
        state__in=IN_FORCE_STATES,
    )
    held = list(levels.order_by("pk"))
    for plan in plans:
        if plan.la_agreed_at is None:
            continue
        on = timezone.localdate(plan.la_agreed_at)
        spans = frozenset(
            span_of_level(one.pk)
            for one in held
            if one.school_id == plan.school_id
            and (one.effective_to is None or on <= one.effective_to)
            and (plan.ended_on is None or plan.ended_on >= one.effective_from)
        )
        if spans:
            yield Done(plan.school_id, AGREED, "plan", plan.pk, on, spans)


def _evaluated(plans: list[Plan]) -> Iterator[Done]:
    schools = {plan.pk: plan.school_id for plan in plans}
    rows = EndEvaluation.objects.filter(plan__in=schools).order_by("pk")
    for pk, plan, held_on in rows.values_list("pk", "plan", "held_on"):
        span = frozenset({_span(plan)})
        yield Done(schools[plan], EVALUATION, "evaluation", pk, held_on, span)


def _looked_at(asking: dict[int, list[tuple[str, date]]]) -> Iterator[Done]:
    """A level that was proposed, or confirmed by a side, since the plan asked for it."""
    levels = LevelAssignment.objects.filter(school__in=asking)
    proposed = levels.exclude(state__in=[LevelState.DRAFT, LevelState.WITHDRAWN])
    confirmed = LevelConfirmation.objects.filter(record__school__in=asking)
    looked = [
        *(("level", *row) for row in _times(proposed, "school", "raised_at")),
        *(
            ("confirmation", *row)
            for row in _times(confirmed, "record__school", "confirmed_at")
        ),
    ]
    for kind, pk, school, at in looked:
        on = timezone.localdate(at)
        spans = frozenset(key for key, since in asking[school] if on >= since)
        if spans:
            yield Done(school, LEVEL_REVIEW, kind, pk, on, spans)


def _times(rows: Any, school: str, moment: str) -> Any:
    return rows.order_by("pk").values_list("pk", school, moment)


def _span(plan: int) -> str:
    return f"plan:{plan}"
