"""Why something was done with somebody's account."""

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
