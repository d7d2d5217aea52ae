"""Criteria to pick, grouped by level, each with a box for its evidence."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from engagement.forms.fit import FitGrid
from engagement.models import (
    Criterion,
    CriterionPick,
    Level,
    SchoolYearRecord,
    ThemeEvidence,
)
from engagement.queries.grid import grid_of
from engagement.rules.grounds import OFFERED_AFTER_DECLINE, excusable
from engagement.services.picks import Pick, ThemeSaid
from schools.models import InspectionResult
from schools.queries.inspections import current_inspection
from sitrack.core import calendar, drawing
from sitrack.core.fields import ProseField
from sitrack.core.forms import Form

EXCUSED = "na:"
EXCUSE = "The statement above does not apply to this school"


class GroundsForm(Form):
    """A form on which one side picks criteria; further fields are its heirs'.

    ``record`` gives the framework and the school: the criteria of a statutory
    level are not offered where the school is not maintained (INV-05). Where a level is
    a best fit, what stands under a theme is picked in a ``grid`` of its own.
    """

    def __init__(
        self,
        *args: Any,
        record: SchoolYearRecord,
        picked: Iterable[CriterionPick] = (),
        said: Iterable[ThemeEvidence] = (),
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.record = record
        self.grid: FitGrid | None = None
        self.inspection = _of_decline(record)
        self.levels = offered_levels(record)
        self.criteria: dict[str, Criterion] = {}
        grouped: dict[int, list[Criterion]] = {level.pk: [] for level in self.levels}
        best_fit, themed = record.framework.is_best_fit, []
        grid = grid_of(record.framework)
        for criterion in grid.criteria:
            if criterion.level_id not in grouped:
                continue
            self.criteria[criterion.code] = criterion
            if best_fit and criterion.theme_id:
                themed.append(criterion)
            else:
                grouped[criterion.level_id].append(criterion)
        self.grouped = [(level, grouped[level.pk]) for level in self.levels]
        picked = list(picked)
        self._add_fields(picked)
        if themed:
            self.grid = FitGrid(
                self, levels=self.levels, themes=grid.themes, criteria=themed
            )
            self.grid.add_fields(picked, said)

    def _add_fields(self, picked: list[CriterionPick]) -> None:
        held = {pick.criterion.code: pick for pick in picked}
        for level, criteria in self.grouped:
            if criteria:
                group = _group(level, criteria, held)
                if self.inspection:
                    group.hints = _offers(criteria, self.inspection)  # type: ignore[attr-defined]
                self.fields[group_name(level)] = group
            for criterion in criteria:
                pick = held.get(criterion.code)
                self.fields[evidence_name(criterion.code)] = ProseField(
                    label="What shows this?",
                    called=f"Evidence for “{criterion.text}”",
                    required=False,
                    rows=3,
                    initial=pick.evidence if pick else "",
                )

    def has_headlines(self) -> bool:
        """Whether criteria stand by themselves, and not under a theme alone."""
        return any(criteria for _, criteria in self.grouped)

    def groups(self) -> Iterator[SafeString]:
        """Each level's criteria as it is drawn, evidence opening under each."""
        for level, criteria in self.grouped:
            if criteria:
                reveals: dict[str, Any] = {
                    f"reveal_{criterion.code}": self[evidence_name(criterion.code)]
                    for criterion in criteria
                }
                field = self[group_name(level)]
                yield drawing.draw(field, size="s", small=True, **reveals)

    def picks(self) -> tuple[Pick, ...]:
        """What is ticked on the page as it stands, checked or not."""
        ticked = self._ticked()
        return tuple(
            Pick(
                criterion,
                evidence=self._evidence(code) if code in ticked else "",
                not_applicable=code not in ticked,
                inspection=self.inspection if code in OFFERED_AFTER_DECLINE else None,
                decisive=self.grid is not None and self.grid.is_heavy(code),
            )
            for code, criterion in self.criteria.items()
            if code in ticked or EXCUSED + code in ticked
        )

    def said(self) -> tuple[ThemeSaid, ...]:
        """What is said of each theme, where there is a grid of them."""
        return self.grid.said() if self.grid else ()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        ticked = self._ticked()
        for level, criteria in self.grouped:
            for criterion in criteria:
                self._check(criterion, group_name(level), ticked)
        return cleaned

    def _check(self, criterion: Criterion, group: str, ticked: set[str]) -> None:
        code = criterion.code
        if code in ticked and EXCUSED + code in ticked:
            self.add_error(
                group, f"Choose one: “{criterion.text}” is true, or not applicable"
            )
        if code not in ticked and self._evidence(code):
            self.add_error(
                group, f"Tick “{criterion.text}”, or clear the evidence under it"
            )

    def _ticked(self) -> set[str]:
        names = [group_name(level) for level, criteria in self.grouped if criteria]
        ticked = {str(code) for name in names for code in self[name].value() or []}
        return ticked | self.grid.ticked() if self.grid else ticked

    def _evidence(self, code: str) -> str:
        name = evidence_name(code)
        if name not in self.fields:
            return ""
        return str(self.fields[name].to_python(self[name].value()))


def _of_decline(record: SchoolYearRecord) -> InspectionResult | None:
    """The school's last inspection, where it ended with a risk of decline (ACC-095)."""
    last = current_inspection(record.school_id, calendar.today())
    return last if last and last.risk_of_decline else None


def _offers(criteria: list[Criterion], inspection: InspectionResult) -> dict[str, str]:
    """What is said beside the criteria that the inspection offers."""
    day = f"{inspection.held_on:%-d %B %Y}"
    words = f"The inspection of {day} ended with a risk of decline to less than good."
    return {
        criterion.code: words
        for criterion in criteria
        if criterion.code in OFFERED_AFTER_DECLINE
    }


def offered_levels(record: SchoolYearRecord) -> list[Level]:
    """The levels that the school can stand at, the lowest first (ACC-040)."""
    levels = grid_of(record.framework).levels
    maintained = record.school.maintained
    return [level for level in levels if maintained or not level.statutory]


def group_name(level: Level) -> str:
    return f"picks_{level.code}"


def evidence_name(code: str) -> str:
    return f"evidence_{code}"


def _group(
    level: Level, criteria: list[Criterion], held: dict[str, CriterionPick]
) -> forms.MultipleChoiceField:
    choices: list[tuple[str, str]] = []
    excused = excusable(level.suggest_when)
    for criterion in criteria:
        choices.append((criterion.code, capfirst(criterion.text)))
        if criterion.code in excused:
            choices.append((EXCUSED + criterion.code, EXCUSE))
    return forms.MultipleChoiceField(
        label=level.label,
        choices=choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        initial=[
            EXCUSED + criterion.code
            if held[criterion.code].not_applicable
            else criterion.code
            for criterion in criteria
            if criterion.code in held
        ],
    )
