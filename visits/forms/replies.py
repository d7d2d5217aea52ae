"""Short forms: the school's comment, its answer, addenda."""

from typing import Any

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
        help_text="The school’s leaders can read this.",
    )


class FinaliseForm(Form):
    """A last look; a note that the school has not answered wants a reason."""

    reason = ProseField(
        label="Why is it made final without the school’s answer?",
        called="Why it is made final without the school’s answer",
        rows=3,
        max_length=2_000,
        help_text="For example, nobody is in post to comment. The school’s leaders"
        " can read this.",
    )

    def __init__(self, *args: Any, answered: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if answered:
            del self.fields["reason"]


class AddendumForm(Form):
    text = ProseField(label="Addendum", rows=6, max_length=20_000)
