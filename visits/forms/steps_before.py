"""Choosing among the open next steps of the schools before."""

from typing import Any

from django import forms

from sitrack.core.forms import Form
from sitrack.core.templatetags.govuk import day
from visits.models import NextStep


class StepsBeforeForm(Form):
    """Which of these steps go on here."""

    steps = forms.MultipleChoiceField(
        label="Which of these go on here?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one step"},
    )

    def __init__(self, *args: Any, steps: list[NextStep], **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["steps"]
        field.choices = [(str(step.pk), _words(step)) for step in steps]


def _words(step: NextStep) -> str:
    told = f"{step.record.school}, by {day(step.due_on)}, {step.noted_who}"
    return f"{step.text} ({told})"
