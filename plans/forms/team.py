"""The team around the school: business contacts, a row each (SUF-A-10)."""

from typing import Any

from django import forms

from plans.models import Plan
from plans.services.editing import Member
from sitrack.core.forms import MOST_ROWS, Form, RowSet


class VersionForm(Form):
    """The version of the plan that the rows beside it were read from."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class MemberForm(Form):
    key = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(max_length=150, required=False)
    job_title = forms.CharField(max_length=100, required=False)
    email = forms.EmailField(max_length=254, required=False)
    phone = forms.CharField(max_length=30, required=False)

    def __init__(self, *args: Any, columns: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        boxes = ("name", "job_title", "email", "phone")
        for box, label in zip(boxes, columns, strict=True):
            self.fields[box].label = label

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        rest = typed.get("job_title") or typed.get("email") or typed.get("phone")
        if rest and not typed.get("name"):
            self.add_error("name", "Enter the name, or remove this row")
        return typed


class Members(RowSet):
    """The rows in their order; an empty one is left out."""

    row_name = "Person"

    def members(self) -> list[Member]:
        """The rows as the service takes them; call it on valid rows."""
        live = [row.cleaned_data for row in self.forms if row not in self.deleted_forms]
        return [
            Member(
                name=data["name"],
                job_title=data.get("job_title", ""),
                email=data.get("email", ""),
                phone=data.get("phone", ""),
                key=data.get("key"),
            )
            for data in live
            if data.get("name")
        ]


MemberSet = forms.formset_factory(
    MemberForm,
    formset=Members,
    extra=0,
    can_delete=True,
    max_num=MOST_ROWS,
    absolute_max=MOST_ROWS,
)


def team_of(plan: Plan) -> list[dict[str, Any]]:
    """The team as it is saved, as the rows' first values."""
    columns = ("pk", "name", "job_title", "email", "phone")
    rows = [{"key": row.pop("pk"), **row} for row in plan.team.values(*columns)]
    return rows or [{"name": ""}]
