"""A correction that the school asks for, and the officer's answer to it."""

from typing import Any

from django import forms

from sitrack.core.fields import ProseField
from sitrack.core.forms import Form

ACCEPT, DECLINE = "accept", "decline"


class CorrectionForm(Form):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    wrong = ProseField(
        label="What is wrong?",
        called="What is wrong",
        rows=3,
        max_length=5_000,
        help_text="Copy the words from the note, or describe them.",
    )
    should_say = ProseField(
        label="What should it say?",
        called="What it should say",
        rows=3,
        max_length=5_000,
    )


class AnswerCorrectionForm(Form):
    """Accept, with the section as it will read where it is a text; or say why not."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    outcome = forms.ChoiceField(
        label="Your answer",
        choices=[
            (ACCEPT, "Accept it and change the note"),
            (DECLINE, "Leave the note as it is"),
        ],
        widget=forms.RadioSelect,
    )
    text = ProseField(
        label="The section as it will read",
        required=False,
        rows=8,
        help_text="Only if you accept it. The school’s leaders see what you change.",
    )
    reason = ProseField(
        label="Why the note is not changed",
        required=False,
        rows=3,
        max_length=5_000,
        help_text="Only if you leave the note as it is. The school’s leaders read this.",
    )

    def __init__(self, *args: Any, is_text: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not is_text:
            del self.fields["text"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("outcome") == DECLINE and not cleaned.get("reason"):
            self.add_error("reason", "Say why it is not changed")
        return cleaned
