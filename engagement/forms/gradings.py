"""Gradings and visits of validation, as they are entered."""

from typing import Any

from django import forms

from engagement.definitions.gradings import Gradings
from engagement.models import Validation
from engagement.services.gradings import Graded
from engagement.services.validations import Outcome, Planned
from sitrack.core.fields import DayField, ProseField
from sitrack.core.forms import Form

NOT_GRADED = ("", "Not graded")


def grade_name(code: str) -> str:
    """The name of an indicator's box."""
    return f"grade_{code.replace('.', '_')}"


class _Grades(Form):
    """A grade for each of some indicators."""

    def add_grades(
        self, form: Gradings, codes: list[str], scale: dict[str, str], *, needed: bool
    ) -> None:
        self.codes = codes
        nothing = ("", "Select a grade") if needed else NOT_GRADED
        for code in codes:
            indicator = form.indicator(code)
            self.fields[grade_name(code)] = forms.ChoiceField(
                label=indicator.named if indicator else code,
                choices=[nothing, *scale.items()],
                required=needed,
                error_messages={"required": "Select a grade for this indicator"},
            )

    def graded(self) -> list[Any]:
        """The boxes of the grades, in their order."""
        return [self[grade_name(code)] for code in self.codes]

    def grades(self) -> dict[str, str]:
        given = {code: self.cleaned_data[grade_name(code)] for code in self.codes}
        return {code: grade for code, grade in given.items() if grade}


class GradingsForm(_Grades):
    """One source, one day, a grade for each indicator that was graded."""

    source = forms.ChoiceField(
        label="Where do they come from?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose where the gradings come from"},
    )
    graded_on = DayField(label="When was it graded?", called="Date")

    def __init__(
        self, *args: Any, form: Gradings, scale: dict[str, str], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["source"].choices = [  # type: ignore[attr-defined]
            (one.code, one.label) for one in form.sources if one.validation is None
        ]
        codes = [one.code for one in form.indicators]
        self.add_grades(form, codes, scale, needed=False)

    def entered(self) -> Graded:
        data = self.cleaned_data
        return Graded(data["source"], data["graded_on"], self.grades())


class ReasonForm(Form):
    reason = ProseField(label="Why?", called="Reason", rows=3, max_length=1_000)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ValidationForm(Form):
    """Which kind, what it looks at, and when."""

    kind = forms.ChoiceField(
        label="Which kind of visit?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose which kind of visit it is"},
    )
    indicators = forms.MultipleChoiceField(
        label="What does it look at?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose what it looks at"},
    )
    scheduled_on = DayField(label="When?", called="Date of the visit")

    def __init__(self, *args: Any, form: Gradings, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (one.code, f"{one.short}: {one.label}") for one in form.validations
        ]
        self.fields["indicators"].choices = [  # type: ignore[attr-defined]
            (one.code, one.named) for one in form.indicators
        ]

    def planned(self) -> Planned:
        data = self.cleaned_data
        return Planned(data["kind"], tuple(data["indicators"]), data["scheduled_on"])


class OutcomeForm(_Grades):
    """That it was held, what it found, and what the report says."""

    held_on = DayField(label="When was it held?", called="Date it was held")
    agenda = forms.ChoiceField(
        label="Did it identify a significant improvement agenda?",
        choices=[("yes", "Yes"), ("no", "No")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether it identified one"},
    )
    report = ProseField(
        label="What was found?",
        called="Report",
        rows=10,
        max_length=20_000,
        help_text="The school reads it as soon as you save. Name nobody.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        form: Gradings,
        scale: dict[str, str],
        validation: Validation,
        **options: Any,
    ) -> None:
        initial = {
            "held_on": validation.scheduled_on,
            "version": validation.version,
        }
        super().__init__(*args, initial=initial, **options)
        self.add_grades(form, list(validation.indicators), scale, needed=True)

    def outcome(self) -> Outcome:
        data = self.cleaned_data
        return Outcome(
            data["held_on"], self.grades(), data["agenda"] == "yes", data["report"]
        )
