"""The form on which a visit is written up (section 3 of the rolling record)."""

from collections.abc import Callable
from typing import Any, NamedTuple, cast

from django import forms
from django.forms import BoundField
from django.utils.safestring import SafeString

from engagement.models import Option, RecordPriority
from sitrack.core import drawing, plain_boxes
from sitrack.core.fields import (
    NOT_LISTED,
    DayField,
    MinutesField,
    MomentField,
    ProseField,
)
from sitrack.core.forms import MOST_ROWS, Form, RowSet
from visits.forms.present import others_field, present_field, present_in
from visits.models import FollowUp, NextStep
from visits.models.steps import StepState
from visits.queries import Known
from visits.services.content import FollowedUp, Step
from visits.services.notes import Note

Drawer = Callable[[BoundField], SafeString]


class FollowUpRow(NamedTuple):
    """An earlier step; its boxes are None where it is closed."""

    step: NextStep
    outcome: SafeString | None
    why: SafeString | None


class NoteForm(Form):
    """Everything but the next steps, which are rows of their own."""

    date = DayField(label="Date", called="Date of visit", help_text="")
    visit_type = forms.ChoiceField(
        label="Visit type",
        required=False,
        error_messages={"invalid_choice": NOT_LISTED},
    )
    minutes = MinutesField(label="Time, like 1h 30", required=False, help_text="")
    mode = forms.ChoiceField(
        label="How", required=False, error_messages={"invalid_choice": NOT_LISTED}
    )
    present = present_field()
    others = others_field()
    follow_up = ProseField(
        label="Follow up actions from last visit", required=False, rows=1
    )
    priorities = forms.MultipleChoiceField(
        label="Priorities worked on",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": NOT_LISTED},
    )
    focus = ProseField(label="Focus of this visit", required=False, rows=3)
    summary = ProseField(
        label="Summary evaluation/key points, including evidence,"
        " that supports this evaluation",
        called="Summary",
        required=False,
        rows=9,
    )
    next_visit_at = MomentField(
        label="Next visit date and time",
        required=False,
        called="Next visit",
        help_text="It goes into the diary when you share this note.",
    )
    agenda = ProseField(
        label="Agenda items",
        required=False,
        rows=3,
        max_length=5_000,
        help_text="One on a line. They become the focus of the next visit.",
    )
    over_ceiling_reason = ProseField(
        label="Why is more time needed than the level’s ceiling?",
        required=False,
        rows=2,
        max_length=2_000,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        options: dict[str, list[Option]],
        people: list[Known],
        steps: list[NextStep],
        to_work_on: list[RecordPriority],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.options = options
        self.to_work_on = to_work_on
        self.people = {str(known.person.pk): known for known in people}
        self.steps = steps
        self._offer("visit_type", "Select a visit type")
        self._offer("mode", "Select how", source="visit_mode")
        self.fields["present"].choices = [  # type: ignore[attr-defined]
            (pk, known.label) for pk, known in self.people.items()
        ]
        self.fields["priorities"].choices = [  # type: ignore[attr-defined]
            (str(priority.pk), priority.text) for priority in to_work_on
        ]
        for step in steps:
            if step.state == "open":
                self.fields[f"outcome_{step.pk}"] = forms.ChoiceField(
                    choices=FollowUp.Outcome.choices,
                    required=False,
                    initial=getattr(step, "outcome", None) or step.state,
                    label=f"What became of: {step.text}",
                    error_messages={"invalid_choice": NOT_LISTED},
                )
                self.fields[f"why_{step.pk}"] = ProseField(
                    required=False,
                    max_length=300,
                    initial=getattr(step, "found_note", None) or "",
                    label=f"Why dropped: {step.text}",
                    called="Reason",
                )

    def _offer(self, name: str, blank: str, *, source: str = "") -> None:
        listed = [
            (option.code, option.label) for option in self.options[source or name]
        ]
        self.fields[name].choices = [("", blank), *listed]  # type: ignore[attr-defined]

    def follow_up_rows(self) -> list[FollowUpRow]:
        """Each earlier step, with the boxes that say what became of it if it is open."""
        return [
            FollowUpRow(
                step,
                self._box(f"outcome_{step.pk}", plain_boxes.small_select),
                self._box(f"why_{step.pk}", plain_boxes.small_text),
            )
            for step in self.steps
        ]

    def _box(self, name: str, small: Drawer) -> SafeString | None:
        if name not in self.fields:
            return None
        box = self[name]
        return drawing.draw(box) if box.errors else small(box)

    def note(self, steps: tuple[Step, ...]) -> Note:
        """What was typed, as services take it; call it on a valid form."""
        typed = self.cleaned_data
        return Note(
            date=typed["date"],
            visit_type=self._option("visit_type", "visit_type"),
            mode=self._option("mode", "visit_mode"),
            minutes=typed["minutes"],
            over_ceiling_reason=typed["over_ceiling_reason"],
            present=present_in(typed, self.people),
            follow_ups=self._follow_ups(),
            texts={key: typed[key] for key in ("follow_up", "focus", "summary")},
            steps=steps,
            next_visit_at=typed["next_visit_at"],
            agenda=tuple(typed["agenda"].splitlines()),
            priorities=tuple(
                priority
                for priority in self.to_work_on
                if str(priority.pk) in typed["priorities"]
            ),
        )

    def _option(self, name: str, source: str) -> Option | None:
        chosen = self.cleaned_data[name]
        return next((o for o in self.options[source] if o.code == chosen), None)

    def _follow_ups(self) -> tuple[FollowedUp, ...]:
        return tuple(self._followed_up(step) for step in self.steps)

    def _followed_up(self, step: NextStep) -> FollowedUp:
        """What became of a step; only what is dropped is asked why."""
        outcome = self.cleaned_data.get(f"outcome_{step.pk}") or step.state
        why = self.cleaned_data.get(f"why_{step.pk}", "")
        if step.state != StepState.OPEN:
            why = step.closing_note
        elif outcome != FollowUp.Outcome.DROPPED:
            why = ""
        return FollowedUp(step, outcome, note=why)


class NextStepForm(Form):
    """One next step: what, by when, who (SUF-R-33)."""

    pk = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = ProseField(label="Next step", required=False, rows=2, max_length=2_000)
    due_on = DayField(label="By date", required=False, help_text="")
    who = forms.CharField(
        label="Who?",
        required=False,
        max_length=150,
        widget=forms.TextInput(attrs={"list": "known-people", "autocomplete": "off"}),
    )


class NextStepRows(RowSet):
    """The rows of next steps; empty ones count for nothing."""

    row_name = "Next step"

    def steps(self, people: dict[str, Known]) -> tuple[Step, ...]:
        """The rows as services take them, in the order of the page."""
        by_name = {known.person.name.lower(): known.person for known in people.values()}
        return tuple(
            Step(
                text=form.cleaned_data.get("text", ""),
                due_on=form.cleaned_data.get("due_on"),
                who=form.cleaned_data.get("who", ""),
                person=by_name.get(form.cleaned_data.get("who", "").lower()),
                pk=form.cleaned_data.get("pk"),
            )
            for form in self.live
        )

    @property
    def live(self) -> list[Any]:
        """The rows that were not removed."""
        return [form for form in self.forms if form not in self.deleted_forms]


def next_step_rows(extra: int) -> type[NextStepRows]:
    """Rows to fill in, with so many blank ones at the end."""
    made = forms.formset_factory(
        NextStepForm,
        formset=NextStepRows,
        extra=extra,
        can_delete=True,
        max_num=MOST_ROWS,
        absolute_max=MOST_ROWS,
    )
    return cast(type[NextStepRows], made)
