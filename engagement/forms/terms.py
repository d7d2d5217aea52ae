"""A term's column of the assessment table."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms

from engagement.forms.sections import OptionChoice, options_of
from engagement.models import (
    AssessmentCell,
    AssessmentMeasure,
    SchoolYearRecord,
    TrajectoryView,
)
from engagement.queries.wording import printed
from sitrack.core.fields import ProseField
from sitrack.core.forms import Form

MOST_POINTS = 999


class AssessmentsForm(Form):
    """A term's column of the assessment table, and the trajectory both agree on."""

    joint = OptionChoice(required=False)
    joint_comment = ProseField(
        label="Anything to add?", called="Comment", required=False, rows=3
    )
    joint_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        record: SchoolYearRecord,
        measures: Iterable[AssessmentMeasure],
        cells: dict[int, AssessmentCell],
        joint: TrajectoryView | None,
        earlier: dict[int, str],
        **options: Any,
    ) -> None:
        super().__init__(*args, initial=assessments_of(cells, joint), **options)
        self.measures = list(measures)
        self.given = joint
        choice: OptionChoice = self.fields["joint"]  # type: ignore[assignment]
        choice.queryset = options_of(
            record, "assessment_trajectory", kept=joint.option_id if joint else None
        )
        subject = TrajectoryView.Subject.ASSESSMENT.label
        choice.label = printed(record.framework, "trajectory_assessment", subject)
        for measure in self.measures:
            self.fields[f"text_{measure.pk}"] = forms.CharField(
                label=measure.label,
                max_length=300,
                required=False,
                help_text=earlier.get(measure.pk, ""),
            )
            if not measure.school_id:
                self.fields[f"number_{measure.pk}"] = _number_field(measure)
            self.fields[f"version_{measure.pk}"] = forms.IntegerField(
                widget=forms.HiddenInput, required=False, initial=0
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        needed = self.given or cleaned.get("joint_comment")
        if needed and "joint" in cleaned and cleaned["joint"] is None:
            self.add_error("joint", "Select the trajectory for assessments")
        return cleaned

    def boxes(self) -> list[tuple[forms.BoundField, forms.BoundField | None, str]]:
        """Each measure's boxes, for the text and for the number, and its unit; a
        school's own row is told in words alone."""
        return [
            (
                self[f"text_{measure.pk}"],
                None if measure.school_id else self[f"number_{measure.pk}"],
                "%" if measure.unit == AssessmentMeasure.Unit.PERCENT else "points",
            )
            for measure in self.measures
        ]

    def texts(self) -> dict[AssessmentMeasure, str]:
        """What was typed, by measure; call it on a valid form."""
        return {
            measure: self.cleaned_data[f"text_{measure.pk}"]
            for measure in self.measures
        }

    def numbers(self) -> dict[AssessmentMeasure, Decimal | None]:
        """The numbers typed, by measure; call it on a valid form."""
        return {
            measure: self.cleaned_data.get(f"number_{measure.pk}")
            for measure in self.measures
        }

    def versions(self) -> dict[int, int]:
        return {
            measure.pk: self.cleaned_data[f"version_{measure.pk}"] or 0
            for measure in self.measures
        }

    def joint_changed(self) -> bool:
        """Whether the agreed trajectory was touched on this page."""
        return bool({"joint", "joint_comment"} & set(self.changed_data))


def _number_field(measure: AssessmentMeasure) -> forms.DecimalField:
    """A number in the measure's unit; nothing is read out of the text beside it."""
    percent = measure.unit == AssessmentMeasure.Unit.PERCENT
    lowest, highest = (0, 100) if percent else (-MOST_POINTS, MOST_POINTS)
    wrong = f"{measure.label} as a number must lie between {lowest} and {highest}"
    return forms.DecimalField(
        label=f"{measure.label} as a number (optional)",
        min_value=lowest,
        max_value=highest,
        max_digits=6,
        decimal_places=2,
        required=False,
        error_messages={
            "invalid": f"{measure.label} as a number must be a number, like 72 or 48.5",
            "min_value": wrong,
            "max_value": wrong,
            "max_decimal_places": (
                f"{measure.label} as a number can have two digits after the point"
            ),
        },
    )


def assessments_of(
    cells: dict[int, AssessmentCell], joint: TrajectoryView | None
) -> dict[str, Any]:
    """The saved column as the form's first values; version 0 stands for none."""
    initial: dict[str, Any] = {
        "joint": joint.option.code if joint else "",
        "joint_comment": joint.comment if joint else "",
        "joint_version": joint.version if joint else 0,
    }
    for key, cell in cells.items():
        initial[f"text_{key}"] = cell.text
        initial[f"number_{key}"] = cell.number
        initial[f"version_{key}"] = cell.version
    return initial
