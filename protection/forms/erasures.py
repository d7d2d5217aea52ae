"""Reasons for erasing, for holding, and for not doing so."""

from typing import Any

from django import forms

from schools.models import School
from sitrack.core.forms import Form

LONGEST = 300


class AskForm(Form):
    """Why somebody is to be erased."""

    reason = forms.CharField(
        label="Reason",
        max_length=LONGEST,
        help_text="For example, “Asked for it by letter of 2 May”. Do not write the name.",
    )


class DecideForm(Form):
    """Whether it is done; not without a reason where it is not."""

    ERASE, DECLINE = "erase", "decline"
    decision = forms.ChoiceField(
        label="What is decided?",
        choices=[(ERASE, "Erase them, for good"), (DECLINE, "Leave them as they are")],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label="Why not",
        max_length=LONGEST,
        required=False,
        help_text="Where you decline",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("decision") == self.DECLINE and not cleaned.get("note"):
            self.add_error("note", "Say why they are left as they are")
        return cleaned


class HoldForm(Form):
    """Why a person is held."""

    reason = forms.CharField(label="Reason", max_length=LONGEST)


class SchoolHoldForm(HoldForm):
    """Which school is held, and why."""

    school = forms.ModelChoiceField(School.objects.all())
    field_order = ("school", "reason")
