"""What is done with somebody's account, and why."""

from django import forms

from sitrack.core.forms import Form


class SecondStepForm(Form):
    """Removing a second step: the reason stays in the log."""

    reason = forms.CharField(
        label="Reason",
        max_length=200,
        help_text="How you know that it is them who ask, for example “Rang from the"
        " school’s number”. Only those who keep people and posts read this.",
    )


class AddressForm(Form):
    """Another address to sign in with: the reason stays in the log."""

    email = forms.EmailField(
        label="New e-mail address",
        max_length=254,
        error_messages={
            "invalid": "New e-mail address must be like name@school.example",
        },
    )
    reason = forms.CharField(
        label="Reason",
        max_length=200,
        help_text="How you know that it is them who ask, and what was wrong. Do not"
        " write an address. Only those who keep people and posts read this.",
    )
