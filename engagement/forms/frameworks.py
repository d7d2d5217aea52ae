"""Handing in a definition, and adopting it."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from engagement.definitions import Definition, DefinitionError, read_definition
from sitrack.core.forms import Form
from sitrack.core.models import AcademicYear

MOST_BYTES = 1024 * 1024


class DefinitionForm(Form):
    """A file that says what a framework is; every mistake in it is told at once."""

    file = forms.FileField(
        label="Definition",
        help_text="A YAML file, up to 1 MB",
        allow_empty_file=True,
        error_messages={"required": "Choose the file of the definition"},
    )

    def clean_file(self) -> tuple[Definition, bytes]:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise ValidationError("The file is larger than 1 MB.")
        content = file.read()
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError:
            raise ValidationError("The file is not text in UTF-8.") from None
        try:
            return read_definition(text, name=file.name or "file"), content
        except DefinitionError as mistaken:
            raise ValidationError(
                [str(problem) for problem in mistaken.problems]
            ) from None


class AdoptForm(Form):
    """From which year on."""

    year = forms.ModelChoiceField(
        label="From which year on?",
        queryset=AcademicYear.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the year"},
    )

    def __init__(self, *args: Any, years: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Any]", self.fields["year"]).queryset = years
