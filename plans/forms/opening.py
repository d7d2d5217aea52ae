"""Beginning a plan: which one, where the level has several."""

from typing import Any

from django import forms

from plans.queries.kinds import Kind
from sitrack.core.fields import NOT_LISTED
from sitrack.core.forms import Form


class OpenForm(Form):
    def __init__(self, *args: Any, kinds: list[Kind], **options: Any) -> None:
        super().__init__(*args, **options)
        if len(kinds) < 2:
            return
        self.fields["kind"] = forms.ChoiceField(
            label="Which plan?",
            choices=[(one.code, one.name) for one in kinds],
            initial=next((one.code for one in kinds if one.suggested), None),
            widget=forms.RadioSelect,
            error_messages={"required": "Choose a plan", "invalid_choice": NOT_LISTED},
        )
