"""A school's phase: how long it has lasted, and its benchmarks as they are marked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from engagement.definitions.programme import Phase, PhaseProgramme
from engagement.models import (
    CriterionPick,
    Level,
    LevelAssignment,
    PhaseMark,
    PhaseSheet,
    SchoolYearRecord,
    Theme,
    ThemeEvidence,
)
from engagement.queries.forms import form_of
from engagement.queries.grid import Grid, grid_of
from engagement.queries.phase_marks import marks_at
from engagement.rules.phases import Stay, stay_at
from sitrack.core.prepared import prepared

ACTIONS = "actions"


class Stated(Protocol):
    @property
    def code(self) -> str: ...
    @property
    def text(self) -> str: ...


@dataclass(frozen=True)
class Benchmark:
    """A benchmark or an action, and the marks it was given, the last one last."""

    code: str
    text: str
    marks: tuple[PhaseMark, ...]
    words: Mapping[str, str]

    @property
    def last(self) -> PhaseMark | None:
        """The mark that counts; none where it was taken back."""
        held = self.marks[-1] if self.marks else None
        return held if held and held.mark else None

    @property
    def mark(self) -> str:
        return self.last.mark if self.last else ""

    @property
    def is_met(self) -> bool:
        return bool(self.mark) and self.mark == next(iter(self.words), "")

    @property
    def is_between(self) -> bool:
        """Neither met nor the last of the marks."""
        return bool(self.mark) and self.mark in list(self.words)[1:-1]

    @property
    def label(self) -> str:
        return self.words.get(self.mark, "") if self.mark else ""

    @property
    def earlier(self) -> tuple[PhaseMark, ...]:
        """Marks before the one that counts, the newest first."""
        return self.marks[-2::-1]

    @property
    def history(self) -> list[dict[str, object]]:
        """The earlier marks in words."""
        return [
            {
                "label": self.words.get(one.mark, "Taken back"),
                "day": one.seen_on,
                "by": one.marked_by,
                "note": one.note,
            }
            for one in self.earlier
        ]


@dataclass(frozen=True)
class Group:
    """A theme or a strand: its benchmarks in the present phase and in the next."""

    code: str
    label: str
    present: tuple[Benchmark, ...]
    following: tuple[Benchmark, ...]

    @property
    def missing(self) -> tuple[Benchmark, ...]:
        return tuple(one for one in self.following if not one.is_met)

    @property
    def all(self) -> tuple[Benchmark, ...]:
        return self.present + self.following


@dataclass(frozen=True)
class Board:
    """A school in its phase on a day, against the present phase and the next."""

    programme: PhaseProgramme
    held: LevelAssignment
    following: Level | None
    before: Level | None
    stay: Stay
    themes: tuple[Group, ...]
    strands: tuple[Group, ...]
    actions: tuple[Benchmark, ...]

    @property
    def level(self) -> Level:
        return self.held.level

    @property
    def phase(self) -> Phase:
        return self.programme.phase(self.level.code)

    @property
    def missing(self) -> int:
        return sum(len(group.missing) for group in (*self.themes, *self.strands))

    @property
    def wanted(self) -> int:
        return sum(len(group.following) for group in (*self.themes, *self.strands))

    @property
    def done(self) -> int:
        return sum(bool(one.mark) for one in self.actions)

    def group(self, code: str) -> Group | None:
        """The theme or the strand with this code, however it is written."""
        groups = (*self.themes, *self.strands)
        return next((one for one in groups if one.code.lower() == code), None)


def programme_of(record: SchoolYearRecord) -> PhaseProgramme | None:
    """What the record's framework does in its phases; None where it has none."""
    found: PhaseProgramme | None = form_of(record.framework, "phase_programme")
    return found


def board_of(
    record: SchoolYearRecord, day: date, *, until: datetime | None = None
) -> Board | None:
    """The school's phase on a day, with the marks given up to a moment: two queries.

    None where the framework has no phases, or the school has none yet.
    """
    programme = programme_of(record)
    if programme is None:
        return None
    held = next(iter(_held(record.school_id, day)), None)
    return _board(record, programme, held, day, until) if held else None


