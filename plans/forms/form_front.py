"""The head of a plan whose form a definition draws: who met, its clock, its days."""

from typing import Any

from django import forms

from engagement.definitions.plans import PlanForm
from plans.forms.areas import Boxed, shown
from plans.models import Plan
from plans.services.editing import Front
from sitrack.core.fields import DayField
from visits.forms.present import others_field, present_field, present_in, present_values
from visits.queries import Known


class FormFront(Boxed):
    counted_from = DayField(required=False)
    starts_on = DayField(label="Start date", required=False)
    ends_on = DayField(label="End date", required=False)
    present = present_field(label="Present at the meeting")
    others = others_field(rows=2)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, drawn: PlanForm, people: list[Known], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.people = {str(known.person.pk): known for known in people}
        self.fields["counted_from"].label = drawn.clock
        self.fields["present"].choices = [  # type: ignore[attr-defined]
            (pk, known.label) for pk, known in self.people.items()
        ]
        if any(meeting.final for meeting in drawn.meetings):
            self.fields[
                "ends_on"
            ].help_text = "Leave it empty to end with the final meeting."
        self.add_boxes(drawn.front)

    def drawn(self) -> list[forms.BoundField]:
        """The form's own boxes."""
        return [self[box.key] for box in self.boxes]

    def front(self) -> Front:
        """What was typed, as the service takes it; call it on a valid form."""
        typed = self.cleaned_data
        return Front(
            starts_on=typed["starts_on"],
            ends_on=typed["ends_on"],
            reasons="",
            criteria=(),
            present=present_in(typed, self.people),
            counted_from=typed["counted_from"],
            boxes=self.written(),
        )


def form_front_of(plan: Plan, drawn: PlanForm, people: list[Known]) -> dict[str, Any]:
    """The head of a plan as it is saved, as the form's values: a query."""
    there = list(plan.present.all())
    return {
        "counted_from": plan.counted_from,
        "starts_on": plan.starts_on,
        "ends_on": plan.ends_on,
        "version": plan.version,
        **present_values([(one.person_id, str(one)) for one in there], people),
        **shown(drawn.front, plan.boxes),
    }
