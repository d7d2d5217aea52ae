"""Drawings of the record as plain places and sizes; templates draw them."""

from dataclasses import dataclass

from engagement.models import Option, SchoolYearRecord
from engagement.queries.hours import HoursPosition, hours_position
from reports.queries.ledger import reads_totals
from reports.record_view import RecordView
from sitrack.core import calendar
from sitrack.core.models import User
from sitrack.core.templatetags.govuk import hours

VIEWS = "ofsted_trajectory"
WIDTH, LEFT, ROW, HEAD = 640, 250, 26, 24


@dataclass(frozen=True)
class Mark:
    """A view: whose (S for the school, L for the local authority), and where."""

    letter: str
    x: int
    y: int


@dataclass(frozen=True)
class TrajectoryChart:
    """Both sides' views, term by term, on the scale of the form; ``says`` in words."""

    says: str
    height: int
    rows: tuple[tuple[str, int], ...]
    columns: tuple[tuple[str, int], ...]
    marks: tuple[Mark, ...]
    width: int = WIDTH
    left: int = LEFT


def trajectory_chart(
    record: SchoolYearRecord, view: RecordView
) -> TrajectoryChart | None:
    """Where both sides see the next inspection; None while fewer than two views are
    given, which the table above tells as well."""
    given = [
        (place, side, cell.text)
        for place, row in enumerate(view.inspection.rows)
        for side, cell in zip("SL", row.cells, strict=True)
        if cell.text
    ]
    if len(given) < 2:
        return None
    options = Option.objects.filter(list__framework=record.framework, list__code=VIEWS)
    scale = [one.label for one in options if not one.retired]
    scale += [text for *_, text in given if text not in scale]
    wide = (WIDTH - LEFT) // len(view.inspection.rows)
    middle = [LEFT + wide * place + wide // 2 for place in range(WIDTH // wide)]
    return TrajectoryChart(
        says=" ".join(_said(view)),
        height=HEAD + ROW * len(scale),
        rows=tuple((text, HEAD + ROW * place) for place, text in enumerate(scale)),
        columns=tuple(
            (row.label, middle[place]) for place, row in enumerate(view.inspection.rows)
        ),
        marks=tuple(
            Mark(
                side,
                middle[place] + (-14 if side == "S" else 14),
                HEAD + ROW * scale.index(text) + ROW // 2,
            )
            for place, side, text in given
        ),
    )


def _said(view: RecordView) -> list[str]:
    words = ("the school", "the local authority")
    return [
        f"{row.label}: "
        + ", ".join(
            f"{who} says “{cell.text}”"
            for who, cell in zip(words, row.cells, strict=True)
            if cell.text
        )
        + "."
        for row in view.inspection.rows
        if any(cell.text for cell in row.cells)
    ]


@dataclass(frozen=True)
class HoursBar:
    """A term's time: how long its bar is, and the limit of its level."""

    term: str
    words: str
    y: int
    used: int
    ceiling: int

    @property
    def end(self) -> int:
        return 92 + max(self.used, self.ceiling) + 10


@dataclass(frozen=True)
class HoursChart:
    """Time used in each term that has begun, against the limit of the level."""

    says: str
    height: int
    bars: tuple[HoursBar, ...]
    width: int = WIDTH
    left: int = 92

    @property
    def has_limit(self) -> bool:
        """Whether a level of a term gives hours up to a ceiling."""
        return any(bar.ceiling for bar in self.bars)


def hours_chart(
    record: SchoolYearRecord, view: RecordView, reader: User
) -> HoursChart | None:
    """For who reads what was used in all; None where nothing was used yet."""
    if not reads_totals(reader, record.school):
        return None
    begun = {column.id: column.name for column in view.terms if column.begun}
    spent = [
        (begun[term.pk], hours_position(record, term))
        for term in calendar.terms_of(record.year)
        if term.pk in begun
    ]
    if not any(position.used for _, position in spent):
        return None
    most = max(max(one.used, one.ceiling or 0) for _, one in spent)
    room = WIDTH - 92 - 170
    bars = [
        HoursBar(
            term=name,
            words=_in_words(position),
            y=ROW * place,
            used=round(room * max(position.used, 0) / most),
            ceiling=round(room * (position.ceiling or 0) / most),
        )
        for place, (name, position) in enumerate(spent)
    ]
    says = " ".join(f"{bar.term}: {bar.words}." for bar in bars)
    return HoursChart(says, ROW * len(bars), tuple(bars))


def _in_words(position: HoursPosition) -> str:
    if position.ceiling is None:
        return f"{hours(position.used)} hours"
    limit = hours(position.ceiling)
    if position.over:
        return f"{hours(position.used)} hours, {hours(position.over)} over {limit}"
    return f"{hours(position.used)} of up to {limit} hours"
