"""A change of a school's life: entering one, confirming it, reading the links."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from schools.forms.posts import SchoolField
from schools.forms.register import MOST_MEGABYTES
from schools.importers.links import LinksFile
from schools.importers.opening import FileRefused
from schools.models import School, SchoolChange
from sitrack.core.fields import DayField
from sitrack.core.forms import Form
from sitrack.core.words import word, worded_later

Kind = SchoolChange.Kind
LAST_DAY = "Last day of the school that ends"


class ChangeForm(Form):
    """Which school ends, what becomes of it, and when."""

    school = SchoolField(label="School that ends")
    kind = forms.ChoiceField(
        label="What becomes of it?",
        choices=Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Say what becomes of the school"},
    )
    successor = SchoolField(
        label="School that follows",
        required=False,
        help_text=worded_later(
            "Its name or its {school_number}. Leave it empty where the school only"
            " closes. A new school comes with the register: import that first."
        ),
    )
    last_day = DayField(label=LAST_DAY)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not word("academies"):
            kinds = [kind for kind in Kind.choices if kind[0] != Kind.CONVERSION]
            self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        self.fields["school"].schools = School.objects.open()  # type: ignore[attr-defined]
        self.fields["successor"].schools = School.objects.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        kind, after = cleaned.get("kind"), cleaned.get("successor")
        if "successor" in self.errors or not kind:
            return cleaned
        if kind == Kind.CLOSURE and after:
            told = "A school that only closes is followed by none. Leave this empty"
            self.add_error("successor", told)
        elif kind != Kind.CLOSURE and not after:
            self.add_error("successor", "Enter the school that follows")
        return cleaned


class ConfirmChangeForm(Form):
    """Its last day, and where another school follows, what became of it."""

    kind = forms.ChoiceField(
        label="What becomes of it?",
        choices=[choice for choice in Kind.choices if choice[0] != Kind.CLOSURE],
        widget=forms.RadioSelect,
        error_messages={"required": "Say what becomes of the school"},
    )
    last_day = DayField(label=LAST_DAY)

    def __init__(self, *args: Any, change: SchoolChange, **options: Any) -> None:
        initial = {"kind": change.kind, "last_day": change.last_day}
        super().__init__(*args, initial=initial, **options)
        if change.successor is None:
            del self.fields["kind"]


class LinksFileForm(Form):
    """The register's file of links."""

    file = forms.FileField(
        label="File of links",
        help_text=worded_later(
            "The CSV file “Establishment links” from {register}, up to"
            f" {MOST_MEGABYTES} MB"
        ),
        allow_empty_file=True,
        error_messages={"required": "Choose the file of links"},
    )

    def clean_file(self) -> LinksFile:
        """A file that cannot be used at all is refused here, beside its field."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_MEGABYTES * 1024 * 1024:
            raise ValidationError(f"The file is larger than {MOST_MEGABYTES} MB.")
        try:
            return LinksFile(file.read(), name=file.name or "")
        except FileRefused as refused:
            raise ValidationError(str(refused)) from refused
