"""What a change of level is recorded through: a visit report or a letter (WIL-W-05)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField

from engagement.forms.grounds import GroundsForm
from engagement.models import ChangeEvidence
from engagement.queries.change_evidence import asked_for
from engagement.services.change_evidence import Cited
from sitrack.core.fields import DayField

VISIT, LETTER = ChangeEvidence.Kind.VISIT, ChangeEvidence.Kind.LETTER
NO_VISIT = "No visit report has been shared this year yet."


@dataclass(frozen=True)
class Citable:
    """A visit whose note its school has: what it is called, and its day."""

    key: int
    on: date
    words: str


class EvidenceFields:
    """The fields, added to a form that proposes a level, and what stands in them."""

    def __init__(
        self, form: GroundsForm, visits: Sequence[Citable], held: ChangeEvidence | None
    ) -> None:
        self.form = form
        self.visits = {visit.key: visit for visit in visits}
        kept = held.key if held and held.kind == VISIT else None
        if held and kept and kept not in self.visits:
            self.visits[kept] = Citable(kept, held.on, held.words)
        kind = forms.ChoiceField(
            label="What is this change recorded through?",
            choices=ChangeEvidence.Kind.choices,
            required=False,
            widget=forms.RadioSelect,
            initial=held.kind if held else "",
        )
        if not self.visits:
            kind.hints = {str(VISIT): NO_VISIT}  # type: ignore[attr-defined]
        form.fields["evidence"] = kind
        form.fields["evidence_visit"] = forms.TypedChoiceField(
            label="Which visit?",
            choices=[("", "---------"), *map(_choice, self.visits.values())],
            coerce=int,
            empty_value=None,
            required=False,
            initial=kept or "",
        )
        letter = held if held and held.kind == LETTER else None
        form.fields["evidence_on"] = DayField(
            label="When was the letter sent?",
            called="Date of the letter",
            required=False,
            initial=letter.on if letter else None,
        )
        form.fields["evidence_words"] = forms.CharField(
            label="Which letter was it?",
            max_length=200,
            required=False,
            help_text="Everyone who may read the proposal reads this.",
            initial=letter.words if letter else "",
        )

    @property
    def asked(self) -> Any:
        """What the framework says of a change of level."""
        return asked_for(self.form.record.framework)

    @property
    def letter(self) -> tuple[BoundField, ...]:
        """The boxes about a letter."""
        return self.form["evidence_words"], self.form["evidence_on"]

    def clean(self, cleaned: dict[str, Any]) -> None:
        """A letter is named and dated; a visit is chosen."""
        kind = cleaned.get("evidence")
        if kind == VISIT and not cleaned.get("evidence_visit"):
            self.form.add_error("evidence_visit", "Select the visit")
        if kind == LETTER:
            if not cleaned.get("evidence_on") and "evidence_on" in cleaned:
                self.form.add_error("evidence_on", "Enter the date of the letter")
            if not cleaned.get("evidence_words"):
                self.form.add_error("evidence_words", "Say which letter it was")

    def cited(self, data: dict[str, Any]) -> Cited | None:
        """What a valid form cites, for the service."""
        if data["evidence"] == VISIT:
            visit = self.visits[data["evidence_visit"]]
            return Cited(VISIT, visit.on, visit.words, visit.key)
        if data["evidence"] == LETTER:
            return Cited(LETTER, data["evidence_on"], data["evidence_words"])
        return None


def _choice(visit: Citable) -> tuple[int, str]:
    return visit.key, f"{visit.words}, {visit.on:%-d %B %Y}"
