"""How long a kind is kept, and what becomes of what is past its time."""

from collections.abc import Mapping
from typing import Any

from django import forms

from protection.forms.deciding import LONGEST
from protection.rules import LEAST_YEARS, MOST_YEARS
from sitrack.core.fields import DayField
from sitrack.core.forms import Form

# What is of no school is chosen by this key.
OF_NO_SCHOOL = "0"


class YearsForm(Form):
    """For how long, and by what decision of the authority."""

    years = forms.IntegerField(
        label="Years",
        min_value=LEAST_YEARS,
        max_value=MOST_YEARS,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    reason = forms.CharField(
        label="Where it was decided",
        max_length=LONGEST,
        help_text="For example, “Retention schedule of the council, line 4.2”",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class PlacesField(forms.MultipleChoiceField):
    """Schools by their keys. What does not wait any more is refused by the service: so
    the second click on a button leads where the first did."""

    def valid_value(self, value: Any) -> bool:
        return str(value).isdecimal()


class WaitingForm(Form):
    """Which of them, and what becomes of those."""

    DESTROY, KEEP = "destroy", "keep"
    schools = PlacesField(label="Which of them?", widget=forms.CheckboxSelectMultiple)
    decision = forms.ChoiceField(
        label="What is to become of them?",
        choices=[
            (DESTROY, "Ask somebody else to confirm that they are destroyed"),
            (KEEP, "Keep them until a day"),
        ],
        widget=forms.RadioSelect,
    )
    until = DayField(
        label="Keep until", required=False, help_text="Where you keep them"
    )
    reason = forms.CharField(label="Reason", max_length=LONGEST)

    def __init__(self, *args: Any, places: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["schools"].choices = list(places.items())  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("decision") == self.KEEP and not (
            cleaned.get("until") or self.errors.get("until")
        ):
            self.add_error("until", "Say until when they are kept")
        return cleaned

    @property
    def chosen(self) -> list[int | None]:
        """The keys of the schools; None for what is of no school."""
        keys = self.cleaned_data["schools"]
        return [None if key == OF_NO_SCHOOL else int(key) for key in keys]
