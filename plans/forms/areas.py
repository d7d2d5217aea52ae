"""An area of a plan whose form a definition draws: its boxes, and the actions in it."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from engagement.definitions.plans import ActionList, Box, PlanSection
from plans.models import PlanAction, PlanPriority
from plans.queries.areas import OF_AREAS, values_of
from plans.services.priorities import ActionLine, PriorityText
from sitrack.core.fields import DayField, ProseField
from sitrack.core.forms import MOST_ROWS, Form, RowSet
from visits.queries import Known

LONGEST_LINE = 250
MOST_MONEY = Decimal(99999999)


class MoneyField(forms.CharField):
    """A sum in pounds, typed as 250, £1,250 or 99.50, and kept with two decimals."""

    def __init__(self, *, called: str, **options: Any) -> None:
        self.called = called
        super().__init__(max_length=20, **options)

    def clean(self, value: Any) -> str:
        text = super().clean(value).replace("£", "").replace(",", "").strip()
        if not text:
            return ""
        try:
            sum_of = Decimal(text)
        except InvalidOperation:
            sum_of = Decimal(-1)
        if not sum_of.is_finite() or not 0 <= sum_of <= MOST_MONEY:
            message = f"{self.called} must be a sum in pounds, like 250 or 99.50"
            raise ValidationError(message, code="invalid")
        return f"{sum_of:.2f}"


def field_of(box: Box) -> forms.Field:
    """The field that reads a box."""
    called = f"{box.group}: {box.label}" if box.group else box.label
    if box.type == "date":
        return DayField(label=box.label, called=called, required=False, help_text="")
    if box.type == "money":
        return MoneyField(label=f"{box.label} (£)", called=called, required=False)
    if box.type == "para":
        return ProseField(label=box.label, called=called, required=False, rows=3)
    return forms.CharField(label=box.label, max_length=LONGEST_LINE, required=False)


def kept(box: Box, typed: Any) -> str:
    """A box as it is kept in JSON: days as text that sorts."""
    return typed.isoformat() if isinstance(typed, date) else str(typed or "")


class Boxed(Form):
    """A form with a field for each box, under the box's key."""

    free_text = True
    boxes: Iterable[Box]

    def add_boxes(self, boxes: Iterable[Box]) -> None:
        self.boxes = tuple(boxes)
        for box in self.boxes:
            self.fields[box.key] = field_of(box)

    def written(self, *, other_than: Iterable[str] = ()) -> dict[str, str]:
        """What is kept of the boxes that have no column of their own."""
        typed = self.cleaned_data
        found = {box.key: kept(box, typed.get(box.key)) for box in self.boxes}
        return {
            key: text for key, text in found.items() if text and key not in other_than
        }


class AreaForm(Boxed):
    """What an area is, and the boxes beside it; a block that stands once has none."""

    title = forms.CharField(max_length=LONGEST_LINE)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, section: PlanSection, **options: Any) -> None:
        super().__init__(*args, **options)
        self.section = section
        self.add_boxes(section.boxes)
        self.fields["title"].label = section.heading
        if section.once:
            self.fields["title"].required = False

    def drawn(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The boxes as the page draws them, neighbours under their shared heading."""
        found: list[tuple[str, list[forms.BoundField]]] = []
        for box in self.boxes:
            if box.group and found and found[-1][0] == box.group:
                found[-1][1].append(self[box.key])
            else:
                found.append((box.group, [self[box.key]]))
        return found

    def text(self, actions: tuple[ActionLine, ...]) -> PriorityText:
        """What was typed, as the service takes it; call it on a valid form."""
        typed = self.cleaned_data
        own = {name: typed.get(key, "") for key, name in OF_AREAS.items()}
        return PriorityText(
            title=typed["title"] or self.section.heading[:LONGEST_LINE],
            section=self.section.key,
            boxes=self.written(other_than=OF_AREAS),
            actions=actions,
            **own,
        )


class ListedForm(Boxed):
    """One action in its list's columns."""

    key = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, kind: ActionList, **options: Any) -> None:
        super().__init__(*args, **options)
        self.add_boxes(kind.columns)
        self.fields["text"] = ProseField(
            label=self.fields["text"].label, required=False, rows=2, max_length=2_000
        )
        if "who" in self.fields:
            known = {"list": "known-people", "autocomplete": "off"}
            self.fields["who"] = forms.CharField(
                label=self.fields["who"].label,
                max_length=150,
                required=False,
                widget=forms.TextInput(attrs=known),
            )

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        rest = [typed.get(box.key) for box in self.boxes if box.key != "text"]
        if any(rest) and not typed.get("text") and "text" not in self.errors:
            self.add_error("text", "Enter the action, or remove this row")
        return typed


