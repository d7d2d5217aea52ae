"""Both sides agree a plan, and it begins on its day (SM-2, INV-11, DEC-05)."""

from django.db import transaction

from engagement.models import Level, Side
from plans.models import Plan, PlanState
from plans.queries.standing import level_now, priorities_of, seen, stands
from plans.rules import agreeing as rules
from plans.rules import plans as states
from plans.services.editing import check_limit, hold
from plans.services.meetings import plan_meetings
from plans.services.opening import put_checks
from plans.services.plan_steps import both_sides, move, notify, tell
from sitrack.core import calendar, clock
from sitrack.core.models import Audience, User
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import take_next_version

CHANGED = (
    "The plan has changed since you opened this page. Read it again before you agree."
)


@transaction.atomic
def agree(*, plan: Plan, side: Side, as_seen: str, by: User) -> Plan:
    """Agree a plan for one side, as its page showed it; with both it is agreed.

    ``as_seen`` is the stamp of that page. At the statutory level the LA's agreement is
    enough once the school's view is recorded (DEC-05). A plan whose start day has come
    begins at once. Raises RuleBroken, listing what the plan lacks (ACC-049).
    """
    held = hold(plan)
    states.check_can("agree", state=held.state)
    priorities = priorities_of(held)
    if as_seen != seen(held, priorities):
        raise RuleBroken(CHANGED)
    level = level_now(held)
    rules.check_complete(stands(held, priorities, level))
    _follow(held, level)
    check_limit(held, starts_on=held.starts_on, ends_on=held.ends_on)
    others = held.la_agreed_by_id if side == Side.SCHOOL else held.school_agreed_by_id
    rules.check_other_side(agreed_by=others, by=by.pk)
    given = {f"{side}_agreed_by": by, f"{side}_agreed_at": clock.now()}
    whole = rules.is_agreed(
        school=side == Side.SCHOOL or held.school_agreed_at is not None,
        la=side == Side.LA or held.la_agreed_at is not None,
        statutory=held.level.statutory,
        view=held.school_view,
    )
    tell("plan.side_agreed", held, by=by, side=side.spoken)
    if not whole:
        _note(held, given)
        notify(held, both_sides(held), "A plan waits to be agreed", but=by)
        return held
    move(held, "agree", **given)
    tell("plan.agreed", held, by=by, audience=Audience.EVERYONE)
    notify(held, both_sides(held), "A plan is agreed", but=by)
    _tell_owners(held, by=by)
    plan_meetings(held)
    if held.starts_on and held.starts_on <= calendar.today():
        begin(plan=held)
    return held


@transaction.atomic
def give_view(*, plan: Plan, view: str, expected_version: int, by: User) -> Plan:
    """Record what the school thinks of a plan at the statutory level (DEC-05).

    Raises Stale, and RuleBroken at another level, without words, or once it is agreed.
    """
    held = hold(plan)
    states.check_can("agree", state=held.state)
    rules.check_view(statutory=held.level.statutory, view=view)
    take_next_version(held, expected=expected_version)
    held.school_view = view
    held.save()
    tell("plan.viewed", held, by=by)
    notify(held, both_sides(held), "The school’s view of a plan is recorded", but=by)
    return held


@transaction.atomic
def begin(*, plan: Plan) -> Plan:
    """Begin an agreed plan whose start day has come. Raises RuleBroken."""
    move(plan, "begin")
    tell("plan.begun", plan, by=None, audience=Audience.EVERYONE)
    return plan


def begin_those_due(limit: int) -> int:
    """Begin the plans whose day has come; returns how many. Run by the sweep."""
    rows = Plan.objects.filter(state=PlanState.AGREED, starts_on__lte=calendar.today())
    begun = 0
    for key in rows.order_by("pk").values_list("pk", flat=True)[:limit]:
        begun += _begin_one(key)
    return begun


@transaction.atomic
def _begin_one(key: int) -> bool:
    held = hold(Plan(pk=key))
    if held.state != PlanState.AGREED:
        return False
    begin(plan=held)
    notify(held, both_sides(held), "A plan is under way", but=None)
    return True


def _follow(plan: Plan, level: Level | None) -> None:
    """A plan drafted at one level and agreed at another belongs to the one in force."""
    if level and level.pk != plan.level_id:
        plan.level = level
        plan.save()
        put_checks(plan)


def _note(plan: Plan, given: dict[str, object]) -> None:
    """Keep one side's agreement. The version stays: nothing that anybody writes in has
    changed, and the other side agrees to the same."""
    for name, value in given.items():
        setattr(plan, name, value)
    plan.save()


def _tell_owners(plan: Plan, *, by: User) -> None:
    """Whoever is to do something in it hears of it, where they have an account."""
    owners = User.objects.filter(
        person__plan_actions__priority__plan=plan, is_active=True
    ).distinct()
    readers = [
        user
        for user in owners
        if Plan.objects.visible_to(user).filter(pk=plan.pk).exists()
    ]
    notify(plan, readers, "A plan has actions for you", but=by)
