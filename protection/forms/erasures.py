"""Reasons for erasing, for holding, and for not doing so."""

from django import forms

from protection.forms.deciding import LONGEST
from schools.models import School
from sitrack.core.forms import Form


class AskForm(Form):
    """Why somebody is to be erased."""

    reason = forms.CharField(
        label="Reason",
        max_length=LONGEST,
        help_text="For example, “Asked for it by letter of 2 May”. Do not write the name.",
    )


class HoldForm(Form):
    """Why a person is held."""

    reason = forms.CharField(label="Reason", max_length=LONGEST)


class SchoolHoldForm(HoldForm):
    """Which school is held, and why."""

    school = forms.ModelChoiceField(School.objects.all())
    field_order = ("school", "reason")
