"""Federations and their schools, and the agreements of academies."""

from typing import Any

from django import forms

from schools.forms.posts import SchoolField
from schools.models import School
from sitrack.core.fields import DayField
from sitrack.core.forms import Form


class FederationForm(Form):
    name = forms.CharField(label="Name of the federation", max_length=150)


class JoinForm(Form):
    """A school, and from when on it belongs to the federation."""

    school = SchoolField(label="School that joins")
    start = DayField(label="First day in the federation")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["school"].schools = School.objects.open()  # type: ignore[attr-defined]


class LastDayForm(Form):
    last_day = DayField(label="Last day")


class AgreementForm(Form):
    """An academy, and from when until when it buys the model."""

    school = SchoolField(label="Academy that buys the model")
    start = DayField(label="First day")
    end = DayField(
        label="Last day (optional)",
        called="Last day",
        required=False,
        help_text="Leave it empty until the end is known",
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        academies = School.objects.open().filter(maintained=False)
        self.fields["school"].schools = academies  # type: ignore[attr-defined]