class Listed(RowSet):
    """The actions of one list in their order; an empty row is left out."""

    row_name = "Row"
    kind: ActionList

    def lines(self, people: list[Known]) -> list[ActionLine]:
        """The rows as the service takes them; call it on valid rows."""
        by_name = {known.person.name.lower(): known.person for known in people}
        live = [row for row in self.forms if row not in self.deleted_forms]
        return [
            ActionLine(
                text=row.cleaned_data.get("text", ""),
                who=row.cleaned_data.get("who", ""),
                due_on=row.cleaned_data.get("by_when"),
                person=by_name.get(row.cleaned_data.get("who", "").lower()),
                key=row.cleaned_data.get("key"),
                side=self.kind.key,
                boxes=row.written(other_than=("text", "who", "by_when")),
            )
            for row in live
        ]


class Lists:
    """The lists of an area, judged together as one set of rows."""

    def __init__(
        self, section: PlanSection, data: Any, row: PlanPriority | None
    ) -> None:
        actions = list(row.actions.select_related("person")) if row else []
        self.sets = [_set_of(kind, data, actions) for kind in section.lists]

    def is_valid(self) -> bool:
        """Each list is judged, so that all that is wrong is said at once."""
        judged = [one.is_valid() for one in self.sets]
        return all(judged)

    def lines(self, people: list[Known]) -> tuple[ActionLine, ...]:
        """All rows, list after list; call it on valid rows."""
        return tuple(line for one in self.sets for line in one.lines(people))

    def in_words(self) -> str:
        """The rows as they are typed, to be laid beside another's."""
        live = (
            row.cleaned_data.get("text", "")
            for one in self.sets
            for row in one.forms
            if row not in one.deleted_forms
        )
        return "\n".join(filter(None, live))


def _set_of(kind: ActionList, data: Any, actions: list[PlanAction]) -> Listed:
    made = forms.formset_factory(
        ListedForm,
        formset=Listed,
        extra=0,
        can_delete=True,
        max_num=MOST_ROWS,
        absolute_max=MOST_ROWS,
    )
    mine = [one for one in actions if one.side == kind.key]
    saved = [{"key": one.pk, **_values(kind, one)} for one in mine]
    rows: Any = made(
        data,
        prefix=kind.key,
        initial=saved or [{"text": ""}],
        form_kwargs={"kind": kind},
    )
    rows.kind = kind
    return rows  # type: ignore[no-any-return]


def _values(kind: ActionList, action: PlanAction) -> dict[str, Any]:
    return shown(kind.columns, values_of(action))


def shown(boxes: Iterable[Box], values: dict[str, Any]) -> dict[str, Any]:
    """What is kept, as the fields' first values."""
    found = {}
    for box in boxes:
        value = values.get(box.key) or ""
        if box.type == "date" and isinstance(value, str):
            value = date.fromisoformat(value) if value else None
        found[box.key] = value
    return found


def area_of(section: PlanSection, row: PlanPriority | None) -> dict[str, Any]:
    """An area as it is saved, as the form's first values."""
    if row is None:
        return {"version": 0}
    own = {key: getattr(row, name) for key, name in OF_AREAS.items()}
    return {
        "title": row.title,
        "version": row.version,
        **shown(section.boxes, {**row.boxes, **own}),
    }
