"""Which rows go when a kind of a school year is destroyed, and which have to stay.

What something kept points at stays with it, for as long as that is kept: the step that a
later visit followed up, the level that a later term confirmed. It goes with whatever is
destroyed at the school next, once nothing points at it any more; what is of a restricted
kind by itself, as nobody else may be told of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from typing import Any

from django.apps import apps
from django.db.models import FileField, Q

from protection.models import DestructionUnit
from protection.retention import EMPTIED, KINDS, Kind, Part, SchoolYear
from schools.models import School

AT_A_TIME = 500
Model = Any


@dataclass(frozen=True)
class Place:
    """A kind of one school (or of none) in a school year."""

    kind: Kind
    school: School | None
    year: SchoolYear


@dataclass
class Doomed:
    """The keys of the rows that go, by model. ``gone`` are those of rows that somebody
    removed long ago and of which earlier versions are left; ``spared`` those of rows
    that would go, if nothing that is kept pointed at them."""

    rows: dict[Model, set[Any]] = field(default_factory=dict)
    gone: dict[Model, set[Any]] = field(default_factory=dict)
    spared: dict[Model, set[Any]] = field(default_factory=dict)

    def all_keys(self, model: Model) -> set[Any]:
        return self.rows.get(model, set()) | self.gone.get(model, set())

    def files(self) -> Iterator[tuple[Model, str, str]]:
        """The model, column and name of each file that the rows hold."""
        for model, keys in self.rows.items():
            for column in model._meta.concrete_fields:
                if isinstance(column, FileField):
                    for some in chunks(keys):
                        rows = model._base_manager.filter(pk__in=some)
                        names = rows.values_list(column.name, flat=True)
                        yield from (
                            (model, column.name, name) for name in names if name
                        )


def doomed_at(place: Place) -> Doomed:
    """What goes at a place, so that nothing which is kept loses what it points at; and
    what had to stay when something else was destroyed there, if it need not any more."""
    found = Doomed()
    for part in place.kind.parts:
        if part.stands:
            _add_standing(found, part, place)
        else:
            _add_hanging(found, part)
    _add_files(found, place.kind)
    _add_left(found, place)
    _spare_what_is_pointed_at(found)
    return found


def still_left(unit: DestructionUnit) -> Doomed:
    """Of what had to stay when a unit was destroyed, what need not any more."""
    found = Doomed()
    _add_noted(found, unit.left_rows)
    _spare_what_is_pointed_at(found)
    return found


def left_rows(found: Doomed) -> dict[str, list[str]]:
    """The rows that had to stay, as a certificate notes them."""
    return {
        model._meta.label: sorted(map(str, keys))
        for model, keys in found.spared.items()
        if keys
    }


def _add_left(found: Doomed, place: Place) -> None:
    """Exactly the rows that two people wanted to be gone, and nothing that came since.
    Those of a restricted kind go with that kind alone: others are told of what goes."""
    hidden = [kind.code for kind in KINDS if kind.restricted and kind != place.kind]
    units = DestructionUnit.objects.filter(school=place.school).exclude(left_rows={})
    units = units.exclude(kind__in=hidden)
    for left in units.values_list("left_rows", flat=True):
        _add_noted(found, left)


def _add_noted(found: Doomed, left: dict[str, list[str]]) -> None:
    """The rows that a certificate notes, as far as they are still there."""
    for label, texts in left.items():
        model = apps.get_model(label)
        keys = [model._meta.pk.to_python(text) for text in texts]
        for some in chunks(keys):
            there = model._base_manager.filter(pk__in=some)
            found.rows.setdefault(model, set()).update(
                there.values_list("pk", flat=True)
            )


def _add_files(found: Doomed, kind: Kind) -> None:
    """What was handed in goes with the row that holds it."""
    for upload in kind.uploads:
        label, key = upload.rsplit(".", 1)
        holder = apps.get_model(label)
        stored = holder._meta.get_field(key).related_model
        for some in chunks(found.rows.get(holder, ())):
            held = holder._base_manager.filter(pk__in=some, **{f"{key}__isnull": False})
            files = held.values_list(key, flat=True)
            found.rows.setdefault(stored, set()).update(files)


def _add_standing(found: Doomed, part: Part, place: Place) -> None:
    here = here_is(part, place)
    if here is None:
        return
    model = part.model
    keys = set(model._base_manager.filter(here).values_list("pk", flat=True))
    found.rows.setdefault(model, set()).update(keys)
    if earlier := history_of(model):
        _add_gone(found, model, earlier.objects.filter(here))


def here_is(part: Part, place: Place) -> Q | None:
    """The condition for a row that stands by itself to be there; None where none is."""
    if place.school is not None and not part.school:
        return None
    here = part.within(place.year)
    if part.school:
        here &= Q(**{part.school: place.school})
    return here & part.only() if part.only else here


def _add_hanging(found: Doomed, part: Part) -> None:
    model = part.model
    whole = model._meta.get_field(part.by).related_model
    here = part.only() if part.only else Q()
    going = found.rows.setdefault(model, set())
    for some in chunks(found.rows.get(whole, ())):
        rows = model._base_manager.filter(here, **{f"{part.by}__in": some})
        going.update(rows.values_list("pk", flat=True))
    earlier = history_of(model)
    if earlier is None:
        return
    for some in chunks(found.all_keys(whole)):
        versions = earlier.objects.filter(here, **{f"{part.by}__in": some})
        _add_gone(found, model, versions)


def _add_gone(found: Doomed, model: Model, versions: Any) -> None:
    """Keys that only earlier versions know: nobody has the row any more."""
    keys = set(versions.order_by().values_list(model._meta.pk.name, flat=True))
    for some in chunks(keys):
        there = model._base_manager.filter(pk__in=some).values_list("pk", flat=True)
        keys = keys - set(there)
    found.gone.setdefault(model, set()).update(keys)


def _spare_what_is_pointed_at(found: Doomed) -> None:
    """Take out, until nothing changes, each row at which one that stays points."""
    again = True
    while again:
        again = False
        for model, key, target in _keys_to(frozenset(found.rows)):
            spared = set()
            going = found.rows.get(model, set())
            for some in chunks(found.rows[target]):
                rows = model._base_manager.filter(**{f"{key}__in": some})
                for row, at in rows.order_by().values_list("pk", key):
                    if row not in going:
                        spared.add(at)
            if spared:
                found.rows[target] -= spared
                found.spared.setdefault(target, set()).update(spared)
                again = True


@cache
def _keys_to(targets: frozenset[Model]) -> list[tuple[Model, str, Model]]:
    """Each foreign key in the database that points at one of these, but those that are
    emptied: the model that has it, its name, and the model that it points at."""
    return [
        (model, column.name, column.related_model)
        for model in apps.get_models(include_auto_created=True)
        if not hasattr(model, "history_object")
        for column in model._meta.concrete_fields
        if column.related_model in targets
        and f"{model._meta.label}.{column.name}" not in EMPTIED
    ]


def history_of(model: Model) -> Model | None:
    """The table of a model's earlier versions, where there is one."""
    history = getattr(model, "history", None)
    return history.model if history is not None else None


def chunks(keys: Iterable[Any]) -> Iterator[list[Any]]:
    """So many keys at a time as a statement bears."""
    rest = iter(list(keys))
    while some := list(islice(rest, AT_A_TIME)):
        yield some
