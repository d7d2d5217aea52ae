"""Characteristics to pick theme by theme, level beside level, where a level is a best
fit: 88 of them stay readable, and each can be marked as weighing heavily."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from engagement.models import Criterion, CriterionPick, Level, Theme, ThemeEvidence
from engagement.services.picks import ThemeSaid
from sitrack.core import drawing
from sitrack.core.fields import ProseField
from sitrack.core.forms import Form
from sitrack.core.plain_boxes import small_checkbox

HEAVY = "Has a larger influence"
BY_FRAMEWORK = "The framework says that this has a larger influence."


@dataclass(frozen=True)
class ThemeDrawn:
    """A theme as the page draws it; ``count`` of its characteristics are ticked."""

    theme: Theme
    count: int
    columns: list[SafeString]
    evidence: SafeString
    wrong: bool

    @property
    def opens(self) -> bool:
        return bool(self.count or self.wrong)


class FitGrid:
    """The fields of the grid, added to a form, and what stands in them."""

    def __init__(
        self,
        form: Form,
        *,
        levels: Iterable[Level],
        themes: Iterable[Theme],
        criteria: Iterable[Criterion],
    ) -> None:
        self.form = form
        self.levels, self.themes = list(levels), list(themes)
        self.cells: dict[tuple[int, int], list[Criterion]] = {}
        for criterion in criteria:
            key = (criterion.theme_id or 0, criterion.level_id)
            self.cells.setdefault(key, []).append(criterion)

    def add_fields(
        self, picked: Iterable[CriterionPick], said: Iterable[ThemeEvidence]
    ) -> None:
        """Add the boxes, filled with what was saved."""
        held = {pick.criterion.code: pick for pick in picked}
        texts = {one.theme_id: one.text for one in said}
        for theme in self.themes:
            for level in self.levels:
                criteria = self.cells.get((theme.pk, level.pk), [])
                if criteria:
                    name = cell_name(theme, level)
                    self.form.fields[name] = _cell(theme, level, criteria, held)
                for criterion in criteria:
                    pick = held.get(criterion.code)
                    self.form.fields[heavy_name(criterion.code)] = forms.BooleanField(
                        label=HEAVY,
                        required=False,
                        initial=bool(pick and pick.decisive),
                    )
            self.form.fields[said_name(theme)] = ProseField(
                label=f"What shows this about {theme.name}?",
                called=f"What shows the picks of {theme.name}",
                required=False,
                rows=3,
                initial=texts.get(theme.pk, ""),
            )

    def counts(self) -> list[dict[str, Any]]:
        """How many characteristics of each theme are ticked."""
        ticked = self.ticked()
        codes: dict[int, set[str]] = {theme.pk: set() for theme in self.themes}
        for (theme, _), criteria in self.cells.items():
            codes[theme].update(one.code for one in criteria)
        return [
            {"code": theme.code, "count": len(codes[theme.pk] & ticked)}
            for theme in self.themes
        ]

    def drawn(self) -> Iterator[ThemeDrawn]:
        """Each theme, with a column for each level that has something in it."""
        ticked = self.ticked()
        for theme in self.themes:
            cells = [
                (level, self.cells[theme.pk, level.pk])
                for level in self.levels
                if (theme.pk, level.pk) in self.cells
            ]
            codes = {one.code for _, criteria in cells for one in criteria}
            fields = [self.form[cell_name(theme, level)] for level, _ in cells]
            said = self.form[said_name(theme)]
            yield ThemeDrawn(
                theme=theme,
                count=len(codes & ticked),
                columns=[self._column(theme, *cell) for cell in cells],
                evidence=drawing.draw(said, size="s"),
                wrong=any(field.errors for field in [*fields, said]),
            )

    def _column(
        self, theme: Theme, level: Level, criteria: list[Criterion]
    ) -> SafeString:
        reveals: dict[str, Any] = {
            f"reveal_{one.code}": small_checkbox(self.form[heavy_name(one.code)])
            for one in criteria
            if not one.decisive
        }
        field = self.form[cell_name(theme, level)]
        options = {"label": level.label, "size": "s", "small": True}
        return drawing.draw(field, **options, **reveals)

    def ticked(self) -> set[str]:
        """The codes of what is ticked on the page as it stands."""
        names = [
            cell_name(theme, level)
            for theme in self.themes
            for level in self.levels
            if (theme.pk, level.pk) in self.cells
        ]
        return {str(code) for name in names for code in self.form[name].value() or []}

    def is_heavy(self, code: str) -> bool:
        """Whether the mark beside a characteristic is set."""
        name = heavy_name(code)
        if name not in self.form.fields:
            return False
        return bool(self.form.fields[name].to_python(self.form[name].value()))

    def said(self) -> tuple[ThemeSaid, ...]:
        """What stands in the boxes under the themes."""
        return tuple(
            ThemeSaid(theme, text)
            for theme in self.themes
            if (text := str(self.form[said_name(theme)].value() or "").strip())
        )


def cell_name(theme: Theme, level: Level) -> str:
    return f"fit_{theme.code}_{level.code}"


def heavy_name(code: str) -> str:
    return f"heavy_{code}"


def said_name(theme: Theme) -> str:
    return f"shows_{theme.code}"


def _cell(
    theme: Theme,
    level: Level,
    criteria: list[Criterion],
    held: dict[str, CriterionPick],
) -> forms.MultipleChoiceField:
    field = forms.MultipleChoiceField(
        label=f"{theme.name}: {level.label}",
        choices=[(one.code, capfirst(one.text)) for one in criteria],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        initial=[one.code for one in criteria if one.code in held],
    )
    field.hints = {  # type: ignore[attr-defined]
        one.code: BY_FRAMEWORK for one in criteria if one.decisive
    }
    return field
