"""Deploying somebody to a school, and the last day of that."""

from collections.abc import Iterable
from typing import Any

from django import forms

from engagement.services.deployments import Deployed
from schools.models import Person
from sitrack.core.fields import NOT_LISTED, DayField
from sitrack.core.forms import Form


class DeploymentForm(Form):
    """Who, which share of a full week, and when."""

    free_text = True
    person = forms.ChoiceField(
        label="Who", choices=[], error_messages={"invalid_choice": NOT_LISTED}
    )
    share = forms.DecimalField(
        label="Share of a full week",
        max_digits=3,
        decimal_places=2,
        help_text="0.2 is one day of five, 0.3 a day and a half, 0.5 two and a half days",
    )
    starts_on = DayField(label="First day", called="First day")
    ends_on = DayField(
        label="Last day, if it is known", called="Last day", required=False
    )
    over_reason = forms.CharField(
        label="Why is more given than the phase allows?",
        max_length=300,
        required=False,
        help_text="Only where it is more",
    )

    def __init__(self, *args: Any, people: Iterable[Person], **options: Any) -> None:
        super().__init__(*args, **options)
        self.people = {str(person.pk): person for person in people}
        self.fields["person"].choices = [  # type: ignore[attr-defined]
            ("", "Choose"),
            *((key, str(person)) for key, person in self.people.items()),
        ]

    def deployed(self) -> Deployed:
        """What was entered; call it on a valid form."""
        given = self.cleaned_data
        return Deployed(
            person=self.people[given["person"]],
            share=given["share"],
            starts_on=given["starts_on"],
            ends_on=given["ends_on"],
            over_reason=given["over_reason"],
        )


class EndForm(Form):
    day = DayField(label="Last day", called="Last day")
