"""Looking through the log for what was altered, deleted, put in or cut off."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from django.db.models import Count, Exists, Min, OuterRef

from sitrack.core.audit import guard, marks
from sitrack.core.models.event import Event
from sitrack.core.models.event_seal import EventSeal

AT_A_TIME = 2_000


class Seal(NamedTuple):
    """A row of the chain: read by the million, and so no object of its model."""

    position: int
    event: int
    mark: str
    link: str


@dataclass
class Report:
    """What a look through the log found."""

    sealed: int = 0
    waiting: int = 0
    erased: int = 0
    faults: list[str] = field(default_factory=list)


def look_through(heads: Path | None) -> Report:
    """Hold every event against its mark and the chain, and the chain against the heads
    that were written outside the database."""
    report = Report(faults=guard.faults())
    told = _read_heads(heads, report)
    _follow_chain(report, told)
    furthest = max(told, default=0)
    if furthest > report.sealed:
        report.faults.append(
            f"Cut off: the chain once went on to seal {furthest},"
            f" and ends at {report.sealed}."
        )
    _look_for_insertions(report)
    return report


def _read_heads(file: Path | None, report: Report) -> dict[int, str]:
    """The link that was told for each place, from lines of time, place and link."""
    told: dict[int, str] = {}
    if file is None or not file.exists():
        return told
    for line in file.read_text(encoding="utf-8").splitlines():
        match line.split():
            case [_, position, link] if position.isascii() and position.isdigit():
                told[int(position)] = link
            case _:
                report.faults.append(f"No head of the chain: {line[:80]}")
    return told


def _follow_chain(report: Report, told: dict[int, str]) -> None:
    before = ""
    rows_of_seals = EventSeal.objects.order_by("position").values_list(*Seal._fields)
    seals = map(Seal._make, rows_of_seals.iterator(chunk_size=AT_A_TIME))
    for batch in _batches(seals):
        rows = _events_by_number(seal.event for seal in batch)
        for seal in batch:
            if seal.position != report.sealed + 1:
                report.faults.append(
                    f"Deleted: the seals from {report.sealed + 1}"
                    f" to {seal.position - 1} are gone."
                )
            elif not marks.link_holds(seal.link, before, seal.event, seal.mark):
                report.faults.append(f"Altered: seal {seal.position} is not ours.")
            if told.get(seal.position, seal.link) != seal.link:
                report.faults.append(
                    f"Altered: seal {seal.position} is another than the one that"
                    " was told outside the database."
                )
            before, report.sealed = seal.link, seal.position
            _hold_event_against(seal, rows.get(seal.event), report)


def _hold_event_against(
    seal: Seal, row: tuple[str, tuple[Any, ...]] | None, report: Report
) -> None:
    if row is None:
        report.faults.append(f"Deleted: event {seal.event} is gone.")
        return
    mark, facts = row
    if mark == seal.mark and marks.mark_holds(mark, facts):
        return
    if marks.is_erased(seal.event, facts) and marks.mark_holds(mark, facts):
        report.erased += 1
    else:
        report.faults.append(f"Altered: event {seal.event} is not as it was written.")


def _look_for_insertions(report: Report) -> None:
    """Events that nobody recorded here, and copies of events that somebody did."""
    sealed = EventSeal.objects.filter(event=OuterRef("pk"))
    loose = Event.objects.filter(~Exists(sealed)).order_by("pk")
    rows = loose.values_list("pk", "mark", *marks.FACTS).iterator(chunk_size=AT_A_TIME)
    for number, mark, *facts in rows:
        report.waiting += 1
        if not marks.mark_holds(mark, facts):
            report.faults.append(f"Inserted: event {number} was not recorded here.")
    copied = (
        Event.objects.order_by()
        .values("mark")
        .annotate(times=Count("pk"), first=Min("pk"))
        .filter(times__gt=1)
    )
    for found in copied:
        report.faults.append(
            f"Inserted: event {found['first']} stands here {found['times']} times."
        )


def _events_by_number(
    numbers: Iterable[int],
) -> dict[int, tuple[str, tuple[Any, ...]]]:
    rows = Event.objects.filter(pk__in=list(numbers)).order_by()
    found = rows.values_list("pk", "mark", *marks.FACTS)
    return {number: (mark, tuple(facts)) for number, mark, *facts in found}


def _batches(seals: Iterator[Seal]) -> Iterator[list[Seal]]:
    while batch := list(islice(seals, AT_A_TIME)):
        yield batch
