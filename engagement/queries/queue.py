"""The queue of proposals: those that wait for a decision first (domain 5.3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Case, F, IntegerField, Value, When

from engagement.models import (
    Level,
    LevelAssignment,
    LevelState,
    SchoolYearRecord,
    Side,
    View,
)
from engagement.queries.view_days import view_days
from schools.access import at_schools
from sitrack.core import calendar
from sitrack.core.models import User
from sitrack.core.prepared import number_of, prepared
from sitrack.core.roles import Capability, roles_with
from sitrack.core.words import word

SHOWN = (
    *("state", "raised_side", "raised_at", "proposed_at", "view"),
    *("school__name", "school__region__name", "raised_by__name", "raised_by__email"),
    *(
        f"{level}__{name}"
        for level in ("level", "suggested", "view_level")
        for name in ("short_name", "label")
    ),
)
PAGE_LENGTH = 15
WAITING = (LevelState.VIEWED, LevelState.PROPOSED)


@dataclass(frozen=True)
class Queued:
    """One proposal in the queue."""

    assignment: LevelAssignment
    present: Level | None
    days: int
    view_due: date | None = None
    parked_until: datetime | None = None

    @property
    def waits_for_decision(self) -> bool:
        return self.assignment.state == LevelState.VIEWED

    @property
    def views_differ(self) -> bool:
        return self.assignment.view == View.PREFERS_OTHER

    @property
    def criteria_differ(self) -> bool:
        return self.assignment.suggested_id != self.assignment.level_id

    @property
    def from_name(self) -> str:
        return short(self.present) if self.present else "No level"

    @property
    def to_name(self) -> str:
        return short(self.assignment.level)

    @property
    def suggested_name(self) -> str:
        suggested = self.assignment.suggested
        return short(suggested) if suggested else "No level"

    @property
    def age(self) -> str:
        """How long ago it was proposed."""
        if self.days < 1:
            return "today"
        return "1 day ago" if self.days == 1 else f"{self.days} days ago"

    @property
    def views(self) -> list[tuple[str, str]]:
        """Each side's name and what it says, the school first."""
        proposes = f"Proposes {short(self.assignment.level)}"
        answers = _answer(self.assignment)
        by_school = self.assignment.raised_side == Side.SCHOOL
        return [
            ("School", proposes if by_school else answers),
            (word("Authority"), answers if by_school else proposes),
        ]


def short(level: Level) -> str:
    """The name that people use in conversation."""
    return level.short_name or level.label


def waiting_for(user: User) -> Any:
    """Proposals at the schools whose queue the user sees, those to decide first.

    What a closed school left undecided in its locked record waits for nobody.
    """
    first = Case(
        When(state=LevelState.VIEWED, then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    reach = at_schools(user, roles_with(Capability.SEE_QUEUE), path="school")
    return (
        LevelAssignment.objects.visible_to(user)
        .filter(reach, state__in=WAITING)
        .exclude(record__state=SchoolYearRecord.State.LOCKED)
        .select_related(
            "school__region", "level", "suggested", "view_level", "raised_by"
        )
        .only(*SHOWN)
        .order_by(first, "proposed_at", "pk")
    )


class Counted(NamedTuple):
    """How many proposals there are, and how many of them wait for a decision."""

    all: int
    to_decide: int


def counted(user: User) -> Counted:
    """Both numbers in one query."""
    return Counted(*_counts(user)[0])


@prepared
def _counts(reader: User) -> Any:
    to_decide = Case(When(state=LevelState.VIEWED, then=F("pk")))
    rows = waiting_for(reader).order_by()
    return rows.values_list(number_of(F("pk")), number_of(to_decide))


def page_of(user: User, number: int) -> list[LevelAssignment]:
    """The proposals of one page of the queue."""
    first = (number - 1) * PAGE_LENGTH
    if not first:
        return _first_page(user)
    return list(waiting_for(user)[first : first + PAGE_LENGTH])


@prepared
def _first_page(reader: User) -> Any:
    return waiting_for(reader)[:PAGE_LENGTH]


def queued(
    assignments: list[LevelAssignment], parked: Mapping[int, datetime]
) -> list[Queued]:
    """The proposals with the level each school stands at today, and by when a view is
    asked for. ``parked`` says, by key, until when one waits for a meeting."""
    today = calendar.today()
    asked = [row for row in assignments if row.state == LevelState.PROPOSED]
    days = view_days(asked)
    present = levels_today({row.school_id for row in assignments}, today)
    return [
        Queued(
            assignment=row,
            present=present.get(row.school_id),
            days=_age(row, today),
            view_due=days[row.pk].due if row.pk in days else None,
            parked_until=parked.get(row.pk),
        )
        for row in assignments
    ]


def levels_today(schools: set[int], day: date) -> dict[int, Level]:
    """The level in force at each of several schools, by the school's key."""
    found: dict[int, Level] = {}
    for row in _in_force(day, *sorted(schools)):
        found.setdefault(row.school_id, row.level)
    return found


@prepared
def _in_force(day: date, *schools: int) -> Any:
    rows = LevelAssignment.objects.filter(school__id__in=schools).in_force(day)
    shown = rows.select_related("level")
    return shown.only("school_id", "level__short_name", "level__label")


def _age(assignment: LevelAssignment, today: date) -> int:
    raised = assignment.proposed_at or assignment.raised_at
    return (today - raised.astimezone().date()).days


def _answer(assignment: LevelAssignment) -> str:
    if not assignment.view:
        return "Not yet given"
    if assignment.view_level:
        return f"Prefers {short(assignment.view_level)}"
    return View(assignment.view).label
