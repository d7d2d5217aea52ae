"""Whoever reads through a prepared statement sees what they see without one."""

from typing import Any

import pytest

from sitrack.core.models import User
from sitrack.core.prepared import Prepared, prepared
from tests.architecture.test_visible_to import our_models
from tests.universe import Council

MODELS = [
    model
    for model in our_models()
    if hasattr(model._default_manager.get_queryset(), "visible_to")
]
PEOPLE = (
    *("sam", "ola", "rita", "rolf", "hana", "dee", "theo", "ada"),
    *("helen", "dev", "cora", "gus", "sena", "eva", "odd"),
)


def seen_of(model: Any) -> Prepared:
    """The keys of a model's rows that a reader may see."""

    @prepared
    def seen(reader: User) -> Any:
        rows = model._default_manager.visible_to(reader).order_by("pk")
        return rows.values_list("pk", flat=True).distinct()

    return seen


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_everybody_sees_the_same_rows(model: Any, council: Council) -> None:
    seen = seen_of(model)
    for name in PEOPLE:
        reader = council.user(name)
        assert seen(reader) == list(seen.build(reader)), name
