"""Where schools stood in each of the last terms, from facts and a few more queries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Sum

from engagement.models import TimeEntry, TrajectoryView
from engagement.models.levels import IN_FORCE_STATES
from plans.models import (
    ActionRating,
    ActionState,
    Plan,
    PlanExtension,
    PlanReview,
    PlanState,
)
from plans.rules.limits import Board, limit_of
from plans.rules.standing import standing_of
from reports.models import Limit, Moved, TermStanding, Track
from reports.summary.known import Row, SchoolFacts, overlaps
from schools.choices import TEACHING
from sitrack.core.models import Term
from sitrack.core.roles import Role
from visits.models import Visit

KEPT = 7  # Four terms to choose from, and for each the same term a year before.
HELD_PLANS = [PlanState.ACTIVE, PlanState.TRANSITION, PlanState.CLOSED]
Place = tuple[int, int]


@dataclass
class _InTerms:
    """What happened at the schools of a batch, by school and term, and their plans."""

    visited: set[Place] = field(default_factory=set)
    differs: set[Place] = field(default_factory=set)
    minutes: dict[Place, int] = field(default_factory=dict)
    plans: dict[int, list[Row]] = field(default_factory=lambda: defaultdict(list))


def kept_terms(day: date) -> list[Term]:
    """The terms that have begun, the latest first."""
    begun = Term.objects.filter(start__lte=day).select_related("year")
    return list(begun.order_by("-start")[:KEPT])


def year_before(term: Term, terms: Iterable[Term]) -> Term | None:
    """The same term of the year before."""
    earlier = [
        one
        for one in terms
        if one.ordinal == term.ordinal and one.year.start < term.year.start
    ]
    return max(earlier, key=lambda one: one.start, default=None)


def standings_of(facts: list[SchoolFacts], day: date) -> Iterator[TermStanding]:
    """A standing for each school and term."""
    terms = kept_terms(day)
    found = _read({one.school["pk"] for one in facts}, terms, day)
    days = {term.pk: day if term == terms[0] else term.end for term in terms}
    for one in facts:
        for number, term in enumerate(terms):
            last = terms[number + 1] if number + 1 < len(terms) else None
            yield _standing(one, term, last, year_before(term, terms), days, found)


def _standing(
    facts: SchoolFacts,
    term: Term,
    last: Term | None,
    year_ago: Term | None,
    days: dict[int, date],
    found: _InTerms,
) -> TermStanding:
    school, day = facts.school, days[term.pk]
    place = (school["pk"], term.pk)
    level = _level_on(facts, day)
    officers = [row for row in facts.posts if row["role"] == Role.OFFICER]
    return TermStanding(
        school_id=school["pk"],
        term_id=term.pk,
        counts=_counts(school, day),
        level_code=level["level__code"] if level else "",
        level_order=level["level__order"] if level else None,
        since_term=_moved(level, _level_on(facts, days[last.pk] if last else None)),
        since_year=_moved(
            level, _level_on(facts, days[year_ago.pk] if year_ago else None)
        ),
        visited=place in found.visited,
        differs=place in found.differs,
        minutes_used=found.minutes.get(place, 0),
        minutes_ceiling=facts.ceiling_in(term),
        region_key=school["region_id"],
        officer_key=officers[0]["person"] if officers else None,
        phase=school["phase"],
        **_plan_columns(found.plans[school["pk"]], day),
    )


def _counts(school: Row, day: date) -> bool:
    """Whether the school was open on the day and has a record of its own."""
    if not (school["maintained"] or school["traded"]):
        return False
    if school["opened_on"] and school["opened_on"] > day:
        return False
    if school["closed_on"]:
        return bool(school["closed_on"] > day)
    return school["status"] in TEACHING


def _level_on(facts: SchoolFacts, day: date | None) -> Row | None:
    if day is None:
        return None
    held = (row for row in facts.levels if row["state"] in IN_FORCE_STATES)
    return next((row for row in held if overlaps(row, day, day)), None)


def _moved(level: Row | None, before: Row | None) -> Moved | None:
    if level is None or before is None:
        return None
    step = level["level__order"] - before["level__order"]
    return Moved((step > 0) - (step < 0))


def _plan_columns(plans: list[Row], day: date) -> dict[str, Any]:
    """How the plan that was under way on the day stood on that day."""
    plan = next((one for one in plans if _under_way(one, day)), None)
    if plan is None:
        return {"plan_track": "", "plan_limit": ""}
    held = [one for one in plan["reviews"] if one["held_on"] <= day]
    track = Track.UNREVIEWED
    if held:
        track = Track.ON if held[-1]["on_track"] else Track.OFF
    latest: dict[int, str] = {}
    for review in held:
        latest |= review["ratings"]
    rated = list(latest.values())
    colours = {colour: rated.count(colour) for colour in ("red", "amber", "green")}
    return {"plan_track": track, "plan_limit": _limit(plan, day), **colours}


def _under_way(plan: Row, day: date) -> bool:
    if not plan["starts_on"] or plan["starts_on"] > day:
        return False
    if plan["state"] == PlanState.ACTIVE:
        return True
    over = min(filter(None, (plan["ended_on"], plan["ends_on"])), default=day)
    return bool(day < over)


def _limit(plan: Row, day: date) -> str:
    """DER-11: past its end, or past what its level allows, or near its end."""
    if plan["ends_on"] is None:
        return ""
    stands = standing_of(
        is_running=True,
        ends_on=plan["ends_on"],
        limit=plan["limit"],
        extended=plan["extended"],
        today=day,
    )
    if stands.is_over:
        extended = stands.extended and not stands.is_past
        return Limit.EXTENDED if extended else Limit.OVER
    return Limit.NEAR if stands.is_near else ""


def _read(schools: set[int], terms: list[Term], day: date) -> _InTerms:
    found = _InTerms(plans=defaultdict(list))
    visits = Visit.objects.held().filter(record__school__in=schools, term__in=terms)
    pairs = visits.order_by().values_list("record__school", "term").distinct()
    found.visited = set(pairs)
    entries = TimeEntry.objects.filter(school__in=schools, term__in=terms, counted=True)
    spent = entries.order_by().values_list("school", "term").annotate(Sum("minutes"))
    found.minutes = {(school, term): minutes for school, term, minutes in spent}
    found.differs = _that_differ(schools, terms)
    _add_plans(found, schools)
    return found


def _that_differ(schools: set[int], terms: list[Term]) -> set[Place]:
    """DER-09: both sides gave their view of the term, and the views differ."""
    school, la = TrajectoryView.Viewpoint.SCHOOL, TrajectoryView.Viewpoint.LA
    other = TrajectoryView.objects.filter(
        record=OuterRef("record"),
        term=OuterRef("term"),
        subject=OuterRef("subject"),
        viewpoint=la,
        given_at__isnull=False,
    ).exclude(option__code=OuterRef("option__code"))
    rows = TrajectoryView.objects.filter(
        Exists(other),
        record__school__in=schools,
        term__in=terms,
        subject=TrajectoryView.Subject.INSPECTION,
        viewpoint=school,
        given_at__isnull=False,
    )
    return set(rows.order_by().values_list("record__school", "term"))


def _add_plans(found: _InTerms, schools: set[int]) -> None:
    """Plans that ran, the latest first, each with its reviews in their order."""
    extended = PlanExtension.objects.filter(
        plan=OuterRef("pk"), state=PlanExtension.State.APPROVED
    )
    plans = Plan.objects.filter(school__in=schools, state__in=HELD_PLANS)
    rows = plans.annotate(extended=Exists(extended)).order_by("-starts_on", "-pk")
    names = ("starts_on", "ends_on", "ended_on", "ieb_from", "ieb_to", "extended")
    by_key: dict[int, Row] = {
        row["pk"]: {**row, "reviews": [], "limit": None}
        for row in rows.values("pk", "school", "state", "level__duration", *names)
    }
    for plan in by_key.values():
        found.plans[plan["school"]].append(plan)
    if by_key:
        _add_limits(by_key)
        _add_reviews(by_key)


def _add_limits(plans: dict[int, Row]) -> None:
    """The last day that each plan's level allows (INV-12)."""
    begun = [plan for plan in plans.values() if plan["starts_on"]]
    first = min((plan["starts_on"] for plan in begun), default=None)
    terms = list(Term.objects.filter(end__gte=first).order_by("start")) if first else []
    for plan in begun:
        plan["limit"] = limit_of(
            plan["level__duration"],
            start=plan["starts_on"],
            terms=[term for term in terms if term.end >= plan["starts_on"]],
            board=Board(plan["ieb_from"], plan["ieb_to"]) if plan["ieb_from"] else None,
        )


def _add_reviews(plans: dict[int, Row]) -> None:
    held = PlanReview.objects.held().filter(plan__in=plans).order_by("held_on", "pk")
    reviews: dict[int, Row] = {
        row["pk"]: {**row, "ratings": {}}
        for row in held.values("pk", "plan", "held_on", "on_track")
    }
    for review in reviews.values():
        plans[review["plan"]]["reviews"].append(review)
    ratings = ActionRating.objects.filter(
        review__in=reviews, kind=ActionRating.Kind.ACTION
    ).exclude(action__state=ActionState.DROPPED)
    for key, action, rag in ratings.values_list("review", "action", "rag"):
        reviews[key]["ratings"][action] = rag
