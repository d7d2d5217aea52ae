"""Short forms: the school's comment, its answer, addenda."""

from django import forms

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


class RecallForm(Form):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = ProseField(
        label="Why do you take it back?",
        called="Why you take it back",
        rows=3,
        max_length=2_000,
        help_text="The school’s leaders can read this. Name no child.",
    )


class AddendumForm(Form):
    text = ProseField(label="Addendum", rows=6, max_length=20_000)
