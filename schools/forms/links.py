"""Which school follows which."""

from typing import Any

from django import forms

from schools.forms.posts import SchoolField
from schools.models import School, SchoolLink
from sitrack.core.fields import DayField
from sitrack.core.forms import Form
from sitrack.core.words import word


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
        if not word("academies"):
            kinds = [one for one in SchoolLink.Kind.choices if one[0] != "conversion"]
            self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        for name in ("successor", "predecessor"):
            self.fields[name].schools = School.objects.all()  # type: ignore[attr-defined]
