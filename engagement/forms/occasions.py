"""An occasion of a school's calendar: its date, that it was held, that it is off."""

from collections.abc import Iterable
from typing import Any

from django import forms

from engagement.definitions.outside import OutsideBody
from engagement.queries.occasions import Kind
from sitrack.core.fields import NOT_LISTED, DayField
from sitrack.core.forms import Form


class OfKind(Form):
    """A form that says which line of the list it is about."""

    code = forms.ChoiceField(
        label="What",
        choices=[],
        error_messages={"invalid_choice": NOT_LISTED},
    )

    def __init__(self, *args: Any, kinds: Iterable[Kind], **options: Any) -> None:
        super().__init__(*args, **options)
        self.labels = {kind.code: kind.label for kind in kinds}
        choices = [("", "Choose"), *self.labels.items()]
        self.fields["code"].choices = choices  # type: ignore[attr-defined]

    @property
    def label(self) -> str:
        """The words of what was chosen; call it on a valid form."""
        return self.labels[self.cleaned_data["code"]]


class HeldForm(OfKind):
    """What was held, when, and what came of it in one line."""

    free_text = True
    held_on = DayField(label="Date", called="Date", help_text="")
    outcome = forms.CharField(
        label="Outcome",
        max_length=500,
        required=False,
        help_text="One line is enough.",
    )

    taking_part = forms.MultipleChoiceField(
        label="Who else took part?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, *args: Any, outside: Iterable[OutsideBody] = (), **options: Any
    ) -> None:
        super().__init__(*args, **options)
        box: Any = self.fields["taking_part"]
        box.choices = [(one.code, one.label) for one in outside]
        if not box.choices:
            del self.fields["taking_part"]


class PlannedForm(OfKind):
    planned_on = DayField(label="Date", called="Date")


class CallOffForm(Form):
    free_text = True
    reason = forms.CharField(label="Why does it not take place?", max_length=300)
