"""Changing a plan: its days and reasons, and the people around the school."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from engagement.models import Criterion
from plans.models import Plan, PlannedWith, PlanReason, PlanState, TeamMember
from plans.queries.limits import limit_from
from plans.queries.standing import level_now, priorities_of, stands
from plans.rules import agreeing
from plans.rules import editing as rules
from plans.rules.limits import check_within
from plans.services.plan_steps import both_sides, move, notify, tell
from sitrack.core.models import User
from sitrack.core.versions import take_next_version
from visits.services.content import Present


@dataclass(frozen=True)
class Front:
    """The head of the form: who met, when the plan runs, and why (SUF-A-02 to 07);
    where a definition draws it, what its meetings are counted from, and its boxes."""

    starts_on: date | None
    ends_on: date | None
    reasons: str
    criteria: tuple[Criterion, ...]
    present: tuple[Present, ...]
    counted_from: date | None = None
    boxes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Member:
    """One row of the team around the school; ``key`` is that of the row it changes."""

    name: str
    job_title: str = ""
    email: str = ""
    phone: str = ""
    key: int | None = None


@transaction.atomic
def change_front(*, plan: Plan, front: Front, expected_version: int, by: User) -> Plan:
    """Change the days, the reasons and who met. Raises Stale, and RuleBroken once the
    plan is under way, and where it would end before it starts (INV-11) or later than
    its level allows (INV-12)."""
    held = hold(plan)
    rules.check_may_change_front(held.state)
    agreeing.check_days(starts_on=front.starts_on, ends_on=front.ends_on)
    check_limit(held, starts_on=front.starts_on, ends_on=front.ends_on)
    take_next_version(held, expected=expected_version)
    held.starts_on, held.ends_on = front.starts_on, front.ends_on
    held.reasons = front.reasons
    held.counted_from, held.boxes = front.counted_from, dict(front.boxes)
    held.save()
    _pick(held, front.criteria)
    held.present.all().delete()
    PlannedWith.objects.bulk_create(
        PlannedWith(
            plan=held,
            person=one.person,
            name=one.name,
            job_title=one.role,
            order=place,
        )
        for place, one in enumerate(front.present, start=1)
    )
    changed(held, "its days and reasons", by=by)
    return held


def _pick(plan: Plan, criteria: Sequence[Criterion]) -> None:
    wanted = {criterion.pk: criterion for criterion in criteria}
    for reason in plan.picked_reasons.all():
        if wanted.pop(reason.criterion_id, None) is None:
            reason.delete()
    for criterion in wanted.values():
        PlanReason.objects.create(plan=plan, criterion=criterion)


@transaction.atomic
def write_team(
    *, plan: Plan, members: Sequence[Member], expected_version: int, by: User
) -> Plan:
    """Replace the rows of the team around the school, in order (SUF-A-09, 10).

    Nobody agrees again because of a telephone number. Raises Stale and RuleBroken.
    """
    held = hold(plan)
    rules.check_may_change(held.state)
    take_next_version(held, expected=expected_version)
    present = {row.pk: row for row in held.team.all()}
    for place, member in enumerate(members, start=1):
        row = present.pop(member.key or 0, None) or TeamMember(plan=held)
        if row.name != member.name:
            row.person = None
        row.name, row.job_title = member.name, member.job_title
        row.email, row.phone = member.email, member.phone
        row.order = place
        row.save()
    for row in present.values():
        row.delete()
    tell("plan.changed", held, by=by, what="the team around the school")
    return held


def check_limit(plan: Plan, *, starts_on: date | None, ends_on: date | None) -> None:
    """INV-12: a plan ends within the limit of its level. Raises RuleBroken."""
    if starts_on and ends_on:
        check_within(ends_on, limit_from(plan, starts_on))


def hold(plan: Plan) -> Plan:
    """The plan as it stands, held until the end of the transaction: whoever changes a
    part of it, or agrees it, comes one after the other."""
    rows = Plan.objects.select_for_update(of=("self",), no_key=True).select_related(
        "school", "level", "template", "record__framework"
    )
    held: Plan = rows.order_by().get(pk=plan.pk)
    return held


def changed(plan: Plan, what: str, *, by: User) -> None:
    """What follows a change of what the sides agree on, of a plan that is held.

    Whoever agreed before is asked again; a plan that has begun stays whole (INV-11),
    and the other side is told.
    """
    tell("plan.changed", plan, by=by, what=what)
    if plan.is_live and plan.state != PlanState.AGREED:
        agreeing.check_complete(stands(plan, priorities_of(plan), level_now(plan)))
        notify(plan, both_sides(plan), "A plan was changed", but=by)
        return
    if plan.la_agreed_at is None and plan.school_agreed_at is None:
        return
    cleared = dict.fromkeys(
        (*("school_agreed_by", "school_agreed_at"), *("la_agreed_by", "la_agreed_at"))
    )
    if plan.state == PlanState.AGREED:
        move(plan, "change", **cleared)
    else:
        take_next_version(plan, expected=plan.version)
        for name in cleared:
            setattr(plan, name, None)
        plan.save()
    tell("plan.unagreed", plan, by=by)
    notify(plan, both_sides(plan), "A plan was changed and is agreed again", but=by)
