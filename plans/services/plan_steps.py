"""The steps that every change of a plan's state takes (SM-2)."""

from collections.abc import Iterable

from django.db.models import Model

from plans.models import Plan
from plans.rules import plans as rules
from schools.access import users_holding
from sitrack.core import delivery, events
from sitrack.core.models import Audience, User
from sitrack.core.roles import SCHOOL_LEADERS, Role
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import Stale, take_next_version


def move(plan: Plan, verb: str, **fields: object) -> None:
    """Take the transition; of two who try at once the second is told (SM-2)."""
    transition = rules.check_can(verb, state=plan.state)
    try:
        take_next_version(plan, expected=plan.version)
    except Stale:
        raise RuleBroken(rules.TAKEN) from None
    plan.state = transition.target
    for name, value in fields.items():
        setattr(plan, name, value)
    plan.save()


def both_sides(plan: Plan) -> list[User]:
    """The school's leaders and its SEP."""
    return users_holding(plan.school, *SCHOOL_LEADERS, Role.OFFICER)


def tell(
    verb: str,
    plan: Plan,
    *,
    by: User | None,
    audience: Audience = Audience.LEADERS,
    **facts: str,
) -> None:
    """Record the event in the scope of the plan's school."""
    events.record(
        verb, plan, by=by, scope=plan.school.scope, audience=audience, **facts
    )


def notify(
    plan: Plan,
    users: Iterable[User],
    title: str,
    *,
    but: User | None,
    of: Model | None = None,
) -> None:
    """Tell people by a title and a link, and not the person who acts (DP-14).

    ``of`` is the part of the plan it is about, such as its evaluation.
    """
    part = f":{of._meta.model_name}:{of.pk}:{getattr(of, 'version', 0)}" if of else ""
    delivery.notify(
        [user for user in users if user != but],
        title=f"{title}: {plan.school}",
        path=plan.get_absolute_url(),
        key=f"plan:{plan.pk}:{plan.state}:{plan.version}{part}",
    )
