"""Which other schools share a visit, and what of its time each is charged."""

from collections.abc import Iterable
from typing import Any

from django import forms

from engagement.models import SchoolYearRecord
from sitrack.core.fields import MinutesField, ProseField
from sitrack.core.forms import Form
from visits.services.pooling import Share


class PoolForm(Form):
    """A box of time for each school that may share; an empty one takes no part."""

    over_ceiling_reason = ProseField(
        label="Why is more time needed than a school is given?",
        called="Reason",
        required=False,
        rows=2,
        max_length=2_000,
        help_text="Only where a share passes what the school has left. Its leaders"
        " read this.",
    )

    def __init__(
        self, *args: Any, records: Iterable[SchoolYearRecord], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.records = list(records)
        why = self.fields.pop("over_ceiling_reason")
        for record in self.records:
            self.fields[f"minutes_{record.school_id}"] = MinutesField(
                label=str(record.school),
                called=f"Time of {record.school}",
                required=False,
            )
        self.fields["over_ceiling_reason"] = why

    @property
    def times(self) -> list[forms.BoundField]:
        """The boxes of time, one for each school."""
        return [self[f"minutes_{record.school_id}"] for record in self.records]

    def shares(self) -> list[Share]:
        """What was typed; call it on a valid form."""
        data = self.cleaned_data
        return [
            Share(record, minutes, data["over_ceiling_reason"])
            for record in self.records
            if (minutes := data[f"minutes_{record.school_id}"])
        ]
