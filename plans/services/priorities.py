"""The priorities of a plan and their actions (SUF-A-13 to 18)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from engagement.models import RecordPriority
from engagement.queries.plan_forms import plan_form
from plans.models import Plan, PlanAction, PlanPriority
from plans.rules import editing as rules
from plans.services.editing import changed, hold
from schools.models import Person
from sitrack.core.models import User
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import take_next_version, was_made


@dataclass(frozen=True)
class ActionLine:
    """An action as its writer leaves it; ``key`` is that of the row it changes,
    ``side`` the list that it stands in where a definition draws the form."""

    text: str
    who: str = ""
    due_on: date | None = None
    when: str = ""
    person: Person | None = None
    key: int | None = None
    side: str = ""
    boxes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class PriorityText:
    """A priority as its writer leaves it, with all its actions in order."""

    title: str
    expected_change: str = ""
    priority: RecordPriority | None = None
    actions: tuple[ActionLine, ...] = ()
    section: str = ""
    boxes: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def add_priority(*, plan: Plan, text: PriorityText, by: User) -> PlanPriority:
    """Add a priority behind the others. More than the form prints are allowed (DP-04).

    Raises RuleBroken once the plan has ended.
    """
    held = hold(plan)
    rules.check_may_change(held.state)
    last = held.priorities.order_by("-order").values_list("order", flat=True).first()
    row = PlanPriority(plan=held, order=(last or 0) + 1)
    _write(row, text)
    was_made(row)
    _write_actions(row, text.actions)
    changed(held, _named(held, row), by=by)
    return row


@transaction.atomic
def change_priority(
    *, priority: PlanPriority, text: PriorityText, expected_version: int, by: User
) -> PlanPriority:
    """Change a priority and its actions. Raises Stale; RuleBroken once the plan has
    ended, and where an action would go that a review rated."""
    held = hold(priority.plan)
    rules.check_may_change(held.state)
    row = PlanPriority.objects.get(pk=priority.pk)
    take_next_version(row, expected=expected_version)
    _write(row, text)
    _write_actions(row, text.actions)
    changed(held, _named(held, row), by=by)
    return row


@transaction.atomic
def remove_priority(*, priority: PlanPriority, by: User) -> None:
    """Take a priority out with its actions. Raises RuleBroken where a review speaks of
    it, and where a plan under way would be left without one (INV-11)."""
    held = hold(priority.plan)
    rules.check_may_change(held.state)
    row = PlanPriority.objects.filter(pk=priority.pk).first()
    if row is None:
        return
    form = plan_form(held.template)
    once = bool(form and row.section and form.section(row.section).once)
    rules.check_may_take_out(once=once)
    reviewed = row.summaries.exists() or row.actions.filter(ratings__isnull=False)
    rules.check_may_remove(was_reviewed=bool(reviewed), what="this priority")
    row.delete()
    for place, left in enumerate(held.priorities.all(), start=1):
        if left.order != place:
            left.order = place
            left.save()
    changed(held, f"its priorities, without “{row.title[:80]}”", by=by)


def _write(row: PlanPriority, text: PriorityText) -> None:
    if not text.title.strip():
        raise RuleBroken("Enter what the priority is.", "title")
    row.title = text.title.strip()
    row.expected_change = text.expected_change
    row.priority = text.priority
    row.section = row.section or text.section
    row.boxes = dict(text.boxes)
    row.save()


def _write_actions(row: PlanPriority, lines: Sequence[ActionLine]) -> None:
    present = {action.pk: action for action in row.actions.all()}
    wanted = [line for line in lines if line.text.strip()]
    for place, line in enumerate(wanted, start=1):
        action = present.pop(line.key or 0, None) or PlanAction(priority=row)
        before = _said_in(action)
        action.order, action.text = place, line.text.strip()
        action.who, action.person = line.who.strip(), line.person
        action.due_on, action.when = line.due_on, line.when.strip()
        action.side, action.boxes = line.side, dict(line.boxes)
        if before == _said_in(action):
            continue
        if action.pk:
            take_next_version(action, expected=action.version)
        action.save()
    for action in present.values():
        what = f"the action “{action.text[:80]}”"
        rules.check_may_remove(was_reviewed=action.ratings.exists(), what=what)
        action.delete()


def _named(plan: Plan, row: PlanPriority) -> str:
    called = "part" if plan.template.form else "priority"
    return f"the {called} “{row.title[:80]}”"


def _said_in(action: PlanAction) -> tuple[object, ...]:
    return (
        *(action.order, action.text, action.who, action.due_on, action.when),
        *(action.side, action.boxes),
    )
