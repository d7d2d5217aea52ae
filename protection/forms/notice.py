"""Wording the privacy notice."""

from typing import Any

from django import forms

from protection.models import PrivacyNotice
from protection.models.notice import LONGEST
from sitrack.core.forms import Form


class NoticeForm(Form):
    """The words of the notice."""

    text = forms.CharField(
        label="The notice",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 30}),
        help_text="A line that begins with “## ” is a heading, one that begins with a"
        " hyphen is a point of a list.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, notice: PrivacyNotice, **options: Any) -> None:
        initial = {"text": notice.text, "version": notice.version}
        super().__init__(*args, initial=initial, **options)
