"""All kinds together, and the earlier versions that simple-history keeps of some."""

from collections.abc import Iterator
from functools import cache

from django.apps import apps
from django.db import models

from protection.registry.accounts import ACCOUNTS
from protection.registry.disclosing import DISCLOSING
from protection.registry.engagement import ENGAGEMENT
from protection.registry.kind import Kind, did
from protection.registry.plans import PLANS
from protection.registry.protecting import PROTECTING
from protection.registry.visits import VISITS

KINDS: tuple[Kind, ...] = (
    *(*ACCOUNTS, *VISITS, *PLANS, *ENGAGEMENT),
    *(*PROTECTING, *DISCLOSING),
)


@cache
def kind_of(label: str) -> Kind:
    """The kind of a model's rows; raises KeyError for one that stands in no list."""
    return {kind.label: kind for kind in KINDS}[label]


def is_history(model: type[models.Model]) -> bool:
    """Whether a model keeps the earlier versions of another."""
    return hasattr(model, "history_object")


@cache
def versions() -> tuple[Kind, ...]:
    """A kind for each table of earlier versions: who saved them.

    Their other keys are those of the row itself, and say the same.
    """
    return tuple(_versions())


def _versions() -> Iterator[Kind]:
    for model in apps.get_models():
        if is_history(model):
            kept = model._meta.label.replace("Historical", "")
            known = {kind.label: kind for kind in KINDS}.get(kept)
            called = known.called if known else model.instance_type._meta.verbose_name  # type: ignore[attr-defined]
            yield Kind(
                model._meta.label,
                f"{called}, earlier versions",
                {"history_user": did("saved it")},
                at="history_date",
                restricted=bool(known and known.restricted),
                earlier=True,
            )
