"""Proposing a level, the other side's view of it, and the decision."""

from typing import Any

from django import forms

from engagement.forms.grounds import GroundsForm
from engagement.models import Level, LevelAssignment, SchoolYearRecord, View
from engagement.services.proposals import Proposal, suggested_level
from sitrack.core.fields import DayField, ProseField
from sitrack.core.forms import Form
from sitrack.core.roles import Role


class LevelChoice(forms.TypedChoiceField):
    """The levels as radio buttons, known by their code; cleaned, the level itself."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            empty_value=None,
            widget=forms.RadioSelect,
            error_messages={"invalid_choice": "Select a level from the list"},
            **options,
        )
        self.hints: dict[str, str] = {}

    def offer(self, levels: list[Level]) -> None:
        by_code = {level.code: level for level in levels}
        self.choices = [(code, level.label) for code, level in by_code.items()]
        self.coerce = by_code.__getitem__


class ProposalForm(GroundsForm):
    """Criteria and evidence, the level, its first day, the reasons."""

    level = LevelChoice(label="Which level do you propose?")
    effective_from = DayField(
        label="When does it take effect?", called="Date it takes effect"
    )
    reason = ProseField(
        label="Why now? What has changed?",
        called="Reason",
        required=False,
        rows=4,
    )
    rationale = ProseField(
        label="Why this level, where the criteria suggest another or none?",
        called="Rationale",
        required=False,
        rows=4,
        help_text="Asked for when the level differs from the one suggested.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        record: SchoolYearRecord,
        present: Level | None,
        heads_name: str,
        plan_active: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(*args, record=record, **options)
        self.present = present
        self.plan_active = plan_active
        field: LevelChoice = self.fields["level"]  # type: ignore[assignment]
        field.offer(self.levels)
        field.error_messages["required"] = "Select the level that you propose"
        for level in self.levels:
            if level.approver == Role.HEAD:
                field.hints[level.code] = f"Decided by the {heads_name}."
            if level == present:
                field.hints[level.code] = "The level in force now."

    def proposal(self) -> Proposal:
        """What was typed, for the service; call it on a valid form."""
        data = self.cleaned_data
        return Proposal(
            level=data["level"],
            effective_from=data["effective_from"],
            picks=self.picks(),
            reason=data["reason"],
            rationale=data["rationale"],
            plan_active=self.plan_active,
        )

    def suggestion(self) -> Level | None:
        """The level that the page, as it stands, suggests."""
        return suggested_level(self.record, self.picks(), plan_active=self.plan_active)

    def chosen(self) -> Level | None:
        """The level chosen on the page, if any."""
        code = str(self["level"].value() or "")
        return next((level for level in self.levels if level.code == code), None)


def initial_of(assignment: LevelAssignment) -> dict[str, Any]:
    """A saved draft as the form's first values."""
    return {
        "level": assignment.level.code,
        "effective_from": assignment.effective_from,
        "reason": assignment.reason,
        "rationale": assignment.rationale,
        "version": assignment.version,
    }


class ViewForm(GroundsForm):
    """The other side's view; its own criteria and evidence if it likes."""

    view = forms.ChoiceField(
        label="What is your view?",
        choices=[
            (View.AGREES, "We agree with the proposal"),
            (View.PREFERS_OTHER, "We prefer another level"),
            (View.NO_COMMENT, "No comment"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Select your view"},
    )
    view_level = LevelChoice(label="Which level do you prefer?", required=False)
    text = ProseField(
        label="What would you like to say about it?",
        called="Comment",
        required=False,
        rows=5,
        help_text="Both sides read this, and whoever decides.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, proposed: Level, **options: Any) -> None:
        super().__init__(*args, **options)
        field: LevelChoice = self.fields["view_level"]  # type: ignore[assignment]
        field.offer([level for level in self.levels if level != proposed])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("view") != View.PREFERS_OTHER:
            cleaned["view_level"] = None
        return cleaned


class DecisionForm(Form):
    """Approve, return or reject, with a note."""

    decision = forms.ChoiceField(
        label="What do you decide?",
        choices=[
            ("approve", "Approve the level"),
            ("return", "Return the proposal for another look"),
            ("reject", "Reject the proposal"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Select what you decide"},
    )
    effective_from = DayField(
        label="When does it take effect?",
        called="Date it takes effect",
        required=False,
    )
    note = ProseField(
        label="Note",
        required=False,
        rows=5,
        help_text="Both sides read it. It is needed to return or reject a proposal,"
        " and where the two views differ.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        undated = "effective_from" in cleaned and not cleaned["effective_from"]
        if cleaned.get("decision") == "approve" and undated:
            self.add_error("effective_from", "Enter the date it takes effect")
        return cleaned
