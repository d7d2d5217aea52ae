"""The report of a term, as it is written."""

from django import forms

from sitrack.core.fields import ProseField
from sitrack.core.forms import Form


class TermReportForm(Form):
    text = ProseField(
        label="What progress was there?",
        called="Report",
        rows=14,
        max_length=20_000,
        help_text="What the reviews of the term said stands here beforehand. Name nobody.",
        error_messages={"required": "Write what progress there was"},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
