"""The password that an invited person chooses."""

from typing import Any

from django import forms

from schools.models import Invitation
from schools.queries.known_names import names_around
from sitrack.core.forms import Form
from sitrack.core.passwords import ADVICE, fault_in


class PasswordForm(Form):
    """One box: it can be looked at, so it is not asked for twice."""

    password = forms.CharField(
        label="Password",
        help_text=ADVICE,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, invitation: Invitation, **options: Any) -> None:
        super().__init__(*args, **options)
        self.invitation = invitation

    def clean_password(self) -> str:
        """Good enough for somebody of this name and address, with these posts."""
        password: str = self.cleaned_data["password"]
        names = [self.invitation.email, *names_around(self.invitation.person)]
        if fault := fault_in(password, known=names):
            raise forms.ValidationError(fault)
        return password
