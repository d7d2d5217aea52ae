"""Removing rows with their earlier versions, and the words of the log about them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import router

from protection.queries.retention.doomed import Doomed, chunks, history_of
from protection.retention import EMPTIED
from sitrack.core.audit.marks import ERASED
from sitrack.core.audit.services import erase_many
from sitrack.core.models import Event


def remove_rows(found: Doomed) -> None:
    """Remove what is doomed, its earlier versions too; call it in a transaction.

    It asks no model what else should go: the database itself refuses, at the end of the
    transaction, to leave anything that points at what is gone.
    """
    for label in sorted(EMPTIED):
        name, key = label.rsplit(".", 1)
        _empty(apps.get_model(name), key, found)
    for model in reversed(list(found.rows)):
        earlier = history_of(model)
        if earlier is not None:
            for some in chunks(found.all_keys(model)):
                _remove(earlier.objects.filter(**{f"{model._meta.pk.name}__in": some}))
        for some in chunks(found.rows[model]):
            _remove(model._base_manager.filter(pk__in=some))


def _empty(model: Any, key: str, found: Doomed) -> None:
    """What stays and points at what goes points at nothing from now on."""
    target = model._meta.get_field(key).related_model
    going = found.rows.get(model, set())
    for some in chunks(found.rows.get(target, ())):
        rows = model._base_manager.filter(**{f"{key}__in": some})
        stay = [pk for pk in rows.values_list("pk", flat=True) if pk not in going]
        model._base_manager.filter(pk__in=stay).update(**{key: None})


def _remove(rows: Any) -> None:
    # Not ``delete``: that would write a last version of each row, and load them all.
    rows.order_by()._raw_delete(router.db_for_write(rows.model))


def blank_events_about(found: Doomed, *, reason: str) -> int:
    """Take the words out of what the log says about these rows; returns how many."""
    done = 0
    for keys in chunks(_keys(found)):
        events = Event.objects.filter(subject__in=keys).exclude(verb=ERASED)
        done += erase_many(events.order_by("pk"), reason=reason)
    return done


def _keys(found: Doomed) -> Iterator[str]:
    for model in found.rows:
        for key in found.all_keys(model):
            yield f"{model._meta.label_lower}:{key}"


def remove_file(label: str, column: str, name: str) -> None:
    """Remove bytes, unless another row holds the very same."""
    model = apps.get_model(label)
    if not model._base_manager.filter(**{column: name}).exists():
        model._meta.get_field(column).storage.delete(name)
