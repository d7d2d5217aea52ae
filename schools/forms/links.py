"""Which school follows which."""

from typing import Any

from django import forms

from schools.forms.posts import SchoolField
from schools.models import School, SchoolLink
from sitrack.core.fields import DayField
from sitrack.core.forms import Form


class LinkForm(Form):
    """The school that goes on, the one that it follows, how, and from when."""

    successor = SchoolField(label="School that goes on")
    predecessor = SchoolField(label="School that it follows")
    kind = forms.ChoiceField(
        label="What became of the earlier school?",
        choices=SchoolLink.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Say what became of the earlier school"},
    )
    since = DayField(label="First day of the school that goes on")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("successor", "predecessor"):
            self.fields[name].schools = School.objects.all()  # type: ignore[attr-defined]
