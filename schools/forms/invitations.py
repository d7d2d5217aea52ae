"""The password that an invited person chooses."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from schools.models import Invitation
from sitrack.core.forms import Form
from sitrack.core.models import User


class PasswordForm(Form):
    """One box: it can be looked at, so it is not asked for twice."""

    password = forms.CharField(
        label="Password",
        help_text="At least 12 characters. Three words that you will remember do well.",
        strip=False,
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, invitation: Invitation, **options: Any) -> None:
        super().__init__(*args, **options)
        self.invitation = invitation

    def clean_password(self) -> str:
        """Django's validators, which know the person's name and address."""
        password: str = self.cleaned_data["password"]
        owner = User(email=self.invitation.email, name=self.invitation.person.name)
        validate_password(password, owner)
        return password
