"""The front sheet as one side fills it in; its boxes are made from the definition."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django import forms
from django.forms import BoundField

from engagement.definitions.front_sheets import FrontPrompt
from engagement.models import AssessmentMeasure, Option
from sitrack.core.fields import NOT_LISTED, DayField, ProseField
from sitrack.core.forms import Form

CELL = 20
Measures = Sequence[AssessmentMeasure]


class Line(NamedTuple):
    """A row of the table of outcomes, with a box for each column."""

    measure: AssessmentMeasure
    boxes: list[BoundField]


class Asked(NamedTuple):
    """A prompt with its box, or with the lines of its table."""

    prompt: FrontPrompt
    box: BoundField | None
    lines: list[Line]


class FrontSheetForm(Form):
    """One side's part of the sheet."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        prompts: Sequence[FrontPrompt],
        options: dict[str, list[Option]],
        measures: Measures,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.prompts, self.measures = prompts, measures
        for prompt in prompts:
            if prompt.kind != "outcomes":
                listed = options.get(prompt.option_list or "", [])
                self.fields[name_of(prompt.code)] = _field(prompt, listed)
                continue
            for measure in measures:
                for column in prompt.columns:
                    name = cell_name(prompt.code, measure.code, column.key)
                    self.fields[name] = forms.CharField(
                        label=f"{measure.label}, {column.label}",
                        required=False,
                        max_length=CELL,
                    )

    def asked(self) -> list[Asked]:
        """The prompts in the order of the sheet."""
        return [
            Asked(
                prompt,
                None if prompt.kind == "outcomes" else self[name_of(prompt.code)],
                self._lines(prompt) if prompt.kind == "outcomes" else [],
            )
            for prompt in self.prompts
        ]

    def _lines(self, prompt: FrontPrompt) -> list[Line]:
        return [
            Line(
                measure,
                [
                    self[cell_name(prompt.code, measure.code, column.key)]
                    for column in prompt.columns
                ],
            )
            for measure in self.measures
        ]

    def answers(self) -> dict[str, Any]:
        """What was typed, by the code of its prompt; call it on a valid form."""
        typed = self.cleaned_data
        found: dict[str, Any] = {}
        for prompt in self.prompts:
            if prompt.kind == "outcomes":
                found[prompt.code] = _cells(prompt, self.measures, typed)
                continue
            value = typed[name_of(prompt.code)]
            if prompt.kind == "date":
                value = value.isoformat() if value else ""
            found[prompt.code] = value
        return found


def values_of(
    prompts: Sequence[FrontPrompt], measures: Measures, answers: dict[str, Any]
) -> dict[str, Any]:
    """The values of the form's boxes for what is kept."""
    values: dict[str, Any] = {}
    for prompt in prompts:
        kept = answers.get(prompt.code)
        if prompt.kind == "outcomes":
            for measure in measures:
                row = (kept or {}).get(measure.code, {})
                for column in prompt.columns:
                    name = cell_name(prompt.code, measure.code, column.key)
                    values[name] = row.get(column.key, "")
        elif kept:
            values[name_of(prompt.code)] = kept
    return values


def name_of(code: str) -> str:
    """The name of a prompt's box: WIL-V-08 is wil_v_08."""
    return code.lower().replace("-", "_").replace(".", "_")


def cell_name(code: str, measure: str, column: str) -> str:
    """The name of a cell's box."""
    return f"{name_of(code)}__{name_of(measure)}__{column}"


def _field(prompt: FrontPrompt, options: list[Option]) -> forms.Field:
    label = prompt.label.rstrip(": ")
    if prompt.kind == "date":
        return DayField(label=label, required=False, help_text="")
    if prompt.kind == "choice":
        listed = [(one.code, one.label) for one in options]
        return forms.ChoiceField(
            label=label,
            required=False,
            choices=[("", "Choose a category"), *listed],
            error_messages={"invalid_choice": NOT_LISTED},
        )
    if prompt.kind == "listed":
        return forms.MultipleChoiceField(
            label=label,
            required=False,
            choices=[(one.code, one.text) for one in prompt.items],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": NOT_LISTED},
        )
    return ProseField(label=label, required=False, rows=6)


def _cells(
    prompt: FrontPrompt, measures: Measures, typed: dict[str, Any]
) -> dict[str, dict[str, str]]:
    rows = {
        measure.code: {
            column.key: typed[cell_name(prompt.code, measure.code, column.key)].strip()
            for column in prompt.columns
        }
        for measure in measures
    }
    return {code: row for code, row in rows.items() if any(row.values())}
