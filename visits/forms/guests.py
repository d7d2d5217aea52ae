"""Who may read one thing as a guest, until when and why."""

from django import forms

from schools.models import Person
from sitrack.core.fields import DayField, ProseField
from sitrack.core.forms import Form
from sitrack.core.words import worded_later
from visits.guests import person_with_account


class GuestForm(Form):
    """Whom, until when and why: the reason is read by both sides and the guest."""

    email = forms.EmailField(
        label="E-mail address of the person",
        help_text="The address that they sign in with.",
    )
    until = DayField(
        label="Last day on which they can read it",
        called="Last day",
        help_text="At most a year ahead, for example 27/3/2026. Access ends by itself"
        " after that day.",
    )
    reason = ProseField(
        label="Why may they read it?",
        called="Why they may read it",
        rows=2,
        max_length=300,
        help_text=worded_later(
            "They read this, and so do the school’s leaders and the {authority_side}."
        ),
    )

    def clean_email(self) -> Person:
        """The person who signs in with the address."""
        person = person_with_account(self.cleaned_data["email"])
        if person is None:
            raise forms.ValidationError(
                "Nobody signs in with this address. Check it, or ask the administrator"
                " of this service to invite them."
            )
        return person
