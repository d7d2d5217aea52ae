"""Handing in a file of the register."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from schools.importers.gias import RegisterFile
from schools.importers.opening import FileRefused
from sitrack.core.forms import Form
from sitrack.core.words import worded_later

MOST_MEGABYTES = 20


class RegisterForm(Form):
    """A file, and the authorities whose schools are wanted."""

    file = forms.FileField(
        label="Register file",
        help_text=worded_later("The CSV file from {register}, up to 20 MB"),
        allow_empty_file=True,
        error_messages={"required": "Choose the register file"},
    )
    la_codes = forms.CharField(
        label=worded_later("{Authority_long} code"),
        required=False,
        help_text="For example, 935. Leave it empty to import every school in "
        "the file.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )

    def clean_file(self) -> Any:
        """A file that cannot be used at all is refused here, beside its field."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_MEGABYTES * 1024 * 1024:
            raise ValidationError(f"The file is larger than {MOST_MEGABYTES} MB.")
        try:
            RegisterFile(file.read(), name=file.name or "")
        except FileRefused as refused:
            raise ValidationError(str(refused)) from refused
        file.seek(0)
        return file

    def clean_la_codes(self) -> list[str]:
        codes: list[str] = self.cleaned_data["la_codes"].replace(",", " ").split()
        if not all(re.fullmatch(r"[0-9]{3}", code) for code in codes):
            raise ValidationError("Local authority code must be 3 digits, like 935")
        return codes


class ConfirmForm(Form):
    """Saying that missing schools are meant to be missing."""

    confirmed = forms.BooleanField(
        label="I have checked the file: these schools are meant to be missing",
        error_messages={"required": "Confirm that you have checked the file"},
    )
