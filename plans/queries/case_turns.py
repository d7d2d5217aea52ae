"""Whose turn it is in a case, for what, and by when: the same for every reader."""

from collections.abc import Container
from dataclasses import dataclass, replace
from datetime import date

from engagement.queries.forms import form_of
from plans.models import CaseState, IntensiveCase
from sitrack.core import calendar
from sitrack.core.roles import SCHOOL_LEADERS, Role
from sitrack.core.working_days import add_working_days

OFFICERS = frozenset({Role.OFFICER})
LEADS = frozenset({Role.LEAD})
HEADS = frozenset({Role.HEAD})
SETTLE = "Settle what follows the review"
ACKNOWLEDGE = "Read and acknowledge the exit criteria"


@dataclass(frozen=True)
class Turn:
    """Who is to do what. The words name no restricted letter: mails tell them too."""

    roles: frozenset[Role]
    words: str
    due_on: date | None = None

    case: int = 0

    @property
    def day(self) -> str:
        """The last day, as a summary keeps it."""
        return self.due_on.isoformat() if self.due_on else ""

    @property
    def told(self) -> str:
        """As home and mails tell it to those whose turn it is."""
        by = f", by {self.due_on:%-d %B}" if self.due_on else ""
        return f"Intensive support: it is your turn. {self.words}{by}"

    @property
    def at_school(self) -> bool:
        return self.roles == SCHOOL_LEADERS


def pack_due(case: IntensiveCase, days: int, closed: Container[date]) -> date | None:
    """The day by which the school sends its papers for the review (WIL-T-08)."""
    if case.review_on is None:
        return None
    return add_working_days(case.review_on, -days, closed)


def turn_of(
    case: IntensiveCase, *, judged: bool, pack_on: date | None, today: date
) -> Turn | None:
    """Whose turn it is now; nobody's once intensive support has ended."""
    state = CaseState(case.state)
    if state == CaseState.IMPLEMENTING:
        return _implementing(case, pack_on, today)
    if state == CaseState.IMPLEMENTING2:
        if case.again_on is None or today < case.again_on:
            words = "Put the agreed actions into practice before the review"
            return Turn(SCHOOL_LEADERS, words, case.again_on)
        return Turn(OFFICERS | LEADS, "Hold the review meeting", case.again_on)
    if state == CaseState.EXIT_PENDING and judged:
        return Turn(HEADS, "Approve the exit, or return it")
    plain = {
        CaseState.EVALUATION: Turn(
            OFFICERS, "Hold the evaluation of needs, and record it"
        ),
        CaseState.PLANNING: Turn(OFFICERS, "Hold the planning meeting, and record it"),
        CaseState.REVIEW3: Turn(LEADS, "Say whether progress is sufficient"),
        CaseState.NOTICE: Turn(LEADS | HEADS, SETTLE),
        CaseState.REVIEW: Turn(LEADS, SETTLE),
        CaseState.SCC: Turn(HEADS | {Role.DIRECTOR}, SETTLE),
        CaseState.FINAL6: Turn(
            OFFICERS, "Hold the final evaluation, and record it", case.final_on
        ),
        CaseState.EXIT_PENDING: Turn(
            LEADS, "Judge whether the school is ready to leave"
        ),
    }
    return plain.get(state)


def _implementing(case: IntensiveCase, pack_on: date | None, today: date) -> Turn:
    if pack_on is not None and today <= pack_on:
        words = "Put the plan into practice, and send the papers for the review"
        return Turn(SCHOOL_LEADERS, words, pack_on)
    return Turn(OFFICERS, "Hold the review meeting, and record it", case.review_on)


def turns_now(case: IntensiveCase, today: date) -> list[Turn]:
    """Whose turn it is as of a day: no query for a case that was read with its record’s
    framework and its exit check."""
    form = form_of(case.record.framework, "intensive")
    check = getattr(case, "exit_check", None)
    judged = check is not None and check.judged_at is not None
    pack_on = pack_due(case, form.pack_days, calendar.closed_days())
    found = turns_of(case, judged=judged, pack_on=pack_on, today=today)
    return [replace(turn, case=case.pk) for turn in found]


def turns_of(
    case: IntensiveCase, *, judged: bool, pack_on: date | None, today: date
) -> list[Turn]:
    """The same, with what the school owes beside it (WIL-X-00)."""
    turn = turn_of(case, judged=judged, pack_on=pack_on, today=today)
    if turn is None:
        return []
    if case.acknowledged_at is None:
        return [turn, Turn(SCHOOL_LEADERS, ACKNOWLEDGE)]
    return [turn]
