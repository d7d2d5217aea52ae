"""The forms of a review: putting it in the diary, recording it, speaking beside it."""

from typing import Any

from django import forms

from plans.models import ActionState, PlanAction, Rag
from plans.queries.reviews import PriorityBlock
from plans.sittings import Rated, Reviewed, Sitting
from sitrack.core.fields import (
    NOT_LISTED,
    DayField,
    MinutesField,
    MomentField,
    ProseField,
)
from sitrack.core.forms import Form
from sitrack.core.templatetags.govuk import short_day
from sitrack.core.words import worded_later
from visits.forms.present import (
    others_field,
    present_field,
    present_in,
    present_values,
)
from visits.queries import Known

NOT_RATED = ("", "Not rated")
ON_TRACK = {"yes": True, "no": False, "": None}


class PlanReviewForm(Form):
    """When the next review is to be."""

    at = MomentField(label="Date and time of the review", called="Review")


class CommentForm(Form):
    text = ProseField(
        label="Your comment",
        rows=5,
        max_length=20_000,
        help_text="Whoever can read the review can read it. It answers the note of the"
        " visit too.",
    )


class ReviewForm(Form):
    """One sitting in one form: who and how long, the standing questions, priority by
    priority, and whether the plan is on track (SUF-A-11 to 23)."""

    held_on = DayField(label="Date", called="Date of the review", help_text="")
    minutes = MinutesField(label="Time, like 1h 30", required=False, help_text="")
    over_ceiling_reason = ProseField(
        label=worded_later("Why is more time needed than the {level}’s ceiling?"),
        required=False,
        rows=2,
        max_length=2_000,
    )
    present = present_field()
    others = others_field()
    on_track = forms.ChoiceField(
        label="Are we on track?",
        required=False,
        choices=[("yes", "Yes"), ("no", "No")],
        widget=forms.RadioSelect,
    )
    off_track_reasons = ProseField(
        label="If not on track, summarise reasons", required=False, rows=3
    )
    next_review_at = MomentField(
        label="Next review",
        called="Next review",
        required=False,
        help_text="It goes into the diary when you share this review.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        labels: dict[str, Any],
        questions: list[dict[str, str]],
        blocks: list[PriorityBlock],
        people: list[Known],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.people = {str(known.person.pk): known for known in people}
        self.questions, self.blocks = questions, blocks
        self.priority_label = labels["priority"]["label"]
        # Without what the plan's form explains behind it.
        change: str = labels["expected_change"]["label"]
        self.change_label = change.partition(" (")[0].rstrip(":")
        self.fields["present"].choices = [  # type: ignore[attr-defined]
            (pk, known.label) for pk, known in self.people.items()
        ]
        self.fields["on_track"].label = labels["reviews"]["columns"][1]
        self.fields["off_track_reasons"].label = labels["off_track"]["label"].rstrip(
            ":"
        )
        closing = ["on_track", "off_track_reasons", "next_review_at", "version"]
        asked = self._ask(labels)
        opening = [name for name in self.fields if name not in {*closing, *asked}]
        self.order_fields([*opening, *asked, *closing])

    def _ask(self, labels: dict[str, Any]) -> list[str]:
        """A box for each question, priority and action; their names in order."""
        before = set(self.fields)
        for question in self.questions:
            self.fields[f"answer_{question['key']}"] = ProseField(
                label=question["label"], required=False, rows=2
            )
        for block in self.blocks:
            key, title = block.priority.pk, block.priority.title
            self.fields[f"skip_{key}"] = forms.BooleanField(
                label="Skip this priority this time", required=False
            )
            self.fields[f"summary_{key}"] = ProseField(
                label=labels["priority_summary"]["label"],
                called=f"Summary of “{title}”",
                required=False,
                rows=3,
            )
            for one in block.actions:
                self._ask_for_rating(one.action.pk, one.action.text)
        return [name for name in self.fields if name not in before]

    def _ask_for_rating(self, key: int, text: str) -> None:
        self.fields[f"rag_{key}"] = forms.ChoiceField(
            label=f"Rating of: {text}",
            required=False,
            choices=[*Rag.choices, NOT_RATED],
            widget=forms.RadioSelect,
            error_messages={"invalid_choice": NOT_LISTED},
        )
        self.fields[f"words_{key}"] = ProseField(
            label="Why, in words",
            called=f"Words for: {text}",
            required=False,
            rows=2,
        )

    def answers(self) -> list[forms.BoundField]:
        """The boxes of the standing questions."""
        return [self[f"answer_{question['key']}"] for question in self.questions]

    def drawn(self) -> list[dict[str, Any]]:
        """Each priority with its boxes, as the page draws it."""
        return [
            {
                "block": block,
                "skip": self[f"skip_{block.priority.pk}"],
                "summary": self[f"summary_{block.priority.pk}"],
                "actions": [
                    {
                        "block": one,
                        "hint": _hint(one.action),
                        "rag": self[f"rag_{one.action.pk}"],
                        "words": self[f"words_{one.action.pk}"],
                    }
                    for one in block.actions
                ],
            }
            for block in self.blocks
        ]

    def sitting(self) -> Sitting:
        """What was typed, as services take it; call it on a valid form."""
        typed = self.cleaned_data
        return Sitting(
            held_on=typed["held_on"],
            minutes=typed["minutes"],
            over_ceiling_reason=typed["over_ceiling_reason"],
            present=present_in(typed, self.people),
            answers={
                question["key"]: typed[f"answer_{question['key']}"]
                for question in self.questions
            },
            priorities=[
                Reviewed(
                    block.priority.pk,
                    typed[f"summary_{block.priority.pk}"],
                    typed[f"skip_{block.priority.pk}"],
                )
                for block in self.blocks
            ],
            ratings=[
                Rated(
                    one.action.pk,
                    typed[f"rag_{one.action.pk}"],
                    typed[f"words_{one.action.pk}"],
                )
                for block in self.blocks
                for one in block.actions
            ],
            on_track=ON_TRACK[typed["on_track"]],
            off_track_reasons=typed["off_track_reasons"],
            next_review_at=typed["next_review_at"],
        )

    def values_of(self, sitting: Sitting) -> dict[str, Any]:
        """The form's values for a sitting: what it says nothing of is empty."""
        said = {one.priority: one for one in sitting.priorities}
        rated = {one.action: one for one in sitting.ratings}
        values = {
            "held_on": sitting.held_on,
            "minutes": sitting.minutes,
            "over_ceiling_reason": sitting.over_ceiling_reason,
            "on_track": {True: "yes", False: "no", None: ""}[sitting.on_track],
            "off_track_reasons": sitting.off_track_reasons,
            "next_review_at": sitting.next_review_at,
            **present_values(
                [(one.key, str(one)) for one in sitting.present],
                list(self.people.values()),
            ),
        }
        for question in self.questions:
            answer = sitting.answers.get(question["key"], "")
            values[f"answer_{question['key']}"] = answer
        for block in self.blocks:
            key = block.priority.pk
            one = said.get(key) or Reviewed(key)
            values |= {f"summary_{key}": one.text, f"skip_{key}": one.skipped}
            for each in block.actions:
                rating = rated.get(each.action.pk) or Rated(each.action.pk)
                values[f"rag_{each.action.pk}"] = rating.rag
                values[f"words_{each.action.pk}"] = rating.words
        return values


def _hint(action: PlanAction) -> str:
    """Who does it and by when, and that it is done."""
    parts = [action.owner or "Nobody named"]
    if action.due_on:
        parts.append(f"by {short_day(action.due_on)}")
    if action.state != ActionState.OPEN:
        parts.append(action.get_state_display())
    return " · ".join(parts)
