"""What a deputy may do for the headteacher, and for how long."""

from typing import Any

from django import forms
from django.utils.text import capfirst

from schools.models import Post
from sitrack.core.fields import DayField
from sitrack.core.forms import Form
from sitrack.core.roles import Delegable
from sitrack.core.words import worded


class DeputyField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A deputy's post, called by its holder."""

    widget = forms.RadioSelect

    def label_from_instance(self, post: Post) -> str:
        return post.person.name


class DelegationForm(Form):
    """Who, what, from when, until when."""

    to = DeputyField(
        Post.objects.none(),
        label="Who may act for you",
        empty_label=None,
        error_messages={
            "required": "Select who may act for you",
            "invalid_choice": "Select a deputy who holds a post today",
        },
    )
    things = forms.TypedMultipleChoiceField(
        choices=lambda: [(one.value, capfirst(worded(one.label))) for one in Delegable],
        coerce=Delegable,
        label="What they may do",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Tick what they may do",
            "invalid_choice": "Tick what they may do",
        },
    )
    start = DayField(label="First day")
    until = DayField(
        label="Last day", help_text="Within a year. It ends earlier if either post ends"
    )

    def __init__(self, *args: Any, deputies: Any, **options: Any) -> None:
        """``deputies`` are the posts that may be chosen."""
        super().__init__(*args, **options)
        self.fields["to"].queryset = deputies  # type: ignore[attr-defined]
