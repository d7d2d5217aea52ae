"""Forms whose messages say what to do, and rows that are added and removed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.forms import BaseForm, BaseFormSet
from django.forms.utils import ErrorDict, ErrorList
from django.http import QueryDict

from sitrack.core.fields import the
from sitrack.core.kept.showing import take_up

MOST_ROWS = 50


class PlainMessages:
    """A form whose empty fields are asked for by name: "Enter the summary",
    "Select the visit type"."""

    fields: dict[str, forms.Field]
    add_prefix: Callable[[str], str]
    data: Any
    is_bound: bool
    only_shown = False
    # Whether a one-line box of the form is free text about a school (INV-24).
    free_text = False

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            ask_by_name(field, name)
        words = None if self.is_bound else take_up(*map(self.add_prefix, self.fields))
        if words is not None:
            self.data, self.is_bound, self.only_shown = words, True, True
            self._errors = ErrorDict()

    def is_valid(self) -> bool:
        """Words that are only shown again are not judged, and never acted on."""
        return not self.only_shown and super().is_valid()  # type: ignore[misc]


def ask_by_name(field: forms.Field, name: str) -> None:
    """Give a field plain messages where it still has Django's own."""
    own = forms.Field.default_error_messages["required"]
    if field.error_messages.get("required") != own:
        return
    label = str(getattr(field, "called", "") or field.label or name.replace("_", " "))
    if isinstance(field, forms.BooleanField):
        message = f"Tick the box: {label}"
    elif label.endswith("?"):
        message = f"Answer the question: {label}"
    elif isinstance(field, forms.FileField):
        message = f"Choose a file for {the(label)}"
    elif isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        message = f"Select {the(label)}"
    else:
        message = f"Enter {the(label)}"
    field.error_messages["required"] = message


class Form(PlainMessages, forms.Form):
    """The plain form of this service."""


class ModelForm(PlainMessages, forms.ModelForm):  # type: ignore[type-arg]
    """The plain model form of this service."""


def asks_for_words(form: BaseForm | BaseFormSet[Any]) -> bool:
    """Whether people write in a form's own words, which might name somebody."""
    if isinstance(form, BaseFormSet):
        return asks_for_words(form.empty_form)
    boxes = (field.widget for field in form.fields.values())
    long = any(isinstance(box, forms.Textarea) for box in boxes)
    return long or bool(getattr(form, "free_text", False))


def changed_rows(data: QueryDict, prefix: str) -> QueryDict | None:
    """What was sent, with the row added or removed that a button asked for.

    Buttons are named `row` with the value "add-<prefix>" or "remove-<prefix>-<index>";
    without such a button the answer is None. Nothing typed is lost: a removed row
    stays, marked DELETE.
    """
    asked = data.get("row", "")
    total = _total(data, prefix)
    if asked == f"add-{prefix}":
        changed = data.copy()
        changed[f"{prefix}-TOTAL_FORMS"] = str(min(total + 1, MOST_ROWS))
        return changed
    index = asked.removeprefix(f"remove-{prefix}-")
    if index != asked and index.isdecimal() and int(index) < total:
        changed = data.copy()
        changed[f"{prefix}-{index}-DELETE"] = "on"
        return changed
    return None


def _total(data: QueryDict, prefix: str) -> int:
    try:
        total = int(data.get(f"{prefix}-TOTAL_FORMS", "0"))
    except ValueError:
        return 0
    return max(0, min(total, MOST_ROWS))


def quiet(*forms_or_sets: BaseForm | BaseFormSet[Any]) -> None:
    """Show what was typed without judging it, for a page that only gains a row."""
    for form in forms_or_sets:
        if isinstance(form, BaseFormSet):
            form._errors = [ErrorDict() for _ in form.forms]  # type: ignore[attr-defined]
            form._non_form_errors = ErrorList()  # type: ignore[attr-defined]
            quiet(*form.forms)
        else:
            form._errors = ErrorDict()  # type: ignore[attr-defined]


class RowSet(BaseFormSet):  # type: ignore[type-arg]
    """A formset whose messages carry the number the reader sees.

    `row_name` is what one row is called: "Next step" gives "Next step 2: Enter …".
    """

    row_name = "Row"
    only_shown = False
    deletion_widget = forms.HiddenInput
    default_error_messages = {
        "missing_management_form": (
            "Part of the page was lost on the way. Go back and send it again."
        )
    }

    def __init__(self, data: Any = None, *args: Any, **options: Any) -> None:
        prefix = options.get("prefix") or self.get_default_prefix()
        words = take_up(f"{prefix}-TOTAL_FORMS") if data is None else None
        super().__init__(words if data is None else data, *args, **options)
        if words is not None:
            self.only_shown = True
            quiet(self)

    def is_valid(self) -> bool:
        """Rows that are only shown again are not judged, and never acted on."""
        return not self.only_shown and super().is_valid()
