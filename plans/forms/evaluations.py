"""The evaluation at the end of a plan's timescale, and the school's comment on it."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django import forms
from django.forms import BoundField

from engagement.forms.levels import LevelChoice
from engagement.models import Level
from plans.models import EndEvaluation
from plans.services.evaluations import Evaluation, Taking
from sitrack.core.fields import DayField, MinutesField, ProseField
from sitrack.core.forms import Form
from sitrack.core.words import worded_later
from visits.forms.present import others_field, others_in


class Asked(NamedTuple):
    """Somebody of the last review, with the boxes that account for them."""

    name: str
    job_title: str
    there: BoundField
    why: BoundField


class EvaluationForm(Form):
    """When, who, how far the plan came, and what follows (SUF-A-20 to 22)."""

    held_on = DayField(label="Date", called="Date of the evaluation")
    minutes = MinutesField(label="Time spent")
    others = others_field(rows=3, what="job title")
    outcome = forms.ChoiceField(
        label="How far were the objectives met?",
        choices=EndEvaluation.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select how far the objectives were met"},
    )
    summary = ProseField(label="Summary evaluation", rows=10)
    recommended = LevelChoice(
        label=worded_later("Which {level} do you recommend after the plan?"),
        required=False,
    )
    over_ceiling_reason = ProseField(
        label=worded_later("Why is more time needed than the {level}’s ceiling?"),
        called="Reason for more time",
        required=False,
        rows=2,
        max_length=2_000,
        help_text="Only where this visit goes past the hours of the term.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        asked: Sequence[Taking],
        levels: list[Level],
        summary_label: str,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.asked = list(asked)
        self.fields["summary"].label = summary_label
        recommended: LevelChoice = self.fields["recommended"]  # type: ignore[assignment]
        recommended.offer(levels)
        for place, person in enumerate(self.asked):
            self.fields[f"there_{place}"] = forms.ChoiceField(
                label=f"Was {person.name} present?",
                choices=[("yes", "Present"), ("no", "Not present")],
                widget=forms.RadioSelect,
                initial="no" if person.absent_because else "yes",
                error_messages={"required": f"Say whether {person.name} was present"},
            )
            self.fields[f"why_{place}"] = forms.CharField(
                label=f"Why was {person.name} not there?",
                required=False,
                max_length=200,
                initial=person.absent_because,
            )

    @property
    def rows(self) -> list[Asked]:
        """The people of the last review, as the page asks for them."""
        return [
            Asked(
                one.name,
                one.job_title,
                self[f"there_{place}"],
                self[f"why_{place}"],
            )
            for place, one in enumerate(self.asked)
        ]

    def clean(self) -> dict[str, Any]:
        """ACC-058: whoever was not there has a word why."""
        cleaned = super().clean() or {}
        for place, person in enumerate(self.asked):
            absent = cleaned.get(f"there_{place}") == "no"
            if absent and not cleaned.get(f"why_{place}", "").strip():
                said = f"Say in a word or two why {person.name} was not there"
                self.add_error(f"why_{place}", said)
        return cleaned

    def evaluation(self) -> Evaluation:
        """What was typed, for the service; call it on a valid form."""
        data = self.cleaned_data
        return Evaluation(
            held_on=data["held_on"],
            summary=data["summary"],
            outcome=data["outcome"],
            taking=(
                *self._accounted(),
                *(Taking(one.name, one.role) for one in others_in(data["others"])),
            ),
            minutes=data["minutes"],
            recommended=data["recommended"],
            over_ceiling_reason=data["over_ceiling_reason"],
        )

    def _accounted(self) -> list[Taking]:
        data = self.cleaned_data
        return [
            Taking(
                one.name,
                one.job_title,
                one.person,
                data[f"why_{place}"] if data[f"there_{place}"] == "no" else "",
            )
            for place, one in enumerate(self.asked)
        ]


class EvaluationCommentForm(Form):
    """What the school says beside the evaluation."""

    text = ProseField(
        label="Your comment",
        called="Comment",
        rows=6,
        max_length=20_000,
        help_text="It stands beside the evaluation, and both sides read it.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
