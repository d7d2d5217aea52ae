"""Short forms: the school's comment, its answer, documents, addenda."""

from django import forms
from django.core.validators import URLValidator

from sitrack.core.fields import ProseField
from sitrack.core.forms import Form


class CommentForm(Form):
    text = ProseField(
        label="Your comment",
        required=False,
        rows=6,
        max_length=20_000,
        help_text="It is printed below the summary in the record.",
    )


class AnswerForm(Form):
    text = ProseField(
        label="Your answer",
        required=False,
        rows=4,
        max_length=20_000,
        help_text="Leave it empty to say that you have read the comment.",
    )


class AddendumForm(Form):
    text = ProseField(label="Addendum", rows=6, max_length=20_000)


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
