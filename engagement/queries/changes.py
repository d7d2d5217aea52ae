"""What was written for a term, by whom, and what stood there before (INV-27)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.timezone import localdate

from engagement.models import (
    AssessmentCell,
    SchoolYearRecord,
    SupportEntry,
    TrajectoryView,
)
from engagement.rules.measures import figure
from schools.models import School
from sitrack.core.models import Term
from sitrack.core.templatetags.govuk import duration


def with_changes(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Rows with ``changed``, when they were last written, and ``first_version``, the
    one that everybody could first read: a draft that was never given counts as none."""
    model: Any = rows.model
    readable = Q(given_at__isnull=False) if model is TrajectoryView else Q()
    written = model.history.filter(readable, id=OuterRef("pk"))
    found: QuerySet[Any] = rows.annotate(
        changed=Subquery(written.order_by("-history_date").values("history_date")[:1]),
        first_version=Subquery(written.order_by("version").values("version")[:1]),
    )
    return found


def is_amended(
    *, changed: datetime | None, version: int, first_version: int | None, end: date
) -> bool:
    """Whether something that was there was changed after its term's last day."""
    if changed is None or first_version is None:
        return False
    return version > first_version and localdate(changed) > end


@dataclass(frozen=True)
class Change:
    """One writing: where it stands, what stood there before and what does since."""

    what: str
    at: datetime
    by: str
    before: str
    after: str
    late: bool


def changes_in(record: SchoolYearRecord, term: Term) -> list[Change]:
    """All that was written for a term, newest first: three queries.

    Drafts of a view are left out, for both sides (CONF-07). ``late`` says that it was
    written after the term's last day.
    """
    key = {"record_id": record.pk, "term_id": term.pk}
    written = [
        *_told(_views(key), term),
        *_told(_cells(key), term),
        *_told(_plans(key), term),
    ]
    return sorted(written, key=lambda change: change.at, reverse=True)


class Written(NamedTuple):
    """A state of one row as its history holds it."""

    row: int
    what: str
    at: datetime
    by: str
    words: str


def _views(key: dict[str, int]) -> Iterator[Written]:
    rows = TrajectoryView.history.filter(**key, given_at__isnull=False)
    for row in rows.select_related("option", "given_by").order_by("history_id"):
        subject = TrajectoryView.Subject(row.subject)
        side = TrajectoryView.Viewpoint(row.viewpoint)
        yield Written(
            row.id,
            f"{subject.label}: {side.label}",
            row.history_date,
            str(row.given_by),
            _lines(row.option.label, row.comment),
        )


def _cells(key: dict[str, int]) -> Iterator[Written]:
    rows = AssessmentCell.history.filter(**key)
    for row in rows.select_related("measure", "history_user").order_by("history_id"):
        yield Written(
            row.id,
            row.measure.label,
            row.history_date,
            str(row.history_user or ""),
            _lines(figure(row.number, row.measure.unit), row.text),
        )


def _plans(key: dict[str, int]) -> Iterator[Written]:
    rows = SupportEntry.history.filter(**key)
    known = rows.select_related("history_user", "partner_school")
    for row in known.order_by("history_id"):
        yield Written(
            row.id,
            SupportEntry.Strand(row.strand).label,
            row.history_date,
            str(row.history_user or ""),
            _lines(
                row.text, _planned(row.planned_minutes), _partner(row.partner_school)
            ),
        )


def _planned(minutes: int | None) -> str:
    return f"Planned: {duration(minutes)}" if minutes else ""


def _partner(school: School | None) -> str:
    return f"Partner school: {school}" if school else ""


def _told(states: Iterator[Written], term: Term) -> Iterator[Change]:
    """What differs from one state of a row to the next."""
    last: dict[int, str] = {}
    for state in states:
        before = last.get(state.row, "")
        if state.words != before:
            late = localdate(state.at) > term.end
            yield Change(state.what, state.at, state.by, before, state.words, late=late)
        last[state.row] = state.words


def _lines(*texts: str) -> str:
    return "\n\n".join(text for text in texts if text)
