"""A whole plan at a glance: its days, reviews and ratings on one line of time.

The drawing is SVG put together here, coloured by class; every colour has its word or
letter beside it, and tables on a page of their own say the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Protocol

from django.utils.safestring import SafeString, mark_safe

WIDTH, LEFT, RIGHT = 640, 92, 12
ROW, BAR = 26, 16
LETTERS = {"red": "R", "amber": "A", "green": "G"}
# A page has a stylesheet for the drawing; paper takes it along. Lines differ as well as
# colours, for who prints in black and white.
_OF = ".app-plan-line__"
PAPER = (
    "text{font-family:sans-serif;font-size:13px;fill:#16202a}"
    f"{_OF}mark-text{{font-weight:bold;text-anchor:middle}}"
    f"{_OF}end-text{{font-weight:bold;text-anchor:end}}"
    f"{_OF}start-text{{font-weight:bold;text-anchor:middle}}"
    f"{_OF}term{{fill:#eef1f4;stroke:#ffffff}}"
    f"{_OF}timescale{{fill:#1f3a5f}}"
    f"{_OF}extension{{fill:#ffffff;stroke:#1f3a5f;stroke-width:2;stroke-dasharray:6 3}}"
    f"{_OF}board{{fill:#ffffff;stroke:#801650;stroke-width:2}}"
    f"{_OF}transition{{fill:#a9c9e3;stroke:#1f3a5f}}"
    f"{_OF}yes{{fill:#cce2d8;stroke:#16202a}}"
    f"{_OF}no{{fill:#ffffff;stroke:#16202a;stroke-width:2.5}}"
    f"{_OF}planned{{fill:#ffffff;stroke:#484949;stroke-dasharray:3 2}}"
    f"{_OF}red{{fill:#f4b6b0;stroke:#16202a;stroke-width:2.5}}"
    f"{_OF}amber{{fill:#fcd6a0;stroke:#16202a;stroke-dasharray:3 2}}"
    f"{_OF}green{{fill:#cce2d8;stroke:#16202a}}"
    f"{_OF}limit{{stroke:#16202a;stroke-width:2;stroke-dasharray:5 4}}"
)


@dataclass(frozen=True)
class Span:
    """Some days of the plan: its timescale, an extension, the transition, the board."""

    label: str
    kind: str
    start: date
    end: date


class Rated(Protocol):
    """A rating, by its colour and in a word."""

    @property
    def rag(self) -> str: ...
    @property
    def label(self) -> str: ...


@dataclass(frozen=True)
class Sitting:
    """A review that was held, with its ratings by the keys of the actions, or that is
    planned: ``on_track`` is then None."""

    day: date
    on_track: bool | None
    ratings: Mapping[int, Rated]

    @property
    def word(self) -> str:
        return {None: "planned", True: "Yes", False: "No"}[self.on_track]


@dataclass(frozen=True)
class Row:
    """An action by its key, its number and its words."""

    key: int
    number: str
    text: str


@dataclass(frozen=True)
class Facts:
    """All that the line of time shows."""

    spans: Sequence[Span]
    sittings: Sequence[Sitting]
    actions: Sequence[Row]
    terms: Sequence[tuple[str, date, date]]
    limit: date | None
    today: date | None


def draw(facts: Facts, *, title: str) -> SafeString:
    """The drawing, to be shown beside its table; without today it is for paper."""
    line = _Line(facts)
    parts = [*line.terms(), *line.spans(), *line.sittings(), *line.actions()]
    parts += line.marks()
    head = (
        f'<svg class="app-plan-line" viewBox="0 0 {WIDTH} {line.height}" role="img"'
        f' aria-label="{escape(title)}" xmlns="http://www.w3.org/2000/svg">'
    )
    if facts.today is None:
        head += f"<title>{escape(title)}</title><style>{PAPER}</style>"
    return mark_safe(f"{head}{''.join(parts)}</svg>")  # noqa: S308


class _Line:
    """Where things stand: days across, rows down."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        days = [day for span in facts.spans for day in (span.start, span.end)]
        days += [one.day for one in facts.sittings]
        days += [facts.limit] if facts.limit else []
        first, last = min(days), max(days)
        # Today counts where it lies near: a plan of years ago needs no empty years.
        if facts.today and (facts.today - last).days <= 120:
            last = max(last, facts.today)
        self.first, self.days = first, max(1, (last - first).days)
        self.last = last
        self.bars = 2 * ROW
        self.reviews = self.bars + ROW * len(facts.spans)
        self.rated = self.reviews + (ROW if facts.sittings else 0)
        # Rows of actions that nobody has rated yet would say nothing.
        rated = any(one.ratings for one in facts.sittings)
        self.rows = facts.actions if rated else ()
        self.bottom = self.rated + ROW * len(self.rows)
        self.height = self.bottom + ROW

    def x(self, day: date) -> float:
        share = (day - self.first).days / self.days
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)

    def terms(self) -> Iterator[str]:
        """The terms behind everything, each by its name."""
        for name, start, end in self.facts.terms:
            if end < self.first or start > self.last:
                continue
            x, until = self.x(max(start, self.first)), self.x(min(end, self.last))
            width = round(until - x, 1)
            yield _rect("term", x, ROW, width, self.bottom - ROW)
            if width > 8 * len(name):
                yield _text(x + 4, ROW + 17, name, "term")

    def spans(self) -> Iterator[str]:
        for place, span in enumerate(self.facts.spans):
            y = self.bars + place * ROW
            x = self.x(span.start)
            width = max(3.0, round(self.x(span.end) - x, 1))
            yield _text(0, y + 13, span.label)
            yield _rect(span.kind, x, y, width, BAR)

    def sittings(self) -> Iterator[str]:
        if self.facts.sittings:
            yield _text(0, self.reviews + 13, "On track?")
        for one in self.facts.sittings:
            x, y = self.x(one.day), self.reviews + 8
            kind = {None: "planned", True: "yes", False: "no"}[one.on_track]
            yield f'<circle class="app-plan-line__{kind}" cx="{x}" cy="{y}" r="10"/>'
            letter = {None: "", True: "Y", False: "N"}[one.on_track]
            if letter:
                yield _text(x, y + 4, letter, "mark")

    def actions(self) -> Iterator[str]:
        """A row of ratings is drawn once for each colour and day, and moved down."""
        drawn = [
            (one.ratings, {rag: self._rating(rag, one.day) for rag in LETTERS})
            for one in self.facts.sittings
        ]
        for place, action in enumerate(self.rows):
            y, key = self.rated + place * ROW, action.key
            yield f'<g transform="translate(0 {y})">'
            yield _text(0, 13, f"Action {action.number}")
            for ratings, marks in drawn:
                if key in ratings:
                    yield marks[ratings[key].rag]
            yield "</g>"

    def _rating(self, rag: str, day: date) -> str:
        x = self.x(day)
        square = _rect(rag, round(x - 9, 1), 0, 18, BAR)
        return square + _text(x, 12, LETTERS[rag], "mark")

    def marks(self) -> Iterator[str]:
        """The limit and today, as lines through all rows."""
        if self.facts.limit:
            yield from self._mark("limit", self.facts.limit, "Limit", ROW - 10, ROW)
        today = self.facts.today
        if today and self.first <= today <= self.last:
            yield from self._mark("today", today, "Today", self.bottom + 18, ROW)

    def _mark(
        self, kind: str, day: date, word: str, text_y: float, top: float
    ) -> Iterator[str]:
        x = self.x(day)
        yield (
            f'<line class="app-plan-line__{kind}" x1="{x}" x2="{x}" y1="{top}"'
            f' y2="{self.bottom}"/>'
        )
        near_end = x > WIDTH - 90
        words = f"{word}, {day:%-d %b %Y}"
        yield _text(x, text_y, words, "end" if near_end else "start")


def _rect(kind: str, x: float, y: float, width: float, height: float) -> str:
    return (
        f'<rect class="app-plan-line__{kind}" x="{x}" y="{y}" width="{width}"'
        f' height="{height}"/>'
    )


def _text(x: float, y: float, words: str, kind: str = "label") -> str:
    found = escape(words)
    return f'<text class="app-plan-line__{kind}-text" x="{x}" y="{y}">{found}</text>'
