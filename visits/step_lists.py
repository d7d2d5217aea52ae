"""Next steps in lists: a school's across its visits, and a person's across schools."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from engagement.models import SchoolYearRecord
from schools.access import may
from schools.models import School
from sitrack.core.addresses import address
from sitrack.core.models import User
from sitrack.core.prepared import prepared
from sitrack.core.roles import Capability
from visits import rules
from visits.models import NextStep
from visits.models.steps import StepState
from visits.models.visit import WRITTEN

MOST_PEOPLE = 100
OVERDUE, EVERY = "overdue", "all"
SHOWN = {
    "": "Open",
    OVERDUE: "Overdue",
    StepState.DONE: "Done",
    StepState.CARRIED: "Carried",
    StepState.DROPPED: "Dropped",
    EVERY: "All",
}
COLUMNS = {
    "pk": "pk",
    "text": "text",
    "due_on": "due_on",
    "who": "who",
    "owner": "person__user",
    "state": "state",
    "closed_on": "closed_on",
    "closing_note": "closing_note",
    "carried_to": "carried_to",
    "visit": "visit",
    "visit_day": "visit__date",
    "school_key": "record__school",
    "school": "record__school__name",
    "year": "record__year__label",
    "visit_record": "visit__record",
    "record": "record",
    "record_state": "record__state",
}


@dataclass(frozen=True)
class StepRow:
    """One next step of a list; ``carried_to`` only where the reader may see it."""

    pk: int
    text: str
    due_on: date | None
    who: str
    owner: int | None
    state: str
    closed_on: date | None
    closing_note: str
    carried_to: int | None
    visit: int
    visit_day: date
    school_key: int
    school: str
    year: str
    visit_record: int
    record: int
    record_state: str
    may_close: bool = False

    @property
    def href(self) -> str:
        return address("visits:step", self.pk)

    @property
    def done_href(self) -> str:
        return address("visits:step_done", self.pk)

    @property
    def school_href(self) -> str:
        return address("visits:school_steps", self.school_key)

    @property
    def is_open(self) -> bool:
        return self.state == StepState.OPEN

    @property
    def is_carried_over(self) -> bool:
        """Whether it comes from the record of an earlier year (ACC-003)."""
        return self.record != self.visit_record

    @property
    def state_words(self) -> str:
        return str(StepState(self.state).label)


def steps_at(school: School, reader: User, *, state: str, who: str, today: date) -> Any:
    """A school's agreed steps that the reader may see, by day due.

    ``state`` is a key of ``SHOWN``; ``who`` a name as the steps hold it, or empty.
    What is neither finds nothing.
    """
    steps = NextStep.objects.visible_to(reader).agreed()
    steps = steps.of_school(school)
    if who:
        steps = steps.filter(who=who)
    if state in {"", OVERDUE}:
        steps = steps.open()
    if state == OVERDUE:
        steps = steps.due_before(today)
    elif state in StepState.values:
        steps = steps.filter(state=state)
    elif state not in SHOWN:
        steps = steps.none()
    return steps.order_by("due_on", "pk")


def people_with_steps(school: School, reader: User) -> list[str]:
    """The names that the school's steps are under, as far as the reader sees them."""
    return _people_with_steps(reader, school.pk)


@prepared
def _people_with_steps(reader: User, school: int) -> Any:
    steps = NextStep.objects.visible_to(reader).agreed()
    named = steps.of_school(school).exclude(who="").order_by("who")
    return named.values_list("who", flat=True).distinct()[:MOST_PEOPLE]


def own_steps(user: User) -> Any:
    """Open steps that are the user's own, at every school, those due first on top."""
    steps = NextStep.objects.visible_to(user).agreed().alive()
    return steps.filter(person__user=user).order_by("due_on", "pk")


def led_steps(user: User) -> Any:
    """Open steps of the visits that the user led, school by school."""
    steps = NextStep.objects.visible_to(user).agreed().alive()
    return steps.filter(visit__lead__user=user).order_by(
        "record__school__name", "due_on", "pk"
    )


def rows_of(steps: Any, reader: User) -> list[StepRow]:
    """Steps as rows of a list, in two queries however many there are."""
    rows = [
        StepRow(**dict(zip(COLUMNS, row, strict=True)))
        for row in steps.values_list(*COLUMNS.values())
    ]
    carried = [row.carried_to for row in rows if row.carried_to]
    seen: set[int] = set()
    if carried:
        visible = NextStep.objects.visible_to(reader).filter(pk__in=carried)
        seen = set(visible.values_list("pk", flat=True))
    hidden = {*carried} - seen
    return [
        replace(row, carried_to=None) if row.carried_to in hidden else row
        for row in rows
    ]


def with_moves(rows: list[StepRow], reader: User, school: School) -> list[StepRow]:
    """The rows of one school, each telling whether the reader may close it."""
    every = may(reader, Capability.CHANGE_STEPS, school)
    every = every or may(reader, Capability.UPDATE_STEPS, school)
    own = may(reader, Capability.UPDATE_OWN_STEPS, school)
    return [
        replace(
            row,
            may_close=row.is_open
            and row.record_state != SchoolYearRecord.State.LOCKED
            and (every or (own and row.owner == reader.pk)),
        )
        for row in rows
    ]


def moves_allowed(step: NextStep, reader: User) -> frozenset[str]:
    """What with this step is the reader's to do, whatever its state (domain 4.2)."""
    school = step.record.school
    own = step.person is not None and step.person.user_id == reader.pk
    return rules.moves_of_role(
        may_change=may(reader, Capability.CHANGE_STEPS, school),
        may_update=may(reader, Capability.UPDATE_STEPS, school),
        may_close=own and may(reader, Capability.UPDATE_OWN_STEPS, school),
    )


def moves_of(step: NextStep, reader: User) -> frozenset[str]:
    """What the reader may do with a step now."""
    agreed = step.visit.state in WRITTEN
    if step.record.is_locked:
        return frozenset()
    possible = rules.moves_of_state(state=step.state, agreed=agreed)
    return moves_allowed(step, reader) & possible
