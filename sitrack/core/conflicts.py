"""Two people changed the same thing: both texts beside each other, none lost.

A view that meets Stale shows the form again with `differences` in the context of
`components/conflict.html`, and calls `go_on_from` so that saving once more counts.
Where it knows what the form began from, only a field that both changed is to be chosen:
what one of them changed goes on beside what the other did.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeAlias, cast

from django import forms
from django.db import models
from django.forms import BaseForm, BoundField
from django.http import QueryDict

from sitrack.core import drawing
from sitrack.core.templatetags.govuk import day, moment

Pairs: TypeAlias = "Iterable[tuple[Any, Any]]"
NOTHING_KNOWN: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True)
class Difference:
    """A field on which the two differ, in words, and the box it stands in.

    ``taken`` where only the other changed it, and the box holds theirs now.
    """

    label: str
    theirs: str
    mine: str
    href: str
    taken: bool = False


def differences(
    form: BaseForm, theirs: Mapping[str, Any], was: Mapping[str, Any] = NOTHING_KNOWN
) -> list[Difference]:
    """The fields in which a valid form differs from what is saved now.

    ``theirs`` maps field names to the values saved now, as the form's own cleaned
    values would be: text, a day, an object, or a list of objects; ``was`` to those that
    the form began from, as far as they are known. What only the other changed is put
    into the form; what only its writer changed differs as it should, and is left out.
    """
    found = []
    for name, saved in theirs.items():
        field = form[name]
        mine = _words(form.cleaned_data.get(name), field)
        other = _words(saved, field)
        before = _words(was[name], field) if name in was else None
        if other in (mine, before):
            continue
        taken = mine == before
        if taken:
            _fill(field, saved)
        label = getattr(field.field, "called", "") or str(field.label)
        href = f"#{drawing.error_id(field)}"
        found.append(Difference(label, other, mine, href, taken))
    return found


def go_on_from(form: BaseForm, version: int | str, *, field: str = "version") -> None:
    """Let the form, as it is shown again, count as made from this version."""
    sent = cast(QueryDict, form.data).copy()
    sent[form.add_prefix(field)] = str(version)
    form.data = sent


def _fill(field: BoundField, value: Any) -> None:
    """Have the form hold this value where it held what was typed."""
    sent = cast(QueryDict, field.form.data).copy()
    widget: Any = field.field.widget
    prepared = field.field.prepare_value(value)
    boxes = {field.html_name: (widget, prepared)}
    several = isinstance(widget, forms.MultiWidget)
    if several:
        names = [f"{field.html_name}{end}" for end in widget.widgets_names]
        parts = zip(widget.widgets, widget.decompress(prepared), strict=True)
        boxes = dict(zip(names, parts, strict=True))
    for name, (box, held) in boxes.items():
        shown = "on" if held is True else box.format_value(held)
        held_in = shown if isinstance(shown, list) else [shown]
        sent.setlist(name, [str(one) for one in held_in if one is not None])
    field.form.data = sent


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