@prepared
def _held(school: int, day: date) -> Any:
    rows = LevelAssignment.objects.filter(school=school).in_force(day)
    return rows.select_related("level")[:1]


def board_at(
    record: SchoolYearRecord,
    held: LevelAssignment,
    day: date,
    until: datetime | None = None,
) -> Board:
    """The same for a phase that is known, such as that of a review."""
    programme: PhaseProgramme = form_of(record.framework, "phase_programme")
    return _board(record, programme, held, day, until)


def _board(
    record: SchoolYearRecord,
    programme: PhaseProgramme,
    held: LevelAssignment,
    day: date,
    until: datetime | None,
) -> Board:
    grid = grid_of(record.framework)
    levels = {level.order: level for level in grid.levels}
    following = levels.get(held.level.order - 1)
    given = marks_at(record.school_id, until)
    words = {one.code: one.label for one in programme.marks}
    pair = (held.level.code, following.code if following else "")
    phase = programme.phase(held.level.code)
    return Board(
        programme=programme,
        held=held,
        following=following,
        before=levels.get(held.level.order + 1),
        stay=stay_at(held.level.duration, held.effective_from, day),
        themes=_themes(grid, pair, given, words),
        strands=_strands(programme, pair, given, words),
        actions=_marked(phase.actions, given, {"done": "Done"}),
    )


def picks_as_marked(record: SchoolYearRecord) -> list[CriterionPick]:
    """What is marked as met of the framework's criteria, as a proposal picks it: nobody
    ticks the same statement twice (5.7)."""
    programme = programme_of(record)
    if programme is None:
        return []
    met = programme.marks[0].code
    last = {code: marks[-1] for code, marks in marks_at(record.school_id).items()}
    rows = record.framework.criteria.filter(code__in=last)
    rows = rows.select_related("level", "theme")
    return [
        CriterionPick(criterion=one, evidence=last[one.code].note)
        for one in rows.order_by("order")
        if last[one.code].mark == met
    ]


def words_as_marked(picks: Iterable[CriterionPick]) -> list[ThemeEvidence]:
    """What shows these picks, a line each, as a proposal says it theme by theme."""
    lines: dict[Theme, list[str]] = {}
    for pick in picks:
        if pick.evidence and pick.criterion.theme:
            line = f"{pick.criterion.text}: {pick.evidence}"
            lines.setdefault(pick.criterion.theme, []).append(line)
    return [
        ThemeEvidence(theme=theme, text="\n\n".join(said))
        for theme, said in lines.items()
    ]


def sheet_version(school: int, group: str) -> int:
    """The version of a sheet as a form shows it; 0 where nothing was marked yet."""
    rows = PhaseSheet.objects.filter(school=school, group=group)
    return rows.values_list("version", flat=True).first() or 0


def _themes(
    grid: Grid,
    levels: tuple[str, str],
    given: Mapping[str, tuple[PhaseMark, ...]],
    words: Mapping[str, str],
) -> tuple[Group, ...]:
    found = []
    for theme in grid.themes:
        own = [one for one in grid.criteria if one.theme_id == theme.pk]
        here, there = (
            _marked([one for one in own if one.level.code == level], given, words)
            for level in levels
        )
        found.append(Group(theme.code, theme.name, here, there))
    return tuple(found)


def _strands(
    programme: PhaseProgramme,
    levels: tuple[str, str],
    given: Mapping[str, tuple[PhaseMark, ...]],
    words: Mapping[str, str],
) -> tuple[Group, ...]:
    phases = {phase.level: phase.inclusion for phase in programme.phases}
    found = []
    for strand in programme.strands:
        here, there = (
            _marked(
                [one for one in phases.get(level, ()) if one.strand == strand.code],
                given,
                words,
            )
            for level in levels
        )
        found.append(Group(strand.code, strand.label, here, there))
    return tuple(found)


def _marked(
    listed: Iterable[Stated],
    given: Mapping[str, tuple[PhaseMark, ...]],
    words: Mapping[str, str],
) -> tuple[Benchmark, ...]:
    return tuple(
        Benchmark(one.code, one.text, given.get(one.code, ()), words) for one in listed
    )
