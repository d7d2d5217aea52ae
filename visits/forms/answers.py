"""The boxes of prompts that a form of visits has of its own, made from their types."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple, cast

from django import forms

from engagement.models import Option, TemplatePrompt
from sitrack.core.fields import NOT_LISTED, DayField, ProseField
from sitrack.core.forms import MOST_ROWS, Form, RowSet
from sitrack.core.templatetags.govuk import day
from visits import asked

Kept = list[dict[str, str]]
SHORT = 2_000


class Answer(NamedTuple):
    """An answer in words, and by codes where its prompt is no text."""

    text: str
    rows: Kept


class AnswerRow(Form):
    """One row of a table; its boxes are made from the prompt's columns."""

    free_text = True

    def __init__(
        self, *args: Any, columns: list[dict[str, str]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        for column in columns:
            self.fields[column["key"]] = _column(column)


class AnswerRows(RowSet):
    """The rows under one prompt; empty ones count for nothing."""

    row_name = "Row"
    prompt: TemplatePrompt

    def answer(self) -> Answer:
        """What was typed, in the order of the page; call it on valid rows."""
        columns = [(column["key"], column["type"]) for column in self.prompt.columns]
        live = [form for form in self.forms if form not in self.deleted_forms]
        kept = [
            {key: _plain(form.cleaned_data.get(key)) for key, _ in columns}
            for form in live
        ]
        kept = [row for row in kept if any(value.strip() for value in row.values())]
        lines = (
            " · ".join(
                filter(None, (asked.shown(row[key], kind) for key, kind in columns))
            )
            for row in kept
        )
        return Answer("\n".join(lines), kept)


def table(
    prompt: TemplatePrompt, data: Any, kept: Kept, *, blank: int = 1
) -> AnswerRows:
    """The table of a prompt with what is kept of it, and blank rows at its end."""
    made = forms.formset_factory(
        AnswerRow,
        formset=AnswerRows,
        extra=blank,
        can_delete=True,
        max_num=MOST_ROWS,
        absolute_max=MOST_ROWS,
    )
    rows = made(
        data,
        initial=[_values(prompt, row) for row in kept],
        prefix=prompt.key,
        form_kwargs={"columns": prompt.columns},
    )
    found = cast(AnswerRows, rows)
    found.prompt = prompt
    return found


def field_of(prompt: TemplatePrompt, options: Iterable[Option]) -> forms.Field:
    """The box of a prompt that is no table."""
    label = prompt.label.rstrip(":").strip()
    choices = [(option.code, option.label) for option in options]
    if prompt.type == "date":
        return DayField(label=label, required=False, help_text="")
    if prompt.type == "choice":
        return forms.ChoiceField(
            label=label,
            required=False,
            choices=[("", "Choose an option"), *choices],
            error_messages={"invalid_choice": NOT_LISTED},
        )
    if prompt.type == "multi":
        return forms.MultipleChoiceField(
            label=label,
            required=False,
            choices=choices,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": NOT_LISTED},
        )
    if prompt.type == "rows":
        return ProseField(
            label=label, required=False, rows=4, help_text="One on a line."
        )
    if prompt.type == "text":
        return ProseField(label=label, required=False, rows=1, max_length=SHORT)
    return ProseField(label=label, required=False, rows=6)


def value_of(prompt: TemplatePrompt, text: str, kept: Kept) -> Any:
    """What stands in the box of a prompt for what is kept of its answer."""
    codes = [row.get("code", "") for row in kept]
    if prompt.type == "date":
        return asked.day_of(codes[0]) if codes else None
    if prompt.type == "choice":
        return codes[0] if codes else ""
    if prompt.type == "multi":
        return codes
    return text


def answer_of(prompt: TemplatePrompt, typed: Any, options: Iterable[Option]) -> Answer:
    """What was typed into the box of a prompt."""
    if prompt.type == "date":
        return Answer(day(typed), [{"code": typed.isoformat()}] if typed else [])
    if prompt.type in ("choice", "multi"):
        chosen = [typed] if isinstance(typed, str) else list(typed)
        labels = {option.code: option.label for option in options}
        codes = [code for code in chosen if code in labels]
        words = "\n".join(labels[code] for code in codes)
        return Answer(words, [{"code": code} for code in codes])
    if prompt.type == "rows":
        lines = [line.strip() for line in typed.splitlines() if line.strip()]
        (column,) = prompt.columns
        return Answer("\n".join(lines), [{column["key"]: line} for line in lines])
    return Answer(typed, [])


def _column(column: Mapping[str, str]) -> forms.Field:
    label = column["label"].rstrip(":").strip()
    if column["type"] == "date":
        return DayField(label=label, required=False, help_text="")
    rows = 2 if column["type"] == "para" else 1
    return ProseField(label=label, required=False, rows=rows, max_length=SHORT)


def _values(prompt: TemplatePrompt, row: Mapping[str, str]) -> dict[str, Any]:
    return {
        column["key"]: asked.day_of(row.get(column["key"], ""))
        if column["type"] == "date"
        else row.get(column["key"], "")
        for column in prompt.columns
    }


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value or "")
