"""The steps that every change of a level's state takes (SM-1)."""

from collections.abc import Iterable
from typing import cast

from engagement.models import LevelAssignment, Side
from engagement.rules import levels as rules
from engagement.rules.levels import STANDS
from engagement.services.holding import hold_open
from schools.access import users_holding
from sitrack.core import delivery, events
from sitrack.core.models import Audience, User
from sitrack.core.roles import SCHOOL_LEADERS, Role
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import Stale, take_next_version


def move(assignment: LevelAssignment, verb: str, **fields: object) -> None:
    """Take a step of SM-1 in a record that is open."""
    rules.check_can(verb, state=assignment.state)
    hold_open(assignment.record)
    step(assignment, verb, **fields)


def step(assignment: LevelAssignment, verb: str, **fields: object) -> None:
    """Take the transition; of two who try at once the second is told (SM-1)."""
    transition = rules.check_can(verb, state=assignment.state)
    try:
        take_next_version(assignment, expected=assignment.version)
    except Stale as stale:
        raise RuleBroken(taken(cast(LevelAssignment, stale.current))) from None
    assignment.state = transition.target
    for name, value in fields.items():
        setattr(assignment, name, value)
    assignment.save()


def taken(current: LevelAssignment) -> str:
    """What the second of two who act at once is told: how the proposal stands now."""
    return f"Somebody has already taken this proposal further. {STANDS[current.state]}"


def own_side(assignment: LevelAssignment) -> Audience:
    """Who may be told of a proposal that is still a draft (CONF-07)."""
    on_school_side = assignment.raised_side == Side.SCHOOL
    return Audience.SCHOOL if on_school_side else Audience.AUTHORITY


def other_side_users(assignment: LevelAssignment) -> list[User]:
    """Those whose view a proposal asks for."""
    if assignment.other_side == Side.SCHOOL:
        return users_holding(assignment.school, *SCHOOL_LEADERS)
    return users_holding(assignment.school, Role.OFFICER)


def approvers(assignment: LevelAssignment) -> list[User]:
    """Those whose role decides this level (SUF-W-14)."""
    return users_holding(assignment.school, Role(assignment.level.approver))


def both_sides(assignment: LevelAssignment) -> list[User]:
    """The school's leaders and its SEP."""
    return users_holding(assignment.school, *SCHOOL_LEADERS, Role.OFFICER)


def tell(
    verb: str,
    assignment: LevelAssignment,
    *,
    by: User | None,
    audience: Audience,
    **facts: str,
) -> None:
    """Record the event, with the level and its day."""
    facts.setdefault("day", f"{assignment.effective_from:%-d %B %Y}")
    events.record(
        verb,
        assignment,
        by=by,
        scope=assignment.school.scope,
        audience=audience,
        level=assignment.level.label,
        **facts,
    )


def notify(assignment: LevelAssignment, users: Iterable[User], title: str) -> None:
    """Tell people by a title and a link (DP-14)."""
    delivery.notify(
        users,
        title=f"{title}: {assignment.school}",
        path=assignment.get_absolute_url(),
        key=f"level:{assignment.pk}:{assignment.state}:{assignment.version}",
    )
