"""Appointing, ending and moving posts."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from schools.models import Region, School
from sitrack.core.fields import DayField, TypedField
from sitrack.core.forms import Form
from sitrack.core.roles import SCHOOL_ROLES, Role
from sitrack.core.words import worded, worded_later

NAMED_OR_NUMBERED = worded_later("Type part of its name, or its {school_number}")
AT_A_SCHOOL = SCHOOL_ROLES | {Role.OFFICER, Role.TEAM}
IN_A_REGION = frozenset({Role.LEAD})
MOST_NAMED = 5
LONGEST_NAME = 250
IN_BRACKETS = re.compile(r"\((\d+)\)$")


def as_typed(name: str, urn: int | None) -> str:
    """How a school is offered to be typed: by its name, and its URN where it has one."""
    return f"{name} ({urn})" if urn else name


class SchoolField(TypedField):
    """A school, typed by its name or its URN, out of those given to the form."""

    schools: Any = None

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", NAMED_OR_NUMBERED)
        box = forms.TextInput(attrs={"list": "schools", "autocomplete": "off"})
        super().__init__(widget=box, **options)

    def read(self, text: str) -> School:
        urn = IN_BRACKETS.search(text)
        number = urn.group(1) if urn else text
        if number.isdecimal() and len(number) < 10:
            found = list(self.schools.filter(urn=int(number)))
        else:
            wanted = text[:LONGEST_NAME]
            found = list(self.schools.filter(name__iexact=wanted)[:MOST_NAMED])
            if not found:
                part = self.schools.filter(name__icontains=wanted)
                found = list(part[: MOST_NAMED + 1])
        if not found:
            message = worded("No open school has this name or {school_number}")
            raise ValidationError(message, code="none")
        if len(found) > 1:
            named = "; ".join(as_typed(one.name, one.urn) for one in found[:MOST_NAMED])
            more = " and others" if len(found) > MOST_NAMED else ""
            message = f"Several schools match. Type one of them in full: {named}{more}"
            raise ValidationError(message, code="several")
        school: School = found[0]
        return school


class PostForm(Form):
    """A new post: what, where, from when, for how long."""

    role = forms.ChoiceField(label="Role")
    school = SchoolField(
        label="School",
        required=False,
        help_text=worded_later(
            "For roles at a school. Type part of its name, or its {school_number}"
        ),
    )
    region = forms.ModelChoiceField(
        Region.objects.all(),
        label="Region",
        required=False,
        empty_label="No region",
        help_text="For the lead of a region",
    )
    title = forms.CharField(
        label="Own title, if it has one",
        max_length=100,
        required=False,
        help_text=worded_later(
            "For example, {own_titles}. It is printed instead of the role’s name"
        ),
    )
    acting = forms.BooleanField(
        label="Acting: covers for somebody who is away, or until the post is filled",
        required=False,
    )
    start = DayField(label="First day")
    end = DayField(
        label="Last day, if it is known",
        called="Last day",
        required=False,
        help_text="Leave it empty where the post has no end yet",
    )

    def __init__(
        self, *args: Any, schools: Any, names: dict[str, str], **options: Any
    ) -> None:
        """``schools`` are those that may be chosen, ``names`` what roles are called."""
        super().__init__(*args, **options)
        self.fields["school"].schools = schools  # type: ignore[attr-defined]
        choices = [("", "Select one"), *names.items()]
        self.fields["role"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Each role is held at a school, in a region, or in the whole service."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        role = data.get("role")
        if not role:
            return data
        data["role"] = Role(role)
        if role in AT_A_SCHOOL:
            data["region"] = None
            if not data.get("school") and "school" not in self.errors:
                self.add_error("school", "Enter the school where this post is held")
        elif role in IN_A_REGION:
            data["school"] = None
            if not data.get("region"):
                self.add_error("region", "Select the region of this post")
        else:
            data["school"] = data["region"] = None
        start, end = data.get("start"), data.get("end")
        if start and end and end < start:
            self.add_error("end", "Last day must be the same as or after the first day")
        return data


class EndForm(Form):
    """The last day of a post, and why if that helps."""

    end = DayField(
        label="Last day", help_text="Rights end with this day. For example, 31/1/2026"
    )
    reason = forms.CharField(
        label="Reason (optional)",
        max_length=200,
        required=False,
        help_text="Only those who keep people and posts read this. Write nothing "
        "about health or conduct",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class StartForm(Form):
    """Another first day of a post that has not begun."""

    start = DayField(label="First day")
    version = forms.IntegerField(widget=forms.HiddenInput)


class CancelForm(Form):
    """Taking an appointment back, as it was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)
