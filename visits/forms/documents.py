"""A document that the school offers, and one that an officer asks for."""

from typing import Any

from django import forms
from django.core.validators import URLValidator

from engagement.definitions.school_documents import SchoolDocuments
from sitrack.core.fields import NOT_LISTED
from sitrack.core.files.fields import HINT, CheckedFileField
from sitrack.core.forms import Form

AGAIN = "Choose the file again: only what you typed was kept. "


class DocumentForm(Form):
    """A title with a file or a link; the school says whether it is shared yet."""

    free_text = True

    title = forms.CharField(label="Title of the document", max_length=200)
    kind = forms.ChoiceField(
        label="What kind of document is it?",
        required=False,
        error_messages={"invalid_choice": NOT_LISTED},
    )
    file = CheckedFileField(label="File", required=False)
    link = forms.URLField(
        label="Link",
        required=False,
        max_length=500,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
        help_text="Instead of a file: where the document can be found, such as your"
        " school’s website.",
        error_messages={
            "invalid": "Link must be a full web address, like https://…",
        },
    )
    share = forms.BooleanField(
        label="The school’s leaders choose to share this document", required=False
    )

    def __init__(
        self, *args: Any, kinds: SchoolDocuments | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        if kinds is None:
            del self.fields["kind"]
            return
        box: Any = self.fields["kind"]
        offered = [(one.code, one.label) for one in kinds.kinds()]
        box.choices = [("", "Another kind"), *offered]

    def clean(self) -> dict[str, Any]:
        """One of the two, and not both."""
        given = {name for name in ("file", "link") if self.cleaned_data.get(name)}
        wrong = {"file", "link"} & set(self.errors)
        if not given and not wrong:
            self.add_error("file", "Choose a file or enter a link")
        if len(given) == 2:
            self.add_error("link", "Give a file or a link, not both")
        if self.errors and "file" in given:
            self["file"].help_text = AGAIN + HINT
        return self.cleaned_data


class DocumentRequestForm(Form):
    """What an officer asks the school for."""

    free_text = True

    what = forms.CharField(
        label="Which document do you ask for?",
        max_length=200,
        help_text="For example, this year’s school development plan",
    )
