"""A document that the school offers."""

from django import forms
from django.core.validators import URLValidator

from sitrack.core.forms import Form


class DocumentForm(Form):
    """A title and a link; the school says whether it is shared yet."""

    title = forms.CharField(label="Title of the document", max_length=200)
    link = forms.URLField(
        label="Link",
        max_length=500,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
        help_text="Where the document can be found, such as your school’s website.",
        error_messages={
            "invalid": "Link must be a full web address, like https://…",
        },
    )
    share = forms.BooleanField(
        label="The school’s leaders choose to share this document", required=False
    )
