"""Which part of the log is wanted as a file."""

from typing import Any

from django import forms

from protection.services.log_export import KINDS, LINES
from schools.models import School
from sitrack.core.fields import DayField
from sitrack.core.forms import Form


class LogForm(Form):
    """A period, and a school or all of them."""

    first = DayField(label="First day")
    last = DayField(label="Last day")
    school = forms.ModelChoiceField(
        School.objects.none(), required=False, empty_label="All"
    )
    kind = forms.ChoiceField(
        label="Kind of file",
        choices=list(KINDS.items()),
        widget=forms.RadioSelect,
        initial=LINES,
    )

    def __init__(self, *args: Any, schools: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["school"].queryset = schools  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", "The last day must not be before the first")
        return cleaned
