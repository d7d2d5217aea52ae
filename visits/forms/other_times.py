"""The forms of another time: the school asks, the authority keeps the time."""

from django import forms

from sitrack.core.fields import ProseField
from sitrack.core.forms import Form
from sitrack.core.words import worded_later


class OtherTimeForm(Form):
    reason = ProseField(
        label="Why the planned time does not suit",
        rows=3,
        max_length=2_000,
        help_text=worded_later("The {authority_side} reads it; {governors} do not."),
    )
    suggested = ProseField(
        label="What would suit",
        required=False,
        rows=3,
        max_length=600,
        help_text="Up to three lines, each a day and time or in your own words. For"
        " example, 27 March at 9:30am, or any Tuesday afternoon.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class KeepTimeForm(Form):
    answer = ProseField(
        label="Why the time is kept",
        rows=3,
        max_length=2_000,
        help_text=worded_later("The school’s leaders read it; {governors} do not."),
    )
