"""A whole plan at a glance: its days, reviews and ratings on one line of time.

The drawing is SVG put together here, coloured by class; every colour has its word or
letter beside it, and a table says the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

WIDTH, LEFT, RIGHT = 640, 92, 12
ROW, BAR = 26, 16
LETTERS = {"red": "R", "amber": "A", "green": "G"}


@dataclass(frozen=True)
class Span:
    """Some days of the plan: its timescale, an extension, the transition, the board."""

    label: str
    kind: str
    start: date
    end: date


@dataclass(frozen=True)
class Sitting:
    """A review that was held, or that is planned: ``on_track`` is then None."""

    key: int
    day: date
    on_track: bool | None = None

    @property
    def word(self) -> str:
        return {None: "planned", True: "Yes", False: "No"}[self.on_track]


@dataclass(frozen=True)
class Row:
    """An action by its number and words, with its rating at each review."""

    number: str
    text: str
    ratings: Mapping[int, str]


@dataclass(frozen=True)
class Facts:
    """All that the line of time shows."""

    spans: Sequence[Span]
    sittings: Sequence[Sitting]
    actions: Sequence[Row]
    terms: Sequence[tuple[str, date, date]]
    limit: date | None
    today: date


def draw(facts: Facts, *, title: str) -> SafeString:
    """The drawing, to be shown beside its table."""
    line = _Line(facts)
    parts = [*line.terms(), *line.spans(), *line.sittings(), *line.actions()]
    parts += line.marks()
    head = (
        f'<svg class="app-plan-line" viewBox="0 0 {WIDTH} {line.height}" role="img"'
        f' aria-label="{escape(title)}" xmlns="http://www.w3.org/2000/svg">'
    )
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
        if (facts.today - last).days <= 120:
            last = max(last, facts.today)
        self.first, self.days = first, max(1, (last - first).days)
        self.last = last
        self.bars = 2 * ROW
        self.reviews = self.bars + ROW * len(facts.spans)
        self.rated = self.reviews + (ROW if facts.sittings else 0)
        # Rows of actions that nobody has rated yet would say nothing.
        rated = any(action.ratings for action in facts.actions)
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
        for place, action in enumerate(self.rows):
            y = self.rated + place * ROW
            yield _text(0, y + 13, f"Action {action.number}")
            for one in self.facts.sittings:
                rag = action.ratings.get(one.key)
                if rag:
                    x = self.x(one.day)
                    yield _rect(rag, round(x - 9, 1), y, 18, BAR)
                    yield _text(x, y + 12, LETTERS[rag], "mark")

    def marks(self) -> Iterator[str]:
        """The limit and today, as lines through all rows."""
        if self.facts.limit:
            yield from self._mark("limit", self.facts.limit, "Limit", ROW - 10, ROW)
        if self.first <= self.facts.today <= self.last:
            down = self.bottom + 18
            yield from self._mark("today", self.facts.today, "Today", down, ROW)

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
