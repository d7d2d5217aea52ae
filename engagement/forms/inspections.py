"""What an inspection found, as an officer enters it from the report (SUF-R-12)."""

from typing import Any

from django import forms

from engagement.models import Option
from schools.models import InspectionResult
from schools.services.inspections import Inspection
from sitrack.core.fields import DayField, ProseField
from sitrack.core.forms import Form, RowSet

# On the list for a record's header; of an inspection that was held they say nothing.
NO_OUTCOME = {"report_card", "not_inspected"}
NONE_GIVEN = ("", "No overall outcome")


class InspectionForm(Form):
    """All but the areas, which are rows of their own."""

    inspectorate = forms.ChoiceField(
        label="Inspectorate", choices=InspectionResult.Inspectorate.choices
    )
    kind = forms.ChoiceField(
        label="Kind of inspection",
        choices=InspectionResult.Kind.choices,
        widget=forms.RadioSelect,
    )
    held_on = DayField(label="Date of the inspection")
    published_on = DayField(
        label="Date of the report", help_text="If it is published", required=False
    )
    headline = forms.ChoiceField(
        label="Overall outcome",
        help_text="A report card has none: enter the grade of each area below.",
        required=False,
    )
    risk_of_decline = forms.BooleanField(
        label="The outcome is a risk of decline to less than good",
        required=False,
    )
    key_points = ProseField(
        label="Key points of the report",
        help_text="What it asks the school to improve, in short.",
        required=False,
        rows=5,
        max_length=5_000,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(
        self, *args: Any, outcomes: list[Option], kept: str = "", **options: Any
    ) -> None:
        super().__init__(*args, **options)
        labels = [one.label for one in outcomes if one.code not in NO_OUTCOME]
        labels += [kept] if kept and kept not in labels else []
        self.fields["headline"].choices = [  # type: ignore[attr-defined]
            NONE_GIVEN,
            *((label, label) for label in labels),
        ]

    def inspection(self, rows: "Areas") -> Inspection:
        """What was typed, as services take it; call it on valid forms."""
        typed = {
            name: value
            for name, value in self.cleaned_data.items()
            if name != "version"
        }
        return Inspection(**typed, areas=rows.pairs())


class AreaForm(Form):
    """An area that was judged, and its grade, in the report's own words."""

    area = forms.CharField(label="Area", max_length=100, required=False)
    grade = forms.CharField(label="Grade", max_length=60, required=False)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("area") and not typed.get("grade"):
            self.add_error("grade", "Enter the grade of this area")
        if typed.get("grade") and not typed.get("area"):
            self.add_error("area", "Enter the area that this grade is for")
        return typed


class Areas(RowSet):
    """The areas in the report's order; an empty row is left out."""

    row_name = "Area"

    def pairs(self) -> tuple[tuple[str, str], ...]:
        live = [form for form in self.forms if form not in self.deleted_forms]
        found = [form.cleaned_data for form in live]
        return tuple((one["area"], one["grade"]) for one in found if one.get("area"))


AreaSet = forms.formset_factory(AreaForm, formset=Areas, extra=0, can_delete=True)


def saved_in(result: InspectionResult) -> dict[str, Any]:
    """An inspection as the form's first values."""
    return {
        "inspectorate": result.inspectorate,
        "kind": result.kind,
        "held_on": result.held_on,
        "published_on": result.published_on,
        "headline": result.headline,
        "risk_of_decline": result.risk_of_decline,
        "key_points": result.key_points,
        "version": result.version,
    }
