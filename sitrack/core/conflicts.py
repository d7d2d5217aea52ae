"""Two people changed the same thing: both texts beside each other, none lost.

A view that meets Stale shows the form again with `differences` in the context of
`components/conflict.html`, and calls `go_on_from` so that saving once more counts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias, cast

from django import forms
from django.db import models
from django.forms import BaseForm, BoundField
from django.http import QueryDict

from sitrack.core import drawing
from sitrack.core.templatetags.govuk import day, moment

Pairs: TypeAlias = "Iterable[tuple[Any, Any]]"


@dataclass(frozen=True)
class Difference:
    """A field on which the two differ, in words, and the box it stands in."""

    label: str
    theirs: str
    mine: str
    href: str


def differences(form: BaseForm, theirs: Mapping[str, Any]) -> list[Difference]:
    """The fields in which a valid form differs from what is saved now.

    ``theirs`` maps field names to the values saved now, as the form's own cleaned
    values would be: text, a day, an object, or a list of objects.
    """
    found = []
    for name, saved in theirs.items():
        field = form[name]
        mine = _words(form.cleaned_data.get(name), field)
        other = _words(saved, field)
        if mine != other:
            label = getattr(field.field, "called", "") or str(field.label)
            href = f"#{drawing.error_id(field)}"
            found.append(Difference(label=label, theirs=other, mine=mine, href=href))
    return found


def go_on_from(form: BaseForm, version: int | str, *, field: str = "version") -> None:
    """Let the form, as it is shown again, count as made from this version."""
    sent = cast(QueryDict, form.data).copy()
    sent[form.add_prefix(field)] = str(version)
    form.data = sent


def _words(value: Any, field: BoundField) -> str:
    """A value as a reader would have it said."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, dt.datetime):
        return moment(value)
    if isinstance(value, dt.date):
        return day(value)
    if isinstance(value, (list, tuple, set, models.QuerySet)):
        return "\n".join(sorted(_words(one, field) for one in value))
    return _chosen(value, field)


def _chosen(value: Any, field: BoundField) -> str:
    """The words of a choice; any other value as text."""
    if isinstance(field.field, forms.ModelChoiceField):
        return str(field.field.label_from_instance(value))
    if isinstance(field.field, forms.ChoiceField):
        return str(dict(cast(Pairs, field.field.choices)).get(value, value))
    return str(value).replace("\r\n", "\n")
