"""Writing the statement of a year's level."""

from django import forms

from sitrack.core.fields import DayField, ProseField
from sitrack.core.forms import Form
from sitrack.core.words import worded_later


class StatementForm(Form):
    """The day it was agreed, and what was agreed beside the level."""

    agreed_on = DayField(
        label=worded_later("When was the {level} agreed?"), called="Date it was agreed"
    )
    text = ProseField(
        label="What was agreed, in your words",
        called="What was agreed",
        required=False,
        rows=6,
        help_text=worded_later(
            "All who sign read this. Leave it empty where the {level} says it all."
        ),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
