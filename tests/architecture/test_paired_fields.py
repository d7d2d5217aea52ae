"""Who and when are given together or not at all: a constraint guards each pair."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models
from django.db.models import CheckConstraint, Q

from tests.architecture.test_visible_to import our_models

# Pairs that may be half empty, each with the reason.
AFTER_A_RESTORE = "one that is done anew after a restore was nobody's here"
LOOSE: dict[str, str] = {
    "protection.Destruction: asked_at and asked_by": AFTER_A_RESTORE,
    "protection.Destruction: decided_at and decided_by": AFTER_A_RESTORE,
    "protection.Erasure: asked_at and asked_by": AFTER_A_RESTORE,
    "protection.Erasure: decided_at and decided_by": AFTER_A_RESTORE,
}


def names_in(condition: object) -> Iterator[str]:
    """Yield the fields that a condition speaks of."""
    if isinstance(condition, Q):
        for child in condition.children:
            if isinstance(child, tuple):
                yield child[0].split("__")[0].removesuffix("_id")
            else:
                yield from names_in(child)


def pairs(fields: Iterable["models.Field[Any, Any]"]) -> Iterator[tuple[str, str]]:
    """Yield the names of every `…_at` with its `…_by` of which one may be empty."""
    by_name = {field.name: field for field in fields}
    for name, moment in by_name.items():
        person = by_name.get(name.removesuffix("_at") + "_by")
        if name.endswith("_at") and person and (moment.null or person.null):
            yield name, person.name


def loose_pairs(
    fields: Iterable["models.Field[Any, Any]"],
    constraints: Iterable[models.BaseConstraint],
) -> list[str]:
    """Return the pairs that no check constraint speaks of together."""
    guarded = [
        set(names_in(constraint.condition))
        for constraint in constraints
        if isinstance(constraint, CheckConstraint)
    ]
    return [
        f"{moment} and {person}"
        for moment, person in pairs(fields)
        if not any({moment, person} <= names for names in guarded)
    ]


def test_every_pair_of_who_and_when_is_guarded() -> None:
    found = {
        f"{model._meta.label}: {pair}"
        for model in our_models()
        for pair in loose_pairs(model._meta.concrete_fields, model._meta.constraints)
    }
    assert sorted(found - set(LOOSE)) == []
    assert set(LOOSE) <= found


def test_a_loose_pair_is_found() -> None:
    moment = models.DateTimeField(null=True, name="decided_at")
    person = models.IntegerField(null=True, name="decided_by")
    whole = Q(decided_at=None, decided_by=None) | Q(
        decided_at__isnull=False, decided_by__isnull=False
    )
    other = CheckConstraint(condition=Q(decided_at__isnull=False), name="half")
    guard = CheckConstraint(condition=whole, name="whole")
    assert loose_pairs([moment, person], [other])
    assert not loose_pairs([moment, person], [guard])
    assert not loose_pairs([moment], [])
