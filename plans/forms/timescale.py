"""How long a plan lasts: the board, requests for more time, the plan's endings."""

from typing import Any

from django import forms

from engagement.forms.levels import LevelChoice
from engagement.models import Level
from sitrack.core.fields import DayField, ProseField
from sitrack.core.forms import Form
from sitrack.core.words import worded_later

READ_BY_BOTH = "Both sides read this."


class VersionedForm(Form):
    """A form about a plan as its page showed it."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class BoardForm(VersionedForm):
    """From when to when an Interim Executive Board is in place (SUF-E-23)."""

    since = DayField(
        label="When did the board begin?", called="Day the board began", required=False
    )
    until = DayField(
        label="When does it end?",
        called="Day the board ends",
        required=False,
        help_text="Leave it empty while no end is known.",
    )


class ExtensionForm(Form):
    """A later end, and why (INV-12)."""

    new_end = DayField(label="Until when should it last?", called="New end date")
    reason = ProseField(
        label="Why is more time needed?",
        called="Reason",
        rows=5,
        max_length=10_000,
        help_text=READ_BY_BOTH,
    )
    exception = forms.BooleanField(
        label="Ask for an exception, if that day is past the limit",
        required=False,
    )


class ExtensionDecisionForm(Form):
    """Approve or decline what was asked for."""

    decision = forms.ChoiceField(
        label="What do you decide?",
        choices=[
            ("approve", "Approve the longer timescale"),
            ("decline", "Decline it: the end date stays"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Select what you decide"},
    )
    note = ProseField(
        label="Note",
        required=False,
        rows=4,
        max_length=10_000,
        help_text=f"{READ_BY_BOTH} It is needed to decline.",
    )


class TransitionForm(VersionedForm):
    """The last day of the timescale, and that of the transition after it."""

    ends_on = DayField(
        label="When does the timescale end?", called="Last day of the timescale"
    )
    until = DayField(
        label="Until when does the transition last?",
        called="Last day of the transition",
    )


class EndingForm(VersionedForm):
    """Why a plan ends, where it does not simply run out."""

    reason = ProseField(
        label="Why?",
        called="Reason",
        rows=4,
        max_length=10_000,
        help_text=READ_BY_BOTH,
    )

    def __init__(self, *args: Any, optional: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if optional:
            del self.fields["reason"]


class StepDownForm(Form):
    """The level after the plan."""

    level = LevelChoice(label=worded_later("To which {level} does the school go?"))
    reason = ProseField(
        label=worded_later("Why this {level}?"),
        called="Reason",
        rows=4,
        max_length=10_000,
        help_text=READ_BY_BOTH,
    )

    def __init__(self, *args: Any, levels: list[Level], **options: Any) -> None:
        super().__init__(*args, **options)
        field: LevelChoice = self.fields["level"]  # type: ignore[assignment]
        field.offer(levels)
        field.error_messages["required"] = worded_later(
            "Select the {level} after the plan"
        )


class ForwardForm(VersionedForm):
    """An earlier day for a level that is approved for a later one."""

    day = DayField(
        label="When should it take effect?",
        called=worded_later("Day the {level} takes effect"),
    )
    reason = ProseField(
        label="Why earlier?",
        called="Reason",
        rows=3,
        max_length=2_000,
        help_text="Everyone who may read the school’s record reads this.",
    )
