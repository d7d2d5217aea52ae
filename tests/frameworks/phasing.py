"""A school of the trust in a phase, and what its partner marks there."""

from datetime import date
from typing import Any

from engagement.models import LevelAssignment
from engagement.queries.phases import Board, board_of, sheet_version
from engagement.services.phases import Held, Marked, hold_review, mark
from sitrack.core import calendar
from tests.universe import TODAY, Council


def at_phase(council: Council, code: str, start: date) -> None:
    """Hawthorn is in this phase, since that day."""
    LevelAssignment.objects.filter(school=council.hawthorn).update(
        level=council.level(code), effective_from=start
    )


def board(council: Council) -> Board:
    found = board_of(council.record(), calendar.today())
    assert found is not None
    return found


def mark_as(council: Council, group: str, *marked: tuple[str, ...], **more: Any) -> int:
    """Sam marks benchmarks of a group: code, mark and what shows it."""
    facts = {
        "seen_on": TODAY,
        "expected_version": sheet_version(council.hawthorn.pk, group),
        "by": council.sam,
    }
    return mark(
        record=council.record(),
        group=group,
        title=group.upper(),
        marked=[Marked(*one) for one in marked],
        **{**facts, **more},
    )


def review(council: Council, summary: str = "Reading is taught every day.") -> Any:
    """Sam holds today's review at Hawthorn."""
    held = Held(TODAY, "Sam Rowe, Helen Marsh", summary, "Audit SEND in December.")
    return hold_review(
        record=council.record(),
        assignment=board(council).held,
        held=held,
        by=council.sam,
    )
