"""The short forms by which a plan, an action or a check goes on."""

from typing import Any

from django import forms

from engagement.models import Team
from plans.models import ActionState, CheckState, PlanPriority
from sitrack.core.fields import NOT_LISTED, DayField, ProseField
from sitrack.core.forms import Form
from sitrack.core.words import worded_later


class PlainForm(Form):
    """Nothing but a button."""


class AgreeForm(Form):
    """The stamp of what its reader had before them."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class ViewForm(Form):
    view = ProseField(label="What does the school think of this plan?", called="View")
    version = forms.IntegerField(widget=forms.HiddenInput)


class ActionStateForm(Form):
    state = forms.ChoiceField(
        label="How far is it?",
        choices=ActionState.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Select how far it is",
            "invalid_choice": NOT_LISTED,
        },
    )
    note = ProseField(
        label="What is there to say?",
        called="Note",
        required=False,
        rows=3,
        max_length=2_000,
        help_text="Both sides can read it. Say why where the action is dropped.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, may_drop: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not may_drop:
            self.fields["state"].choices = [  # type: ignore[attr-defined]
                one for one in ActionState.choices if one[0] != ActionState.DROPPED
            ]


class CheckForm(Form):
    state = forms.ChoiceField(
        label="How far is it?",
        choices=CheckState.choices,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": NOT_LISTED},
    )
    team = forms.ModelChoiceField(
        label="Which team leads it?",
        queryset=Team.objects.none(),
        required=False,
        empty_label="Not named yet",
    )
    day = DayField(label="When is it, or was it?", called="Day", required=False)
    outcome = ProseField(
        label="What came of it?", called="Outcome", required=False, rows=4
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, framework: int, **options: Any) -> None:
        super().__init__(*args, **options)
        team: Any = self.fields["team"]
        team.queryset = Team.objects.filter(framework=framework)


class AskForm(Form):
    text = ProseField(
        label="What support is needed?",
        called="Support needed",
        rows=4,
        help_text="The team is told, and answers on a page of its own.",
    )


class AdviserForm(Form):
    free_text = True

    name = forms.CharField(
        label="Who is the adviser?",
        max_length=150,
        help_text=worded_later(
            "The name alone is kept, in the header of the {record}: nothing of"
            " the performance management itself."
        ),
    )


class PromoteForm(Form):
    priority = forms.ModelChoiceField(
        label="Which priority does it belong to?",
        queryset=PlanPriority.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": "Select a priority",
            "invalid_choice": NOT_LISTED,
        },
    )

    def __init__(self, *args: Any, priorities: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        chosen: Any = self.fields["priority"]
        chosen.queryset = priorities
