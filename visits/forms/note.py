"""The form on which a visit is written up (section 3 of the rolling record)."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from django import forms
from django.forms import BoundField
from django.utils.safestring import SafeString

from engagement.models import Option, RecordPriority, TemplatePrompt
from sitrack.core import drawing, plain_boxes
from sitrack.core.fields import (
    NOT_LISTED,
    DayField,
    MinutesField,
    MomentField,
    ProseField,
)
from sitrack.core.forms import Form
from sitrack.core.words import worded_later
from visits import asked
from visits.forms.answers import AnswerRows, answer_of, field_of
from visits.forms.circulation import PassedOnRows
from visits.forms.present import others_field, present_field, present_in
from visits.models import FollowUp, NextStep
from visits.models.steps import StepState
from visits.queries import Known
from visits.services.content import FollowedUp, Step
from visits.services.notes import Note

Drawer = Callable[[BoundField], SafeString]
# The boxes of prompts that have a place in every visit, by the prompt's key: a form
# that does not ask for one has none.
OWN_BOXES = {
    "follow_up": "follow_up",
    "priorities": "priorities",
    "focus": "focus",
    "summary": "summary",
    "next_visit": "next_visit_at",
    "agenda": "agenda",
}


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
        label=worded_later("Why is more time needed than the {level}’s ceiling?"),
        required=False,
        rows=2,
        max_length=2_000,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        prompts: Sequence[TemplatePrompt],
        options: dict[str, list[Option]],
        people: list[Known],
        steps: list[NextStep],
        to_work_on: list[RecordPriority],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.options = options
        self.prompts = {prompt.key: prompt for prompt in prompts}
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
        if not asked.is_plain(prompts):
            self._ask_as_the_form()

    def _ask_as_the_form(self) -> None:
        """Ask what the form of this kind of visit asks, in its words, and no more."""
        for key, name in OWN_BOXES.items():
            if key not in self.prompts:
                del self.fields[name]
            elif name != "priorities":
                self.fields[name].label = self.prompts[key].label.rstrip(": ")
        for key, prompt in self.prompts.items():
            if asked.is_own(prompt) and not asked.is_table(prompt):
                self.fields[key] = field_of(prompt, self._options_of(prompt))
        if "priorities" in self.prompts:
            self.fields["new_priorities"] = ProseField(
                label="More priorities",
                required=False,
                rows=3,
                help_text="One on a line. They join the record’s priorities when you share this note.",
            )
        if "comments" in self.prompts:
            side = self.prompts["comments"].columns[0]["label"]
            self.fields["comments"] = ProseField(label=side, required=False, rows=3)

    def _options_of(self, prompt: TemplatePrompt) -> list[Option]:
        return self.options.get(prompt.option_list, [])

    def _offer(self, name: str, blank: str, *, source: str = "") -> None:
        listed = [
            (option.code, option.label) for option in self.options[source or name]
        ]
        if name == "visit_type" and len(listed) == 1:
            self.fields[name].choices = listed  # type: ignore[attr-defined]
            return
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

    def note(
        self,
        steps: tuple[Step, ...],
        tables: Sequence[AnswerRows] = (),
        passed_on: PassedOnRows | None = None,
    ) -> Note:
        """What was typed, as services take it; call it on a valid form and tables."""
        typed = self.cleaned_data
        answers = {
            key: answer_of(prompt, typed[key], self._options_of(prompt))
            for key, prompt in self.prompts.items()
            if asked.is_own(prompt) and key in self.fields
        } | {rows.prompt.key: rows.answer() for rows in tables}
        written = {key: typed[key] for key in asked.TEXTS if key in self.fields}
        if "new_priorities" in self.fields:
            written["priorities"] = typed["new_priorities"]
        return Note(
            date=typed["date"],
            visit_type=self._option("visit_type", "visit_type"),
            mode=self._option("mode", "visit_mode"),
            minutes=typed["minutes"],
            over_ceiling_reason=typed["over_ceiling_reason"],
            present=present_in(typed, self.people),
            follow_ups=self._follow_ups(),
            texts={**written, **{key: one.text for key, one in answers.items()}},
            rows={key: one.rows for key, one in answers.items() if one.rows},
            steps=steps,
            next_visit_at=typed.get("next_visit_at"),
            agenda=tuple(typed.get("agenda", "").splitlines()),
            circulation=passed_on.lines() if passed_on else None,
            priorities=tuple(
                priority
                for priority in self.to_work_on
                if str(priority.pk) in typed.get("priorities", ())
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
