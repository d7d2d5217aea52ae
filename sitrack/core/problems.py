"""What is wrong with the forms of a page, as one list of links."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from django.forms import BaseForm, BaseFormSet

from sitrack.core import drawing

AnyForm: TypeAlias = "BaseForm | BaseFormSet[Any]"
Problem = dict[str, str]


def has_errors(*forms: AnyForm | None) -> bool:
    """Whether any of the forms was sent and refused."""
    return any(problems_of(form) for form in forms if form is not None)


def problems_of(form: AnyForm) -> list[Problem]:
    """The messages of a form or formset in the order of the page, each with the
    id of the box it is about."""
    if not form.is_bound:
        return []
    if isinstance(form, BaseFormSet):
        return list(_formset_problems(form))
    return list(_form_problems(form))


def live_rows(formset: BaseFormSet[Any]) -> Iterator[tuple[int, BaseForm]]:
    """The rows that are still on the page, numbered from 1 as the reader sees them."""
    number = 0
    for form in formset.forms:
        if not is_removed(form):
            number += 1
            yield number, form


def is_removed(form: BaseForm) -> bool:
    """Whether the row was marked for removal in what was sent."""
    if not form.is_bound or "DELETE" not in form.fields:
        return False
    field = form.fields["DELETE"]
    sent = field.widget.value_from_datadict(
        form.data, form.files, form.add_prefix("DELETE")
    )
    return bool(field.to_python(sent))


def _formset_problems(formset: BaseFormSet[Any]) -> Iterator[Problem]:
    for message in formset.non_form_errors():
        yield {"text": str(message), "href": f"#{formset.prefix}"}
    name = getattr(formset, "row_name", "")
    for number, form in live_rows(formset):
        for problem in _form_problems(form):
            if name:
                problem["text"] = f"{name} {number}: {problem['text']}"
            yield problem


def _form_problems(form: BaseForm) -> Iterator[Problem]:
    visible = form.visible_fields()
    for message in form.non_field_errors():
        first = f"#{drawing.error_id(visible[0])}" if visible else ""
        yield {"text": str(message), "href": first}
    for field in visible:
        for message in field.errors:
            yield {"text": str(message), "href": f"#{drawing.error_id(field)}"}
    for field in form.hidden_fields():
        for message in field.errors:
            yield {"text": str(message), "href": ""}
