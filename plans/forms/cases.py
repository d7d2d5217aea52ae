"""The steps of intensive support, and the exit (SM-7, WIL-X)."""

from datetime import date
from typing import Any, cast

from django import forms

from engagement.definitions.intensive import ExitStrategy, Intensive
from engagement.models import Level
from plans.models import ExitCheck
from plans.queries.exits import Standing
from plans.services.exits import ExitEntries
from sitrack.core.fields import DayField, ProseField
from sitrack.core.forms import Form
from sitrack.core.words import worded_later


class CaseForm(Form):
    """A step that asks for nothing but a last look."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, version: int, **options: Any) -> None:
        initial = {**options.pop("initial", {}), "version": version}
        super().__init__(*args, initial=initial, **options)


class WhyForm(CaseForm):
    """A step that is said why."""

    note = ProseField(label="Why?", called="Reason", rows=4, max_length=4_000)


class EvaluatedForm(CaseForm):
    """What the evaluation of needs rests on, and its day."""

    basis = forms.ChoiceField(
        label="What does the evaluation rest on?", widget=forms.RadioSelect
    )
    day = DayField(label="When was it held?", called="Day of the evaluation")

    def __init__(self, *args: Any, words: Intensive, **options: Any) -> None:
        super().__init__(*args, **options)
        basis = cast("forms.ChoiceField", self.fields["basis"])
        basis.choices = [(one.code, one.label) for one in words.bases]
        self.fields["day"].help_text = (
            f"The review after {words.review_months} months and the final evaluation"
            f" after {words.final_months} are counted from this day. For example,"
            " 27/3/2026"
        )


class PlannedForm(CaseForm):
    """The planning meeting, and the next review."""

    day = DayField(
        label="When was the planning meeting?", called="Day of the planning meeting"
    )
    review_on = DayField(label="When is the review?", called="Day of the review")
    note = ProseField(
        label="Why on that day?",
        called="Reason",
        rows=3,
        required=False,
        max_length=1_000,
        help_text="Only where it is another day than the one proposed.",
    )


class HeldForm(CaseForm):
    """The day of something that was held."""

    day = DayField(label="When was it held?", called="Day")


class FinalForm(HeldForm):
    """The final evaluation, and what it found."""

    note = ProseField(
        label="What did it find?",
        called="Finding",
        rows=6,
        max_length=8_000,
        help_text="No names of pupils or staff.",
    )


class ExitForm(CaseForm):
    """Each criterion met or not, with its evidence; the evidence of impact."""

    impact = forms.MultipleChoiceField(
        label="Evidence of impact",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    impact_text = ProseField(
        label="What shows it?",
        called="Evidence of impact",
        rows=4,
        required=False,
        max_length=8_000,
        help_text="No names of pupils or staff.",
    )

    def __init__(
        self,
        *args: Any,
        standing: Standing,
        check: ExitCheck | None,
        **options: Any,
    ) -> None:
        initial: dict[str, Any] = {
            "impact": check.impact if check else [],
            "impact_text": check.impact_text if check else "",
        }
        for answer in standing.answers:
            initial[f"met_{answer.point.code}"] = "yes" if answer.met else "no"
            initial[f"evidence_{answer.point.code}"] = answer.evidence
        super().__init__(
            *args, version=check.version if check else 0, initial=initial, **options
        )
        self.words: ExitStrategy = standing.form
        for point in self.words.criteria:
            self.fields[f"met_{point.code}"] = forms.ChoiceField(
                label=point.text,
                choices=[("yes", "Met"), ("no", "Not met yet")],
                widget=forms.RadioSelect,
            )
            self.fields[f"evidence_{point.code}"] = ProseField(
                label="Evidence", rows=3, required=False, max_length=8_000
            )
        impact = cast("forms.MultipleChoiceField", self.fields["impact"])
        impact.choices = [(one.code, one.text) for one in self.words.impact]
        impact.help_text = self.words.impact_intro

    @property
    def rows(self) -> list[tuple[Any, Any]]:
        """The boxes of each criterion."""
        return [
            (self[f"met_{point.code}"], self[f"evidence_{point.code}"])
            for point in self.words.criteria
        ]

    def entries(self) -> ExitEntries:
        """What was said; call it on a valid form."""
        data = self.cleaned_data
        codes = [point.code for point in self.words.criteria]
        return ExitEntries(
            met={code: data[f"met_{code}"] == "yes" for code in codes},
            evidence={code: data[f"evidence_{code}"] for code in codes},
            impact=tuple(data["impact"]),
            impact_text=data["impact_text"],
        )


class ApproveForm(CaseForm):
    """The level that the school goes to."""

    level = forms.ModelChoiceField(
        Level.objects.none(),
        label=worded_later("To which {level} does the school go?"),
        empty_label=None,
        widget=forms.RadioSelect,
        to_field_name="code",
    )

    def __init__(self, *args: Any, levels: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choice = cast("forms.ModelChoiceField[Any]", self.fields["level"])
        choice.queryset = levels


def first_day(day: date | None) -> dict[str, date]:
    """A proposed day as the first value of its box."""
    return {"review_on": day} if day else {}
