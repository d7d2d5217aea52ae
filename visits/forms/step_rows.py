"""The rows of next steps on the form of a visit's note."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms

from engagement.models import TemplatePrompt
from sitrack.core.fields import DayField, ProseField
from sitrack.core.forms import MOST_ROWS, Form, RowSet
from visits import asked
from visits.queries import Known
from visits.services.content import Step

# In the order of the columns of a form (``visit_checks.STEP_COLUMNS``).
BOXES = ("text", "due_on", "who", "cost")
# What was sent from a form that asks for no next steps.
NO_ROWS = {"steps-TOTAL_FORMS": "0", "steps-INITIAL_FORMS": "0"}


class NextStepForm(Form):
    """One next step: what, by when, who (SUF-R-33)."""

    pk = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = ProseField(label="Next step", required=False, rows=2, max_length=2_000)
    due_on = DayField(label="By date", required=False, help_text="")
    who = forms.CharField(
        label="Who?",
        required=False,
        max_length=150,
        widget=forms.TextInput(attrs={"list": "known-people", "autocomplete": "off"}),
    )


class CostedStepForm(NextStepForm):
    """The same where the form of the visit asks what it costs (WIL-V-24)."""

    cost = forms.CharField(label="Cost", required=False, max_length=150)


class NextStepRows(RowSet):
    """The rows of next steps; empty ones count for nothing."""

    row_name = "Next step"

    def steps(self, people: dict[str, Known]) -> tuple[Step, ...]:
        """The rows as services take them, in the order of the page."""
        by_name = {known.person.name.lower(): known.person for known in people.values()}
        return tuple(
            Step(
                text=form.cleaned_data.get("text", ""),
                due_on=form.cleaned_data.get("due_on"),
                who=form.cleaned_data.get("who", ""),
                person=by_name.get(form.cleaned_data.get("who", "").lower()),
                pk=form.cleaned_data.get("pk"),
                cost=form.cleaned_data.get("cost", ""),
            )
            for form in self.live
        )

    def relabel(self, columns: list[dict[str, str]]) -> None:
        """Name the boxes as the columns of the form are named."""
        for form in self.forms:
            for name, column in zip(BOXES, columns, strict=False):
                form.fields[name].label = column["label"].rstrip(":")

    @property
    def live(self) -> list[Any]:
        """The rows that were not removed."""
        return [form for form in self.forms if form not in self.deleted_forms]


def step_rows(
    prompts: Sequence[TemplatePrompt],
    data: Any,
    initial: list[dict[str, Any]],
    *,
    blank: int,
) -> NextStepRows:
    """The rows of a form's next steps, with so many blank ones at the end."""
    named = [one for one in prompts if one.key == "next_steps"]
    columns = named[0].columns if named else []
    costed = any(column["key"] == "cost" for column in columns)
    made = forms.formset_factory(
        CostedStepForm if costed else NextStepForm,
        formset=NextStepRows,
        extra=blank,
        can_delete=True,
        max_num=MOST_ROWS,
        absolute_max=MOST_ROWS,
    )
    if data is not None and not named:
        data = NO_ROWS
    rows = cast(NextStepRows, made(data, initial=initial, prefix="steps"))
    if not asked.is_plain(prompts):
        rows.relabel(columns)
    return rows
