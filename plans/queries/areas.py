"""The areas of a plan whose form a definition draws, with their boxes and actions."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from engagement.definitions.plans import ActionList, Box, PlanForm, PlanSection
from plans.models import ActionState, Plan, PlanAction, PlanPriority
from plans.rules.agreeing import ActionStands, PriorityStands
from sitrack.core.prepared import prepared

# The boxes that have a column of their own.
OF_ACTIONS = {"text": "text", "who": "who", "by_when": "due_on"}
OF_AREAS = {"expected_change": "expected_change"}
# Letters: in the narrowest column not half a page.
SHORT = 300


@dataclass(frozen=True)
class Filled:
    """A box of the form with what stands in it: a text, a day, a sum, or nothing."""

    box: Box
    value: Any

    @property
    def is_day(self) -> bool:
        return isinstance(self.value, date)

    @property
    def is_money(self) -> bool:
        return self.box.type == "money" and bool(self.value)


@dataclass(frozen=True)
class Boxes:
    """Neighbouring boxes under the heading that they share, or one without any."""

    heading: str
    filled: list[Filled]


@dataclass(frozen=True)
class Row:
    """An action of a list, numbered, with its cells in the order of the columns."""

    number: str
    action: PlanAction
    cells: list[Filled]

    @property
    def is_short(self) -> bool:
        """Whether it need never be parted between two pages."""
        return sum(len(str(one.value or "")) for one in self.cells) <= SHORT


@dataclass(frozen=True)
class ListOf:
    """The actions of one side of an area."""

    kind: ActionList
    rows: list[Row]


@dataclass(frozen=True)
class Area:
    """An area, or a block that stands in the form once."""

    section: PlanSection
    number: int
    priority: PlanPriority
    boxes: list[Boxes] = field(default_factory=list)
    lists: list[ListOf] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What the form calls it, such as “Area for Improvement 1”."""
        if self.section.once:
            return self.section.heading
        return self.section.title.replace("{number}", str(self.number))


@dataclass(frozen=True)
class Part:
    """A section of the form with the areas that stand in it."""

    section: PlanSection
    areas: list[Area]


def read_parts(plan: Plan, form: PlanForm) -> list[Part]:
    """The form section by section, as the plan fills it: two queries."""
    actions: dict[int, list[PlanAction]] = defaultdict(list)
    for one in _actions_of(plan.pk):
        actions[one.priority_id].append(one)
    rows = _priorities_of(plan.pk)
    return [
        Part(
            section,
            [
                _area(section, number, one, actions[one.pk])
                for number, one in enumerate(
                    (row for row in rows if row.section == section.key), start=1
                )
            ],
        )
        for section in form.sections
    ]


@prepared
def _priorities_of(plan: int) -> Any:
    return PlanPriority.objects.filter(plan=plan)


@prepared
def _actions_of(plan: int) -> Any:
    rows = PlanAction.objects.filter(priority__plan=plan)
    return rows.select_related("person")


def _area(
    section: PlanSection, number: int, row: PlanPriority, actions: list[PlanAction]
) -> Area:
    columns = {box.key: getattr(row, OF_AREAS[box.key]) for box in _own(section)}
    filled = fill(section.boxes, {**row.boxes, **columns})
    grouped = groupby(filled, key=lambda one: one.box.group or one.box.key)
    return Area(
        section,
        number,
        row,
        [_boxes(list(group)) for _, group in grouped],
        [_list(kind, number, actions, section) for kind in section.lists],
    )


def _own(section: PlanSection) -> list[Box]:
    return [box for box in section.boxes if box.key in OF_AREAS]


def _boxes(group: list[Filled]) -> Boxes:
    return Boxes(group[0].box.group, group)


def _list(
    kind: ActionList, number: int, actions: list[PlanAction], section: PlanSection
) -> ListOf:
    mine = [one for one in actions if one.side == kind.key]
    head = "" if section.once else f"{number}."
    return ListOf(
        kind,
        [
            Row(f"{head}{place}", one, fill(kind.columns, values_of(one)))
            for place, one in enumerate(mine, start=1)
        ],
    )


def values_of(action: PlanAction) -> dict[str, Any]:
    """What stands in the boxes of an action, by their keys."""
    owner = {"who": action.owner, "text": action.text, "by_when": action.due_on}
    return {**action.boxes, **owner}


def fill(boxes: Iterable[Box], values: Mapping[str, Any]) -> list[Filled]:
    """Each box with its value; a day that was kept as text is a day again."""
    return [Filled(box, _read(box, values.get(box.key))) for box in boxes]


def _read(box: Box, value: Any) -> Any:
    if box.type == "date" and isinstance(value, str) and value:
        return date.fromisoformat(value)
    return value or ""


def areas_stand(form: PlanForm, rows: list[PlanPriority]) -> list[PriorityStands]:
    """What an agreement asks of each area: one action at least, and whatever its list
    has a column for, who does it and by when. A block that stands once may be empty."""
    kinds = {kind.key: kind for part in form.sections for kind in part.lists}
    once = {section.key for section in form.sections if section.once}
    if all(row.section in once for row in rows):
        return []
    return [
        PriorityStands(
            row.title,
            tuple(
                _action_stands(kinds.get(one.side), one)
                for one in row.actions.all()
                if one.state != ActionState.DROPPED
            ),
        )
        for row in rows
        if row.section not in once or row.actions.all()
    ]


def _action_stands(kind: ActionList | None, action: PlanAction) -> ActionStands:
    asked = {box.key for box in kind.columns} if kind else set()
    return ActionStands(
        has_owner="who" not in asked or bool(action.owner),
        has_day="by_when" not in asked or action.due_on is not None,
    )
