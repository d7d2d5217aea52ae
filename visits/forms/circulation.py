"""The rows that say who else of the authority is told of a note."""

from typing import Any, cast

from django import forms

from sitrack.core.fields import NOT_LISTED, ProseField
from sitrack.core.forms import MOST_ROWS, Form, RowSet
from visits.colleagues import Colleague
from visits.services.circulation import PassedOn

PREFIX = "circulation"
Colleagues = dict[str, Colleague]


class PassedOnForm(Form):
    """A colleague, and what in the note is for them."""

    person = forms.ChoiceField(
        label="Colleague",
        required=False,
        error_messages={"invalid_choice": NOT_LISTED},
    )
    what = ProseField(
        label="What is for them",
        called="What is for them",
        required=False,
        rows=1,
        max_length=300,
    )

    def __init__(self, *args: Any, colleagues: Colleagues, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"].choices = [  # type: ignore[attr-defined]
            ("", "Choose a colleague"),
            *((key, one.label) for key, one in colleagues.items()),
        ]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("what") and not typed.get("person"):
            self.add_error("person", "Choose the colleague whom it is for")
        return typed


class PassedOnRows(RowSet):
    """The rows; those without a colleague count for nothing."""

    row_name = "Colleague"
    colleagues: Colleagues

    def lines(self) -> tuple[PassedOn, ...]:
        """Who is told, in the order of the page; call it on valid rows."""
        live = [form for form in self.forms if form not in self.deleted_forms]
        typed = [form.cleaned_data for form in live]
        chosen = [
            (self.colleagues[one["person"]], one.get("what", ""))
            for one in typed
            if one.get("person")
        ]
        return tuple(PassedOn(one.person, one.theme, what) for one, what in chosen)


def circulation_rows(
    colleagues: Colleagues, data: Any, kept: list[dict[str, Any]]
) -> PassedOnRows:
    """The rows with what is kept, and a blank one at their end."""
    made = forms.formset_factory(
        PassedOnForm,
        formset=PassedOnRows,
        extra=1,
        can_delete=True,
        max_num=MOST_ROWS,
        absolute_max=MOST_ROWS,
    )
    rows = made(
        data, initial=kept, prefix=PREFIX, form_kwargs={"colleagues": colleagues}
    )
    found = cast(PassedOnRows, rows)
    found.colleagues = colleagues
    return found
