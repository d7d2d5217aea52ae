"""Adding people and changing their name and contact."""

from typing import Any

from django import forms

from schools.models import Person
from sitrack.core.forms import Form

PHONE_LENGTH = 30


class PersonForm(Form):
    """Who somebody is and how they are reached."""

    name = forms.CharField(label="Full name", max_length=150)
    email = forms.EmailField(
        label="E-mail address",
        max_length=254,
        required=False,
        error_messages={
            "invalid": "E-mail address must be like name@school.example",
        },
    )
    phone = forms.CharField(
        label="Telephone",
        max_length=PHONE_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
    )


class NewPersonForm(PersonForm):
    """A new person; ``another`` is drawn once people like this one were found."""

    another = forms.BooleanField(
        label="This is another person: add them as well", required=False
    )


class ChangePersonForm(PersonForm):
    """A person who is known, from the version that was opened."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, person: Person, **options: Any) -> None:
        initial = {
            "name": person.name,
            "email": person.email,
            "phone": person.phone,
            "version": person.version,
        }
        super().__init__(*args, initial=initial, **options)
