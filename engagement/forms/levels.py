"""Proposing a level, the other side's view of it, and the decision."""

from collections.abc import Sequence
from typing import Any

from django import forms

from engagement.forms.change_evidence import Citable, EvidenceFields
from engagement.forms.grounds import GroundsForm
from engagement.models import (
    ChangeEvidence,
    Level,
    LevelAssignment,
    SchoolYearRecord,
    View,
)
from engagement.queries.best_fit import FitPicture, Fitting
from engagement.queries.gradings import Findings, findings_of
from engagement.services.proposals import Proposal, levels_met, suggested_level
from sitrack.core.fields import DayField, ProseField
from sitrack.core.forms import Form
from sitrack.core.roles import Role
from sitrack.core.words import worded, worded_later

BEST_FIT = (
    "Always asked for: no count of what you picked decides. Say what weighed most."
)


class LevelChoice(forms.TypedChoiceField):
    """The levels as radio buttons, known by their code; cleaned, the level itself."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            empty_value=None,
            widget=forms.RadioSelect,
            error_messages={
                "invalid_choice": worded_later("Select a {level} from the list")
            },
            **options,
        )
        self.hints: dict[str, str] = {}

    def offer(self, levels: list[Level]) -> None:
        # A copy of a field shares what it holds; hints are of one school alone.
        self.hints = {}
        by_code = {level.code: level for level in levels}
        self.choices = [(code, level.label) for code, level in by_code.items()]
        self.coerce = by_code.__getitem__


class ProposalForm(GroundsForm):
    """Criteria and evidence, the level, its first day, the reasons."""

    level = LevelChoice(label=worded_later("Which {level} do you propose?"))
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
        label=worded_later(
            "Why this {level}, where the criteria suggest another or none?"
        ),
        called="Rationale",
        required=False,
        rows=4,
        help_text=worded_later(
            "Asked for when the {level} differs from the one suggested."
        ),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        record: SchoolYearRecord,
        present: Level | None,
        heads_name: str,
        plan_active: bool = False,
        visits: Sequence[Citable] | None = None,
        cited: ChangeEvidence | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, record=record, **options)
        # The visits that can be cited, where a change asks for it.
        self.cites: EvidenceFields | None = None
        if visits is not None:
            self.cites = EvidenceFields(self, visits, cited)
        self.present = present
        self.plan_active = plan_active
        self._found: list[Findings | None] = []
        if record.framework.is_best_fit:
            self.fields["rationale"].label = worded("Why is this {level} the best fit?")
            self.fields["rationale"].help_text = BEST_FIT
        field: LevelChoice = self.fields["level"]  # type: ignore[assignment]
        field.offer(self.levels)
        field.error_messages["required"] = worded("Select the {level} that you propose")
        for level in self.levels:
            if level.approver == Role.HEAD:
                field.hints[level.code] = f"Decided by the {heads_name}."
            if level == present:
                field.hints[level.code] = worded("The {level} in force now.")

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
            themes=self.said(),
            cited=self.cites.cited(data) if self.cites else None,
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.cites:
            self.cites.clean(cleaned)
        return cleaned

    def suggestion(self) -> Level | None:
        """The level that the page, as it stands, suggests."""
        return suggested_level(self.record, self.picks(), plan_active=self.plan_active)

    def found(self) -> Findings | None:
        """What follows from gradings, where the framework counts them: read once."""
        if not self._found:
            self._found = [findings_of(self.record.school, self.record.framework)]
        return self._found[0]

    def met(self) -> list[Level]:
        """The levels that conflict, where gradings are counted; the highest last."""
        return levels_met(self.record, self.found(), self.picks())

    def fit(self) -> FitPicture | None:
        """The picture of what is picked, where a level is a best fit."""
        framework = self.record.framework
        return Fitting(framework).picture(self.picks()) if self.grid else None

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
            (View.PREFERS_OTHER, worded_later("We prefer another {level}")),
            (View.NO_COMMENT, "No comment"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Select your view"},
    )
    view_level = LevelChoice(
        label=worded_later("Which {level} do you prefer?"), required=False
    )
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
            ("approve", worded_later("Approve the {level}")),
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
