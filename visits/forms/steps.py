"""The short forms by which a next step goes on."""

from typing import Any

from django import forms

from schools.models import Person
from sitrack.core.fields import DayField, ProseField
from sitrack.core.forms import Form
from visits.queries import Known

ELSE = "else"


class StepForm(Form):
    """Nothing but the version that the reader had before them."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class DoneForm(StepForm):
    note = ProseField(
        label="What was done?",
        required=False,
        rows=2,
        max_length=300,
        help_text="A line is enough, or leave it empty.",
    )


class DropForm(StepForm):
    reason = ProseField(
        label="Why is it dropped?", called="Reason", rows=2, max_length=300
    )


class MoveForm(StepForm):
    due_on = DayField(label="New date", help_text="")
    reason = ProseField(
        label="Why is the date changed?", called="Reason", rows=2, max_length=200
    )


class GiveForm(StepForm):
    """Somebody who works with the school, or a name, role and organisation."""

    to = forms.ChoiceField(
        label="Who will do it?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Select who will do it",
            "invalid_choice": "Choose one of the people in the list",
        },
    )
    name = forms.CharField(label="Name", required=False, max_length=60)
    role = forms.CharField(label="Role", required=False, max_length=40)
    organisation = forms.CharField(label="Organisation", required=False, max_length=46)

    def __init__(self, *args: Any, people: list[Known], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(known.person.pk): known for known in people}
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            *((pk, known.label) for pk, known in self.people.items()),
            (ELSE, "Somebody else, who needs no account"),
        ]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("to") == ELSE and not typed.get("name"):
            self.add_error("name", "Enter the name of who will do it")
        return typed

    def person(self) -> Person | None:
        """The person who was chosen; None for somebody else."""
        known = self.people.get(self.cleaned_data["to"])
        return known.person if known else None

    def who(self) -> str:
        """The words that lists and printed notes show."""
        person = self.person()
        if person is not None:
            return person.name
        parts = (self.cleaned_data[part] for part in ("name", "role", "organisation"))
        return ", ".join(part for part in parts if part)
