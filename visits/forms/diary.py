"""The forms of the diary: planning a visit, moving it, cancelling it."""

from typing import Any

from django import forms

from engagement.models import Option
from schools.models import Person
from sitrack.core.fields import NOT_LISTED, MomentField, ProseField
from sitrack.core.forms import Form
from sitrack.core.words import worded_later
from visits.services.diary import Plan


class PlanForm(Form):
    """What is agreed before a visit; ``leads`` are those who can lead it."""

    at = MomentField(
        label="Date and time",
        called="Date and time of the visit",
        help_text="For example, 27/3/2026 at 9:30am",
    )
    visit_type = forms.ChoiceField(
        label="Visit type",
        required=False,
        error_messages={"invalid_choice": NOT_LISTED},
    )
    lead = forms.ChoiceField(
        label="Who leads it", error_messages={"invalid_choice": NOT_LISTED}
    )
    agenda = ProseField(
        label="Agenda",
        required=False,
        rows=4,
        max_length=5_000,
        help_text="One item on a line. The school sees it, and it becomes the focus of"
        " the note.",
    )

    def __init__(
        self,
        *args: Any,
        types: list[Option],
        leads: dict[str, tuple[Person, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.types = {option.code: option for option in types}
        self.leads = leads
        self.fields["visit_type"].choices = [  # type: ignore[attr-defined]
            ("", "Not decided yet"),
            *((code, option.label) for code, option in self.types.items()),
        ]
        self.fields["lead"].choices = [  # type: ignore[attr-defined]
            (key, f"{person.name}, {title}") for key, (person, title) in leads.items()
        ]

    def kind(self) -> Option | None:
        """The type of visit that was chosen, if any."""
        return self.types.get(self.cleaned_data["visit_type"])

    def plan(self) -> Plan:
        """What was typed, as services take it; call it on a valid form."""
        typed = self.cleaned_data
        return Plan(
            at=typed["at"],
            lead=self.leads[typed["lead"]][0],
            visit_type=self.kind(),
            agenda=tuple(typed["agenda"].splitlines()),
        )


class EvidenceMeetingForm(PlanForm):
    """The plan of a joint evidence meeting, whose type is given: ``types`` holds it
    where the framework has it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["visit_type"]

    def kind(self) -> Option | None:
        return next(iter(self.types.values()), None)


class ReplanForm(PlanForm):
    """A plan that is changed; the reason is asked for where its day or time moves."""

    reason = ProseField(
        label="Why the visit moves",
        required=False,
        rows=2,
        max_length=2_000,
        help_text="Only for a new date or time. The other side reads it.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ("at", "reason", "visit_type", "lead", "agenda", "version")


class CancelForm(Form):
    reason = ProseField(
        label="Why the visit is cancelled",
        rows=3,
        max_length=2_000,
        help_text=worded_later(
            "The other side reads it; {governors} do not. If another day would suit,"
            " say which."
        ),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class UnvisitedForm(Form):
    reason = ProseField(
        label="Why no visit was held",
        rows=3,
        max_length=2_000,
        help_text=worded_later(
            "It stands in the record: the school’s leaders and {governors} read it"
            " too. Name nobody."
        ),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
