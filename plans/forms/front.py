"""The head of a plan's form: who met, when it runs, and why (SUF-A-02 to 07)."""

from typing import Any

from django import forms
from django.forms import BoundField

from plans.models import Plan
from plans.queries.choosing import Block
from plans.rules.limits import Limit
from plans.services.editing import Front
from sitrack.core.fields import NOT_LISTED, DayField, ProseField
from sitrack.core.forms import Form
from sitrack.core.words import worded
from visits.forms.present import others_field, present_field, present_in, present_values
from visits.queries import Known


class FrontForm(Form):
    starts_on = DayField(required=False, called="Start date")
    present = present_field(label=None)
    others = others_field(rows=2)
    reasons = ProseField(required=False, rows=6, called="Reasons")
    ends_on = DayField(required=False, called="End date")
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        plan: Plan,
        people: list[Known],
        blocks: list[Block],
        limit: Limit | None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.people = {str(known.person.pk): known for known in people}
        self.blocks = blocks
        for name in ("starts_on", "present", "reasons", "ends_on"):
            self.fields[name].label = plan.template.label(name)
        self.fields["present"].choices = [  # type: ignore[attr-defined]
            (pk, known.label) for pk, known in self.people.items()
        ]
        for name, block in zip(self.picks, blocks, strict=True):
            self.fields[name] = forms.MultipleChoiceField(
                label=block.label,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                choices=[(one.code, one.text) for one in block.criteria],
                error_messages={"invalid_choice": NOT_LISTED},
            )
        if limit:
            self.fields["ends_on"].help_text = (
                worded("At this {level} a plan lasts up to ")
                + f"{limit.words}: counted from the"
                f" start date shown above until {limit.last_day:%-d %B %Y} at the"
                " latest."
            )

    @property
    def picks(self) -> list[str]:
        """The names of the boxes of each block of criteria."""
        return [f"criteria_{number}" for number in range(len(self.blocks))]

    @property
    def pick_boxes(self) -> list[BoundField]:
        return [self[name] for name in self.picks]

    def front(self) -> Front:
        """What was typed, as the service takes it; call it on a valid form."""
        typed = self.cleaned_data
        picked = {code for name in self.picks for code in typed[name]}
        return Front(
            starts_on=typed["starts_on"],
            ends_on=typed["ends_on"],
            reasons=typed["reasons"],
            criteria=tuple(
                one
                for block in self.blocks
                for one in block.criteria
                if one.code in picked
            ),
            present=present_in(typed, self.people),
        )


def front_of(plan: Plan, people: list[Known], blocks: list[Block]) -> dict[str, Any]:
    """The head of a plan as it is saved, as the form's values: two queries."""
    there = list(plan.present.all())
    picked = set(plan.picked_reasons.values_list("criterion__code", flat=True))
    return {
        "starts_on": plan.starts_on,
        "ends_on": plan.ends_on,
        "reasons": plan.reasons,
        **present_values([(one.person_id, str(one)) for one in there], people),
        **{
            f"criteria_{number}": [
                one.code for one in block.criteria if one.code in picked
            ]
            for number, block in enumerate(blocks)
        },
        "version": plan.version,
    }
