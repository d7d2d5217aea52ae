"""The box in which a file is chosen."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from sitrack.core.files.inspection import MOST_MEGABYTES, inspect
from sitrack.core.files.kinds import ACCEPTED
from sitrack.core.files.refusal import FileRefused

HINT = (
    "A PDF, a Word, Excel or PowerPoint document without macros, or a picture"
    f" (PNG or JPG), up to {MOST_MEGABYTES} MB."
)


class CheckedFileField(forms.FileField):
    """A file that was looked at: what breaks a rule is told beside the box."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", HINT)
        # Its own words for an empty file come from the inspection.
        super().__init__(allow_empty_file=True, **options)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "accept": ACCEPTED}

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if file:
            try:
                inspect(file, name=file.name, size=file.size)
            except FileRefused as refused:
                raise ValidationError(refused.message) from refused
        return file
