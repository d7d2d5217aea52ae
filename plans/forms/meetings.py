"""The forms of a plan's meeting: before it, the school's part, and in it (WIL-N)."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from engagement.definitions.plans import Answer, PlanForm
from plans.forms.rows import AnswerRows, rows_of
from plans.meetings import IMPACT, Given, Held, Rating, SchoolPart
from plans.models import Rag
from plans.queries.areas import Area, Part
from plans.queries.meetings import has_impact, rated_rows
from plans.sittings import ACTION
from sitrack.core.fields import NOT_LISTED, DayField, ProseField
from sitrack.core.forms import Form
from visits.forms.present import others_field, present_field, present_in
from visits.queries import Known

YES_NO = [("yes", "Yes"), ("no", "No")]
NOT_RATED = ("", "Not rated")


class AnswerForm(Form):
    """A box for each question; rows stand beside it in sets of their own."""

    free_text = True
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        answers: list[Answer],
        levels: list[tuple[str, str]] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.answers = answers
        self.sets: dict[str, AnswerRows] = {}
        for one in answers:
            if one.type == "para":
                self.fields[one.key] = ProseField(
                    label=one.label, required=False, rows=4
                )
            elif one.type != "rows":
                choices = YES_NO if one.type == "yes_no" else levels or []
                self._ask_to_choose(one, choices)

    def _ask_to_choose(self, one: Answer, choices: list[tuple[str, str]]) -> None:
        self.fields[one.key] = forms.ChoiceField(
            label=one.label,
            required=False,
            choices=choices,
            widget=forms.RadioSelect,
            error_messages={"invalid_choice": NOT_LISTED},
        )
        self.fields[f"{one.key}_reason"] = ProseField(
            label=one.reason or "Reasons", required=False, rows=3
        )

    def with_rows(self, data: Any, saved: Mapping[str, Given]) -> list[AnswerRows]:
        """The sets of rows of the questions that are answered so."""
        self.sets = {
            one.key: rows_of(one, data, saved.get(one.key, Given()))
            for one in self.answers
            if one.type == "rows"
        }
        return list(self.sets.values())

    def drawn(self) -> list[dict[str, Any]]:
        """The questions as the page draws them, in their order."""
        return [
            {
                "answer": one,
                "field": self[one.key] if one.type != "rows" else None,
                "reason": self[f"{one.key}_reason"]
                if f"{one.key}_reason" in self.fields
                else None,
                "formset": self.sets.get(one.key),
            }
            for one in self.answers
        ]

    def given(self) -> dict[str, Given]:
        """What was answered; call it on a valid form with valid rows."""
        typed = self.cleaned_data
        return {
            one.key: Given(
                typed.get(one.key, ""),
                typed.get(f"{one.key}_reason", ""),
                self.sets[one.key].said() if one.key in self.sets else (),
            )
            for one in self.answers
        }


def answer_values(answers: Iterable[Answer], saved: Mapping[str, Given]) -> Any:
    """What is answered so far, as the form's first values."""
    found = {}
    for one in answers:
        given = saved.get(one.key, Given())
        if one.type != "rows":
            found[one.key] = given.text
        if one.type in {"yes_no", "level"}:
            found[f"{one.key}_reason"] = given.reason
    return found


class PartForm(AnswerForm):
    """The school's part: its questions, and its word on each expected impact."""

    def __init__(self, *args: Any, parts: list[Part], **options: Any) -> None:
        super().__init__(*args, **options)
        self.areas = [one for one in areas_in(parts) if has_impact(one)]
        for area in self.areas:
            self.fields[f"impact_{area.priority.pk}"] = ProseField(
                label=area.section.impact_label,
                called=f"{area.section.impact_label}: {area.priority.title}",
                required=False,
                rows=3,
            )

    def impacts(self) -> list[tuple[Area, forms.BoundField]]:
        """Each area with the box for its impact."""
        return [(one, self[f"impact_{one.priority.pk}"]) for one in self.areas]

    def part(self) -> SchoolPart:
        """What was typed, as the service takes it."""
        typed = self.cleaned_data
        keys = [one.priority.pk for one in self.areas]
        return SchoolPart(self.given(), {key: typed[f"impact_{key}"] for key in keys})


class HeldForm(AnswerForm):
    """The meeting: who was there, every colour, its questions, and the next one."""

    held_on = DayField(label="Date of the meeting", help_text="")
    present = present_field()
    others = others_field()
    next_review_on = DayField(required=False, help_text="")

    def __init__(
        self,
        *args: Any,
        parts: list[Part],
        people: list[Known],
        drawn: PlanForm,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.parts = parts
        self.people = {str(known.person.pk): known for known in people}
        self.fields["present"].choices = [  # type: ignore[attr-defined]
            (pk, known.label) for pk, known in self.people.items()
        ]
        called = drawn.next_meeting or "Date of the next meeting"
        self.fields["next_review_on"].label = called
        for area in areas_in(parts):
            for _, row in rated_rows(area, ACTION):
                self._ask_for_colour(f"rag_{row.action.pk}", drawn.action_rag)
            for one, row in rated_rows(area, IMPACT):
                key = row.action.pk
                self.fields[f"findings_{key}"] = ProseField(
                    label=one.kind.findings or "Findings", required=False, rows=2
                )
                self._ask_for_colour(f"found_rag_{key}", drawn.impact_rag)
            if has_impact(area):
                self._ask_for_colour(f"impact_rag_{area.priority.pk}", drawn.impact_rag)

    def _ask_for_colour(self, name: str, label: str) -> None:
        self.fields[name] = forms.ChoiceField(
            label=label,
            required=False,
            choices=[*Rag.choices, NOT_RATED],
            widget=forms.RadioSelect,
            error_messages={"invalid_choice": NOT_LISTED},
        )

    def box(self, name: str) -> forms.BoundField | None:
        """The box of this name, where the form has it."""
        return self[name] if name in self.fields else None

    def held(self) -> Held:
        """What was typed, as the service takes it."""
        typed = self.cleaned_data
        areas = areas_in(self.parts)
        return Held(
            held_on=typed["held_on"],
            present=present_in(typed, self.people),
            answers=self.given(),
            ratings=[rating for area in areas for rating in self._rated(area)],
            impacts={
                area.priority.pk: typed[f"impact_rag_{area.priority.pk}"]
                for area in areas
                if has_impact(area)
            },
            next_review_on=typed["next_review_on"],
        )

    def _rated(self, area: Area) -> Iterable[Rating]:
        typed = self.cleaned_data
        for _, row in rated_rows(area, ACTION):
            key = row.action.pk
            yield Rating(key, ACTION, typed[f"rag_{key}"])
        for _, row in rated_rows(area, IMPACT):
            key = row.action.pk
            found = typed[f"findings_{key}"]
            yield Rating(key, IMPACT, typed[f"found_rag_{key}"], found)


class MoveForm(Form):
    day = DayField(label="New date of the meeting", called="Date", help_text="")
    reason = ProseField(label="Why is it moved?", called="Reason", rows=3)
    version = forms.IntegerField(widget=forms.HiddenInput)


class ClockForm(Form):
    day = DayField(label="Count the meetings from", called="Date", help_text="")
    reason = ProseField(label="Why are they counted anew?", called="Reason", rows=3)


def areas_in(parts: Iterable[Part]) -> list[Area]:
    return [area for part in parts for area in part.areas]
