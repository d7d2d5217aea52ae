"""The school improvement priorities: their list, and how each ended (SUF-R-20)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F

from engagement.models import RecordPriority, SchoolYearRecord
from engagement.services.holding import hold_open
from sitrack.core import calendar, events
from sitrack.core.models import User
from sitrack.core.versions import take_next_version


@dataclass(frozen=True)
class PriorityLine:
    """A priority as its writer leaves it; ``key`` is that of the row it changes.

    Without a ``source`` it keeps its own, and so it does its ``themes``, known by their
    codes. One that ``ended`` is closed.
    """

    text: str
    key: int | None = None
    source: str = ""
    ended: str = ""
    themes: tuple[str, ...] | None = None


def set_priorities(
    *, record: SchoolYearRecord, expected_version: int, texts: Sequence[str], by: User
) -> None:
    """Replace the list of priorities by these words, in order; as write_priorities."""
    write_priorities(
        record=record,
        expected_version=expected_version,
        lines=[PriorityLine(text) for text in texts],
        by=by,
    )


@transaction.atomic
def write_priorities(
    *,
    record: SchoolYearRecord,
    expected_version: int,
    lines: Sequence[PriorityLine],
    by: User,
) -> None:
    """Replace the list of open priorities, in order (SUF-R-20).

    A line is the row that it names, or the one with its words. Rows without a line
    are taken off the list: they are closed and stay. Raises Stale when somebody else
    changed the record, RuleBroken when locked.
    """
    hold_open(record)
    take_next_version(record, expected=expected_version)
    present = list(record.priorities.filter(closed=False))
    wanted = [line for line in lines if line.text.strip()]
    left, changed = list(present), False
    for order, line in enumerate(wanted, start=1):
        row = _row_of(line, left) or RecordPriority(record=record)
        if row in left:
            left.remove(row)
        changed |= _write(row, line, order, by)
    for row in left:
        _close(row, "")
        row.save()
    if changed or left:
        events.record("priorities.changed", record, by=by, scope=record.school.scope)


@transaction.atomic
def add_priorities(
    *, record: SchoolYearRecord, texts: Sequence[str], source: str, by: User
) -> list[RecordPriority]:
    """Put these at the end of the list of priorities, each once: one that stands there
    already stays as it is. Returns their rows. Raises RuleBroken when locked."""
    hold_open(record)
    open_rows = list(record.priorities.filter(closed=False))
    there = {row.text: row for row in open_rows}
    order = max((row.order for row in open_rows), default=0)
    wanted = list(dict.fromkeys(text.strip() for text in texts if text.strip()))
    new = [text for text in wanted if text not in there]
    for place, text in enumerate(new, start=order + 1):
        there[text] = RecordPriority.objects.create(
            record=record, order=place, text=text, source=source
        )
    if new:
        SchoolYearRecord.objects.filter(pk=record.pk).update(version=F("version") + 1)
        events.record("priorities.changed", record, by=by, scope=record.school.scope)
    return [there[text] for text in wanted]


def _row_of(line: PriorityLine, rows: list[RecordPriority]) -> RecordPriority | None:
    named = [row for row in rows if line.key and row.pk == line.key]
    alike = [row for row in rows if row.text == line.text.strip()]
    return next(iter(named or alike), None)


def _write(row: RecordPriority, line: PriorityLine, order: int, by: User) -> bool:
    """Whether anything about the row is new."""
    before = _facts(row)
    row.order, row.text = order, line.text.strip()
    row.source = line.source or row.source
    if line.themes is not None:
        row.themes = list(line.themes)
    if line.ended.strip():
        _close(row, line.ended.strip())
    if before == _facts(row) and not row.closed:
        return False
    row.save()
    if row.closed:
        events.record(
            "priority.closed",
            row,
            by=by,
            scope=row.record.school.scope,
            text=row.text[:80],
            ended=row.ended,
        )
    return True


def _facts(row: RecordPriority) -> tuple[object, ...]:
    return (row.pk, row.order, row.text, row.source, row.themes)


def _close(row: RecordPriority, ended: str) -> None:
    row.closed, row.closed_on, row.ended = True, calendar.today(), ended
