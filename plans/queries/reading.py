"""A plan as its page shows it, in the order of its printed form (SUF-A).

Its actions are read as plain values: there may be thirty of them.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from django.db.models import CharField, Value

from engagement.models import Criterion
from plans.models import (
    ActionState,
    EntitlementUse,
    Plan,
    PlannedWith,
    PlanPriority,
    PlanReason,
    PlanState,
    Rag,
    TeamMember,
)
from sitrack.core.addresses import address
from sitrack.core.prepared import prepared
from sitrack.core.words import worded

PRESENT, TEAM = "present", "team"
COLOURS = {"red": "red", "amber": "yellow", "green": "green"}
RAGS = {rag.value: str(rag.label) for rag in Rag}


@dataclass(frozen=True)
class Reasons:
    """A block of the form: the criteria of one level that were picked (SUF-A-05)."""

    label: str
    picked: list[Criterion]


class Named(NamedTuple):
    """Somebody who met about the plan, or who is in the team around the school."""

    name: str
    job_title: str
    email: str
    phone: str

    def __str__(self) -> str:
        return f"{self.name}, {self.job_title}" if self.job_title else self.name


class Rating(NamedTuple):
    """An action's rating at one review, with its words."""

    rag: str
    words: str

    @property
    def label(self) -> str:
        return RAGS[self.rag]

    @property
    def colour(self) -> str:
        return COLOURS[self.rag]


@dataclass
class Action:
    """An action: what, who and when, how far it is, and how it was last rated
    (SUF-A-16 to 19)."""

    pk: int
    text: str
    who: str
    person: str | None
    due_on: date | None
    when: str
    state: str
    state_note: str
    step: int | None
    rating: Rating | None = None
    rated_on: date | None = None
    earlier: int = 0

    def __post_init__(self) -> None:
        self.href = address("plans:action", self.pk)
        self.owner = self.who or self.person or ""

    def is_late(self, today: date) -> bool:
        day = self.due_on
        return self.state == ActionState.OPEN and bool(day and day < today)


@dataclass
class Priority:
    """A priority with its actions, the priority of the record that it serves, and how
    it stood at the last review that speaks of it (SUF-A-13 to 15)."""

    pk: int
    title: str
    expected_change: str
    serves: str | None
    actions: list[Action] = field(default_factory=list)
    summary: str = ""
    summarised_on: date | None = None


@dataclass(frozen=True)
class Content:
    """All that a plan holds, reviews and timescale apart."""

    present: list[Named]
    reasons: list[Reasons]
    priorities: list[Priority]
    team: list[Named]
    checks: list[EntitlementUse]


def read(plan: Plan) -> Content:
    """Four queries, however much the plan holds."""
    named = defaultdict(list)
    for part, _, _, *person in sorted(_named(plan.pk)):
        named[part].append(Named(*person))
    return Content(
        present=named[PRESENT],
        reasons=_reasons(plan),
        priorities=priorities_in(plan),
        team=named[TEAM],
        checks=_checks(plan.pk),
    )


def priorities_in(plan: Plan) -> list[Priority]:
    """The plan's priorities in their order, each with its actions: one query."""
    found = []
    for columns, rows in groupby(_rows_of(plan.pk), key=lambda row: row[:4]):
        priority = Priority(*columns)
        priority.actions += [Action(*row[4:]) for row in rows if row[4]]
        found.append(priority)
    return found


@prepared
def _rows_of(plan: int) -> Any:
    """A row for each action, or for a priority that has none yet."""
    rows = PlanPriority.objects.filter(plan=plan).order_by(
        *("order", "pk", "actions__order", "actions__pk")
    )
    return rows.values_list(
        *("pk", "title", "expected_change", "priority__text"),
        *("actions__pk", "actions__text", "actions__who", "actions__person__name"),
        *("actions__due_on", "actions__when", "actions__state"),
        *("actions__state_note", "actions__step"),
    )


@prepared
def _named(plan: int) -> Any:
    nothing = Value("", output_field=CharField())
    present = PlannedWith.objects.filter(plan=plan).values_list(
        *(Value(PRESENT), "order", "pk", "name", "job_title"),
        *(nothing, nothing),
    )
    team = TeamMember.objects.filter(plan=plan).values_list(
        *(Value(TEAM), "order", "pk", "name", "job_title", "email", "phone")
    )
    return present.order_by().union(team.order_by(), all=True)


@prepared
def _checks(plan: int) -> Any:
    return EntitlementUse.objects.filter(plan=plan).select_related("line", "team")


@prepared
def _picked(plan: int) -> Any:
    return PlanReason.objects.filter(plan=plan).select_related("criterion__level")


def who_can_see(plan: Plan) -> str:
    """In words, who reads the plan in its present state (CONF-15)."""
    if plan.state == PlanState.DRAFT or plan.la_agreed_at is None:
        return worded(
            "The {authority_side}, the school’s leaders and {its_chair} can see this;"
            " {governors} once it is agreed"
        )
    return worded(
        "The {authority_side}, the school’s leaders and {governors} can see this, and officers"
        " of other teams who have a part in it"
    )


def _reasons(plan: Plan) -> list[Reasons]:
    picked = [one.criterion for one in _picked(plan.pk)]
    return [
        Reasons(
            block["label"],
            [one for one in picked if one.level.code == block["level"]],
        )
        for block in plan.template.reasons
    ]
