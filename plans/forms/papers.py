"""The form with which a school adds a paper to its part of a meeting."""

from django import forms

from sitrack.core.files.fields import CheckedFileField
from sitrack.core.forms import Form


class PaperForm(Form):
    title = forms.CharField(label="What is it?", max_length=200)
    file = CheckedFileField(label="File")
