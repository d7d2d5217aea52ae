"""The forms of the hours ledger: time outside a visit, and taking an entry back."""

from typing import Any

from engagement.forms.sections import OptionChoice, options_of
from engagement.models import Option, SchoolYearRecord, TimeEntry
from engagement.services.hours import Spent
from sitrack.core.fields import DayField, MinutesField, ProseField
from sitrack.core.forms import Form
from sitrack.core.words import worded_later

READ_BY = worded_later(
    "The school’s leaders and the {authority}’s officers can read this."
)


class CategoryChoice(OptionChoice):
    """What the time was spent on, each choice telling where it is not counted."""

    team_counts = True

    def label_from_instance(self, option: Option) -> str:
        told = self.team_counts and not option.counted
        return f"{option.label} (not counted)" if told else option.label


class TimeForm(Form):
    """Time outside a visit; why more is needed is asked only over the ceiling."""

    date = DayField(label="Day")
    minutes = MinutesField(label="Time spent")
    category = CategoryChoice(
        label="Category", error_messages={"required": "Select a category"}
    )
    what_for = ProseField(
        label="What was it for?",
        rows=2,
        max_length=500,
        help_text=READ_BY,
        error_messages={"required": "Say what the time was for"},
    )
    over_ceiling_reason = ProseField(
        label=worded_later("Why is more time needed than the {level}’s ceiling?"),
        called="Reason",
        required=False,
        rows=2,
        max_length=2_000,
        help_text="Your lead is told.",
    )

    def __init__(
        self,
        *args: Any,
        record: SchoolYearRecord,
        team_counts: bool,
        kept: int | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        choice: CategoryChoice = self.fields["category"]  # type: ignore[assignment]
        choice.team_counts = team_counts
        choice.queryset = options_of(record, "time_category", kept=kept)

    def asks_why(self) -> bool:
        """Whether the ceiling is passed, as far as is known yet."""
        box = self["over_ceiling_reason"]
        return bool(box.errors or box.value())

    def spent(self) -> Spent:
        """What was typed, as services take it; call it on a valid form."""
        typed = self.cleaned_data
        return Spent(
            day=typed["date"],
            minutes=typed["minutes"],
            category=typed["category"],
            what_for=typed["what_for"],
            over_ceiling_reason=typed["over_ceiling_reason"],
        )


class ReasonForm(Form):
    """Why an entry is taken back."""

    reason = ProseField(
        label="Why is it taken back?",
        called="Reason",
        rows=2,
        max_length=500,
        help_text=READ_BY,
        error_messages={"required": "Say why the entry is taken back"},
    )


class CorrectionForm(ReasonForm, TimeForm):
    """An entry anew, with what was wrong with the one before."""

    def __init__(self, *args: Any, entry: TimeEntry, **options: Any) -> None:
        initial = {
            "date": entry.day,
            "minutes": entry.minutes,
            "category": entry.category.code,
            "what_for": entry.what_for,
            "over_ceiling_reason": entry.over_ceiling_reason,
        }
        kept = entry.category_id
        super().__init__(
            *args, initial=initial, record=entry.record, kept=kept, **options
        )
        self.fields["reason"].label = "What was wrong?"
