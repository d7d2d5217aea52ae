"""What was picked of a best fit, as pages show it: by theme, level beside level."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from engagement.models import (
    Criterion,
    CriterionPick,
    FrameworkVersion,
    Level,
    LevelAssignment,
    SchoolYearRecord,
    Side,
    Theme,
    ThemeEvidence,
)
from engagement.queries.forms import form_of
from engagement.queries.grid import grid_of
from engagement.rules.best_fit import (
    Characteristic,
    ThemeFit,
    fit_by_theme,
    most_themes,
)
from engagement.rules.suggestion import suggest
from sitrack.core.prepared import prepared


class Held(Protocol):
    """A criterion that a side picked, on a page or in its row."""

    @property
    def criterion(self) -> Criterion: ...
    @property
    def not_applicable(self) -> bool: ...
    @property
    def decisive(self) -> bool: ...


def characteristics(
    picks: Iterable[Held], levels: Iterable[Level]
) -> list[Characteristic]:
    """Those of the picks that stand under a theme."""
    codes = {level.pk: level.code for level in levels}
    return [
        Characteristic(
            theme=pick.criterion.theme_id,
            level=codes[pick.criterion.level_id],
            decisive=pick.decisive or pick.criterion.decisive,
        )
        for pick in picks
        if pick.criterion.theme_id and not pick.not_applicable
    ]


@dataclass(frozen=True)
class Cell:
    """How many of a level's characteristics in a theme are picked, of how many."""

    level: str
    picked: int
    of: int
    decisive: int
    fits: bool


@dataclass(frozen=True)
class ThemeRow:
    """A theme of the picture; ``fits`` says which level it lies nearest to."""

    name: str
    cells: list[Cell]
    fits: str


@dataclass(frozen=True)
class FitPicture:
    """The whole picture beside a choice: counts, and what they say; no score."""

    levels: list[str]
    rows: list[ThemeRow]
    totals: list[Cell]
    headline: str
    themes: str


@dataclass(frozen=True)
class ThemeSays:
    """What one side picked in a theme, by level, and what it says shows it."""

    name: str
    levels: list[tuple[str, list[CriterionPick]]]
    text: str


class Fitting:
    """The themes and levels of a framework, for the pictures of a page: no query."""

    def __init__(self, framework: FrameworkVersion) -> None:
        grid = grid_of(framework)
        self.levels, self.themes = grid.levels, grid.themes
        self.sizes = Counter(
            (one.theme_id, one.level.code) for one in grid.criteria if one.theme_id
        )
        self.labels = {level.code: level.label for level in self.levels}

    def picture(self, picks: Sequence[Held]) -> FitPicture:
        """The picture of what is picked."""
        codes = {pick.criterion.code for pick in picks if not pick.not_applicable}
        picked = characteristics(picks, self.levels)
        fits = {fit.theme: fit for fit in fit_by_theme(picked)}
        rows = [self._row(theme, fits.get(theme.pk)) for theme in self.themes]
        totals = [
            Cell(
                level=level.label,
                picked=sum(row.cells[place].picked for row in rows),
                of=sum(row.cells[place].of for row in rows),
                decisive=sum(row.cells[place].decisive for row in rows),
                fits=False,
            )
            for place, level in enumerate(self.levels)
        ]
        return FitPicture(
            levels=[level.label for level in self.levels],
            rows=rows,
            totals=totals,
            headline=self.labels.get(suggest(self.levels, picks=codes) or "", ""),
            themes=self.labels.get(most_themes(fits.values()) or "", ""),
        )

    def _row(self, theme: Theme, fit: ThemeFit | None) -> ThemeRow:
        picked = fit.picked if fit else Counter()
        decisive = fit.decisive if fit else Counter()
        near = fit.level if fit else None
        cells = [
            Cell(
                level=level.label,
                picked=picked[level.code],
                of=self.sizes[theme.pk, level.code],
                decisive=decisive[level.code],
                fits=level.code == near,
            )
            for level in self.levels
        ]
        nothing = "No one level" if fit else "Nothing picked"
        return ThemeRow(theme.name, cells, self.labels.get(near or "", nothing))

    def says(
        self, picks: Sequence[CriterionPick], texts: dict[int, str]
    ) -> list[ThemeSays]:
        """What a side says of each theme of which it says something."""
        found = []
        for theme in self.themes:
            own = [one for one in picks if one.criterion.theme_id == theme.pk]
            by_level = [
                (level.label, held)
                for level in self.levels
                if (held := [one for one in own if one.criterion.level_id == level.pk])
            ]
            text = texts.get(theme.pk, "")
            if by_level or text:
                found.append(ThemeSays(theme.name, by_level, text))
        return found


def words_of(record: SchoolYearRecord) -> tuple[str, ...]:
    """What the framework itself says of a best fit, word for word."""
    form: Any = form_of(record.framework, "best_fit")
    return form.words if form else ()


def own_picks(draft: LevelAssignment) -> list[CriterionPick]:
    """What the side that raised a proposal picked."""
    return _picks_of(draft.pk, draft.raised_side)


@prepared
def _picks_of(assignment: int, side: str) -> Any:
    rows = CriterionPick.objects.filter(assignment=assignment, side=side)
    return rows.select_related("criterion")


def own_words(draft: LevelAssignment) -> list[ThemeEvidence]:
    """What the side that raised a proposal wrote of its themes."""
    return said_by(draft)[Side(draft.raised_side)]


def said_by(assignment: LevelAssignment) -> dict[Side, list[ThemeEvidence]]:
    """What each side wrote of the themes: one query where a level is a best fit."""
    found: dict[Side, list[ThemeEvidence]] = {side: [] for side in Side}
    if assignment.record.framework.is_best_fit:
        for row in _said_in(assignment.pk):
            found[Side(row.side)].append(row)
    return found


@prepared
def _said_in(assignment: int) -> Any:
    rows = ThemeEvidence.objects.filter(assignment=assignment)
    return rows.select_related("theme")
