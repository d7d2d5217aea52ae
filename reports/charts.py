"""Charts as plain places and sizes; templates draw them (decision record 23)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WIDTH = 340
LABEL, BAR, GAP = 24, 20, 14
LEFT, RIGHT = 92, 44


@dataclass(frozen=True)
class Bar:
    """One bar: what it is, how much, and where it lies."""

    words: str
    count: int
    y: int
    width: int
    kind: str

    @property
    def text_y(self) -> int:
        return self.y + 14

    @property
    def end(self) -> int:
        return LEFT + self.width + 6


@dataclass(frozen=True)
class Bars:
    """A group of bars under one heading."""

    words: str
    y: int
    bars: list[Bar]


@dataclass(frozen=True)
class BarChart:
    """Groups of bars, all to one scale, with a sentence that says what they show."""

    key: str
    title: str
    says: str
    height: int
    groups: list[Bars]
    width: int = WIDTH
    left: int = LEFT


Numbers = Sequence[tuple[str, str, int]]


def bar_chart(
    key: str, title: str, says: str, groups: Iterable[tuple[str, Numbers]]
) -> BarChart:
    """Lay out groups of (words, kind, count) below each other."""
    rows = list(groups)
    most = max((count for _, bars in rows for *_, count in bars), default=0) or 1
    room = WIDTH - LEFT - RIGHT
    laid, y = [], 0
    for words, numbers in rows:
        bars = [
            Bar(name, count, y + LABEL + BAR * place, round(room * count / most), kind)
            for place, (name, kind, count) in enumerate(numbers)
        ]
        laid.append(Bars(words, y + 16, bars))
        y += LABEL + BAR * len(numbers) + GAP
    return BarChart(key, title, says, max(y - GAP, BAR), laid)
