"""Deciding what somebody else has asked for."""

from typing import Any

from django import forms

from sitrack.core.forms import Form

LONGEST = 300


class DecideForm(Form):
    """Whether it is done; not without a reason where it is not.

    ``doing`` and ``leaving`` are the two answers in words.
    """

    DO, LEAVE = "do", "leave"
    decision = forms.ChoiceField(label="What is decided?", widget=forms.RadioSelect)
    note = forms.CharField(
        label="Why not",
        max_length=LONGEST,
        required=False,
        help_text="Where you leave them",
    )

    def __init__(self, *args: Any, doing: str, leaving: str, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(self.DO, doing), (self.LEAVE, leaving)]
        self.fields["decision"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("decision") == self.LEAVE and not cleaned.get("note"):
            self.add_error("note", "Say why they are left as they are")
        return cleaned
