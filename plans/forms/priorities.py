"""A priority of a plan with its actions (SUF-A-13 to 18)."""

from typing import Any

from django import forms

from engagement.models import RecordPriority
from plans.models import Plan, PlanPriority
from plans.services.priorities import ActionLine, PriorityText
from sitrack.core.fields import DayField, ProseField
from sitrack.core.forms import MOST_ROWS, Form, RowSet
from visits.queries import Known

LONGEST_LABEL = 90


class PriorityForm(Form):
    free_text = True

    title = forms.CharField(max_length=250)
    serves = forms.ChoiceField(
        label="Which school improvement priority does it serve?",
        required=False,
        error_messages={"invalid_choice": "Choose one of the options in the list"},
    )
    expected_change = ProseField(
        required=False, rows=5, called="The changes we will see"
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, plan: Plan, priorities: list[RecordPriority], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.priorities = {str(one.pk): one for one in priorities}
        self.fields["title"].label = plan.template.label("priority")
        self.fields["expected_change"].label = plan.template.label("expected_change")
        self.fields["serves"].choices = [  # type: ignore[attr-defined]
            ("", "None of them"),
            *((pk, _short(one.text)) for pk, one in self.priorities.items()),
        ]

    def text(self, actions: tuple[ActionLine, ...]) -> PriorityText:
        """What was typed, as the service takes it; call it on a valid form."""
        typed = self.cleaned_data
        return PriorityText(
            title=typed["title"],
            expected_change=typed["expected_change"],
            priority=self.priorities.get(typed["serves"]),
            actions=actions,
        )


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_LABEL else f"{line[: LONGEST_LABEL - 1]}…"


class ActionForm(Form):
    """One action: what, who, and by when; a day, and words for it where they help."""

    key = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = ProseField(label="Action", required=False, rows=2, max_length=2_000)
    who = forms.CharField(
        required=False,
        max_length=150,
        widget=forms.TextInput(attrs={"list": "known-people", "autocomplete": "off"}),
    )
    due_on = DayField(required=False, help_text="")
    when = forms.CharField(
        label="In words",
        help_text="Optional, such as “by half term”",
        required=False,
        max_length=100,
    )

    def __init__(self, *args: Any, plan: Plan, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["who"].label = plan.template.label("who")
        self.fields["due_on"].label = plan.template.label("when")
        self.fields["due_on"].called = "When"  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        rest = typed.get("who") or typed.get("due_on") or typed.get("when")
        if rest and not typed.get("text") and "text" not in self.errors:
            self.add_error("text", "Enter the action, or remove this row")
        return typed


class Actions(RowSet):
    """The actions of a priority in their order; an empty row is left out."""

    row_name = "Action"

    def lines(self, people: list[Known]) -> tuple[ActionLine, ...]:
        """The rows as the service takes them; call it on valid rows."""
        by_name = {known.person.name.lower(): known.person for known in people}
        live = [row.cleaned_data for row in self.forms if row not in self.deleted_forms]
        return tuple(
            ActionLine(
                text=data.get("text", ""),
                who=data.get("who", ""),
                due_on=data.get("due_on"),
                when=data.get("when", ""),
                person=by_name.get(data.get("who", "").lower()),
                key=data.get("key"),
            )
            for data in live
        )


ActionSet = forms.formset_factory(
    ActionForm,
    formset=Actions,
    extra=0,
    can_delete=True,
    max_num=MOST_ROWS,
    absolute_max=MOST_ROWS,
)


def priority_of(row: PlanPriority | None) -> dict[str, Any]:
    """A priority as it is saved, as the form's first values."""
    if row is None:
        return {"version": 0}
    return {
        "title": row.title,
        "serves": str(row.priority_id or ""),
        "expected_change": row.expected_change,
        "version": row.version,
    }


def actions_of(row: PlanPriority | None) -> list[dict[str, Any]]:
    """The actions as the rows' first values; one blank row where there is none."""
    actions = row.actions.select_related("person") if row else []
    saved = [
        {
            "key": one.pk,
            "text": one.text,
            "who": one.owner,
            "due_on": one.due_on,
            "when": one.when,
        }
        for one in actions
    ]
    return saved or [{"text": ""}]


def actions_in_words(rows: list[dict[str, Any]]) -> str:
    """Rows of actions as lines, to be laid beside another's."""
    return "\n".join(
        " · ".join(part for part in _parts(row) if part)
        for row in rows
        if any(_parts(row))
    )


def _parts(row: dict[str, Any]) -> list[str]:
    day = row.get("due_on")
    told = f"{day:%-d %B %Y}" if day else ""
    return [row.get("text", ""), row.get("who", ""), told, row.get("when", "")]
