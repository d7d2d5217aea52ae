"""What a person fills in about their own work."""

from collections.abc import Iterable
from typing import Any

from django import forms

from reports.topics import TITLES, Topic
from sitrack.core.fields import DayField, ProseField
from sitrack.core.forms import Form

WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]


class PutOffForm(Form):
    day = DayField(label="Remind me on", called="Day")


class DigestForm(Form):
    """Whether the weekly mail comes, when, and what of somebody's own it counts."""

    wanted = forms.ChoiceField(
        label="Do you want a weekly mail?",
        widget=forms.RadioSelect,
        choices=[("yes", "Yes"), ("no", "No")],
    )
    weekday = forms.TypedChoiceField(
        label="On which day?",
        help_text="It comes at 7am. On a day off it comes on the next working day.",
        widget=forms.RadioSelect,
        coerce=int,
        choices=list(enumerate(WEEKDAYS)),
    )
    topics = forms.MultipleChoiceField(
        label="What should it count?",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, offered: Iterable[Topic], **options: Any) -> None:
        super().__init__(*args, **options)
        box: Any = self.fields["topics"]
        box.choices = [(topic.value, TITLES[topic]) for topic in offered]


class ModerationForm(Form):
    """What an RLE makes of a school's level in a term."""

    text = ProseField(
        label="What do you make of the school’s level this term?",
        called="Note",
        help_text="Say what it rests on, and how it compares with similar schools.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class RevisitForm(Form):
    """What the head of service asks an RLE to look at again."""

    ask = ProseField(label="What should be looked at again, and why?", called="Request")
    version = forms.IntegerField(widget=forms.HiddenInput)


class ReportForm(Form):
    """What a report to members says beside its figures."""

    words = ProseField(
        label="What should members know beside the figures?",
        called="Comment",
        help_text="Name no school and no person: the report counts, it does not name.",
        required=False,
        rows=8,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
