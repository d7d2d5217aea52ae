"""Handing a SEP's schools on to the next one."""

from typing import Any

from django import forms

from schools.models import Person, Post
from sitrack.core.fields import DayField
from sitrack.core.forms import Form


class PostsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Posts at schools, each called by its school."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, post: Post) -> str:
        return str(post.school)


class HandOnForm(Form):
    """Which schools, the last day of the one, and who comes after."""

    posts = PostsField(
        Post.objects.none(),
        label="Schools to hand on",
        error_messages={
            "required": "Tick the schools to hand on",
            "invalid_choice": "One of these posts has changed. Look at the list again",
        },
    )
    last_day = DayField(label="Last day of the one who leaves", called="Last day")
    to = forms.ModelChoiceField(
        Person.objects.none(),
        label="Who takes over from the next day",
        empty_label="Select one",
        error_messages={
            "required": "Select who takes over",
            "invalid_choice": "Select somebody who works for the authority",
        },
    )

    def __init__(self, *args: Any, posts: Any, people: Any, **options: Any) -> None:
        """``posts`` are those that can be handed on, ``people`` who may take them."""
        super().__init__(*args, **options)
        self.fields["posts"].queryset = posts  # type: ignore[attr-defined]
        self.fields["to"].queryset = people  # type: ignore[attr-defined]
