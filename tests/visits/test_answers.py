"""Prompts that a form of visits has of its own: what is typed, kept, shown and offered."""

from datetime import date
from typing import Any

import pytest
from django import forms

from engagement.models import Option, TemplatePrompt
from sitrack.core.forms import Form
from visits import asked
from visits.forms.answers import Answer, answer_of, field_of, table, value_of

MOODS = [Option(code="calm", label="Calm"), Option(code="busy", label="Busy")]
COLUMNS = [
    {"key": "what", "label": "What:", "type": "para"},
    {"key": "on", "label": "On", "type": "date"},
]


def prompt(kind: str, **more: Any) -> TemplatePrompt:
    return TemplatePrompt(key="own", label="Own:", type=kind, **more)


def typed(one: TemplatePrompt, **sent: Any) -> Any:
    """What a form with this prompt's box makes of what was sent."""

    class Asked(Form):
        own = field_of(one, MOODS)

    form = Asked({"own": "", **sent})
    assert form.is_valid(), form.errors
    return form.cleaned_data["own"]


@pytest.mark.parametrize(
    ("one", "sent", "kept", "again"),
    [
        (prompt("para"), "Two\nlines", Answer("Two\nlines", []), "Two\nlines"),
        (
            *(prompt("date"), "4/5/2026"),
            Answer("4 May 2026", [{"code": "2026-05-04"}]),
            date(2026, 5, 4),
        ),
        (prompt("date"), "", Answer("", []), None),
        (prompt("choice"), "busy", Answer("Busy", [{"code": "busy"}]), "busy"),
        (prompt("choice"), "", Answer("", []), ""),
        (
            *(prompt("multi"), ["calm", "busy"]),
            Answer("Calm\nBusy", [{"code": "calm"}, {"code": "busy"}]),
            ["calm", "busy"],
        ),
        (
            *(prompt("rows", columns=COLUMNS[:1]), " One \n\nTwo"),
            Answer("One\nTwo", [{"what": "One"}, {"what": "Two"}]),
            "One\nTwo",
        ),
    ],
)
def test_an_answer_is_kept_in_words_and_by_codes(
    one: TemplatePrompt, sent: Any, kept: Answer, again: Any
) -> None:
    answer = answer_of(one, typed(one, own=sent), MOODS)
    assert answer == kept
    assert value_of(one, answer.text, answer.rows) == again


def test_a_choice_that_is_not_listed_is_refused() -> None:
    field = field_of(prompt("choice"), MOODS)
    with pytest.raises(forms.ValidationError):
        field.clean("angry")


def test_a_table_keeps_its_rows_by_the_columns_keys() -> None:
    one = prompt("rows", columns=COLUMNS)
    sent = {
        "own-TOTAL_FORMS": "3",
        "own-INITIAL_FORMS": "0",
        "own-0-what": "Read together",
        "own-0-on": "1/12/2025",
        "own-1-what": " ",
        "own-2-what": "Gone",
        "own-2-DELETE": "on",
    }
    rows = table(one, sent, [])
    assert rows.is_valid()
    answer = rows.answer()
    assert answer == Answer(
        "Read together · 1 December 2025",
        [{"what": "Read together", "on": "2025-12-01"}],
    )
    assert asked.cells_of(one, answer.rows[0]) == [
        ("What:", "Read together"),
        ("On", "1 December 2025"),
    ]
    shown = table(one, None, answer.rows)
    assert shown.initial == [{"what": "Read together", "on": date(2025, 12, 1)}]


def test_a_mistaken_day_in_a_table_is_named_with_its_row() -> None:
    rows = table(
        prompt("rows", columns=COLUMNS),
        {
            "own-TOTAL_FORMS": "1",
            "own-INITIAL_FORMS": "0",
            "own-0-what": "Read",
            "own-0-on": "soon",
        },
        [],
    )
    assert not rows.is_valid()
    assert "on" in rows.forms[0].errors
