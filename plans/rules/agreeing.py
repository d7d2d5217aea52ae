"""What a plan must hold before both sides agree it (INV-11)."""

from dataclasses import dataclass
from datetime import date

from sitrack.core.rules import RuleBroken


@dataclass(frozen=True)
class ActionStands:
    """What an action has: somebody who does it, and a day."""

    has_owner: bool
    has_day: bool


@dataclass(frozen=True)
class PriorityStands:
    title: str
    actions: tuple[ActionStands, ...]


@dataclass(frozen=True)
class PlanStands:
    """What a plan holds, as far as an agreement asks for it.

    ``level`` is the label of the level in force, ``level_wants_plan`` whether it is one
    with a plan; ``called`` is the word for its priorities,
    ``clock`` the day that its meetings are counted from, where that is not told yet.
    """

    level: str
    level_wants_plan: bool
    has_reasons: bool
    starts_on: date | None
    ends_on: date | None
    priorities: tuple[PriorityStands, ...]
    called: str = "priority"
    clock: str = ""


def missing(plan: PlanStands) -> list[str]:
    """ACC-049: each thing that a plan still lacks, in the order of its form."""
    lacks = []
    if not plan.level_wants_plan:
        level = f"the level in force is “{plan.level}”" if plan.level else "none is set"
        lacks.append(f"a level that has a plan: {level}")
    if not plan.starts_on:
        lacks.append("the start date")
    if plan.clock:
        lacks.append(f"the day of this: {plan.clock}")
    if not plan.has_reasons:
        lacks.append("the reasons")
    if not plan.ends_on:
        lacks.append("the end date")
    if not plan.priorities:
        lacks.append(f"at least one {plan.called}")
    for number, priority in enumerate(plan.priorities, start=1):
        lacks += _missing_in(priority, f"{plan.called} {number}, {priority.title}")
    return lacks


def _missing_in(priority: PriorityStands, name: str) -> list[str]:
    if not priority.actions:
        return [f"at least one action for {name}"]
    lacks = []
    for number, action in enumerate(priority.actions, start=1):
        if not action.has_owner:
            lacks.append(f"who does action {number} of {name}")
        if not action.has_day:
            lacks.append(f"the day of action {number} of {name}")
    return lacks


def check_complete(plan: PlanStands) -> None:
    """INV-11, ACC-049: an agreed plan lacks nothing; what is missing is listed."""
    lacks = missing(plan)
    if lacks:
        raise RuleBroken(f"The plan still lacks: {'; '.join(lacks)}.")


def check_days(*, starts_on: date | None, ends_on: date | None) -> None:
    """INV-11: start ≤ end."""
    if starts_on and ends_on and ends_on < starts_on:
        raise RuleBroken(
            f"The plan would end on {ends_on:%-d %B %Y}, before it starts on"
            f" {starts_on:%-d %B %Y}.",
            "ends_on",
        )


def check_other_side(*, agreed_by: int | None, by: int) -> None:
    """DEC-05: the two sides are two people."""
    if agreed_by == by:
        raise RuleBroken("You agreed this plan for the other side already.")


def is_agreed(*, school: bool, la: bool, statutory: bool, view: str) -> bool:
    """INV-11, DEC-05: both sides; at the statutory level the LA alone, once the
    school's view is recorded."""
    return la and (school or (statutory and bool(view.strip())))


def check_view(*, statutory: bool, view: str) -> None:
    """DEC-05: a view in place of an agreement belongs to the statutory level."""
    if not statutory:
        raise RuleBroken("At this level the plan begins once both sides agree it.")
    if not view.strip():
        raise RuleBroken("Say what the school thinks of the plan.", "view")
