"""The days of a plan: its limit, how it stands against it, what lengthened it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.db.models import Exists, OuterRef

from plans.models import Plan, PlanExtension, PlanState
from plans.rules.limits import IEB_FLAG, Board, Limit, limit_of, transition_limit
from plans.rules.standing import Standing, standing_of
from sitrack.core import calendar
from sitrack.core.models import Term
from sitrack.core.prepared import prepared

State = PlanExtension.State


@dataclass(frozen=True)
class Timescale:
    """``base`` is the level's own limit, ``limit`` that with the board it has;
    ``terms`` are those that were not over when the plan started."""

    plan: Plan
    base: Limit | None
    limit: Limit | None
    standing: Standing
    extensions: list[PlanExtension]
    terms: list[Term]

    @property
    def asked(self) -> PlanExtension | None:
        """The request that waits for a decision."""
        return next((one for one in self.extensions if one.state == State.ASKED), None)

    @property
    def approved(self) -> list[PlanExtension]:
        return [one for one in self.extensions if one.state == State.APPROVED]


def timescale_of(
    plan: Plan, today: date, *, was_asked_longer: bool = True
) -> Timescale | None:
    """A plan's timescale; None while its days are not set. One query, or none where it
    is known that nobody asked for a longer plan."""
    if plan.starts_on is None or plan.ends_on is None:
        return None
    terms = calendar.terms_from(plan.starts_on)
    extensions = _extensions(plan.pk) if was_asked_longer else []
    return _timescale(plan, extensions, terms, today)


def was_asked_longer() -> Exists:
    """Whether that was asked for, for a column of the query that finds a plan."""
    return Exists(PlanExtension.objects.filter(plan=OuterRef("pk")))


@prepared
def _extensions(plan: int) -> Any:
    rows = PlanExtension.objects.filter(plan=plan)
    # Not when they signed in last: it changes nothing here.
    return rows.select_related("asked_by", "decided_by").defer(
        "asked_by__last_login", "decided_by__last_login"
    )


def near_or_over(plans: Iterable[Plan], today: date) -> list[Timescale]:
    """DER-11: of these plans those that end within 30 days, or run past their limit
    with an extension or without, the most pressing first. Two queries for a queryset
    of plans with their levels."""
    running = [one for one in plans if one.state == PlanState.ACTIVE]
    dated = [(one, one.starts_on) for one in running if one.starts_on and one.ends_on]
    if not dated:
        return []
    terms = calendar.terms_from(min(start for _, start in dated))
    extensions: dict[int, list[PlanExtension]] = {one.pk: [] for one, _ in dated}
    for row in PlanExtension.objects.filter(plan__in=list(extensions)):
        extensions[row.plan_id].append(row)
    found = [
        _timescale(one, extensions[one.pk], _since(terms, start), today)
        for one, start in dated
    ]
    pressing = [one for one in found if one.standing.needs_attention]
    return sorted(pressing, key=lambda one: one.standing.days_left)


def days_of(plan: Plan) -> tuple[date, date]:
    """First and last day of a plan that is under way: the database holds both."""
    return cast(date, plan.starts_on), cast(date, plan.ends_on)


def board_of(plan: Plan) -> Board | None:
    """The plan's Interim Executive Board, where one is recorded."""
    return Board(plan.ieb_from, plan.ieb_to) if plan.ieb_from else None


def takes_board(plan: Plan) -> bool:
    """Whether a board lengthens the limit of the plan's level (SUF-E-23)."""
    return (plan.level.duration.get("extend_if") or {}).get("flag") == IEB_FLAG


def last_day_of_transition(plan: Plan, ends_on: date) -> Limit | None:
    """The last day of the transition that follows an end (INV-13)."""
    return transition_limit(
        plan.level.duration, ends_on=ends_on, terms=calendar.terms_from(ends_on)
    )


def limits(plan: Plan, terms: list[Term]) -> tuple[Limit | None, Limit | None]:
    """The limit of the plan's level, without its board and with it."""
    duration, start = plan.level.duration, plan.starts_on
    if start is None:
        return None, None
    return (
        limit_of(duration, start=start, terms=terms),
        limit_of(duration, start=start, terms=terms, board=board_of(plan)),
    )


def _timescale(
    plan: Plan, extensions: list[PlanExtension], terms: list[Term], today: date
) -> Timescale:
    base, limit = limits(plan, terms)
    standing = standing_of(
        is_running=plan.state == PlanState.ACTIVE,
        ends_on=days_of(plan)[1],
        limit=limit,
        extended=any(one.state == State.APPROVED for one in extensions),
        today=today,
    )
    return Timescale(plan, base, limit, standing, extensions, terms)


def _since(terms: list[Term], start: date) -> list[Term]:
    return [term for term in terms if term.end >= start]
