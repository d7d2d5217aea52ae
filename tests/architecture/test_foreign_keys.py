"""Foreign keys point down the ladder, as imports do."""

from collections.abc import Iterable, Iterator

from django.apps import apps

from tests.architecture.sources import LADDER

Edge = tuple[str, str, str]


def foreign_keys() -> Iterator[Edge]:
    """Yield (app, field, app pointed at) for every relation of our models."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields():
            if field.is_relation and not field.auto_created and field.related_model:
                target = field.related_model
                if not isinstance(target, str):
                    name = f"{model._meta.label}.{field.name}"
                    yield model._meta.app_label, name, target._meta.app_label


def climbing(edges: Iterable[Edge]) -> list[str]:
    """Return the relations that point up the ladder."""
    return [
        f"{name} points at {target}"
        for app, name, target in edges
        if app in LADDER and target in LADDER[: LADDER.index(app)]
    ]


def test_foreign_keys_point_down_the_ladder() -> None:
    assert climbing(foreign_keys()) == []


def test_there_are_foreign_keys_to_judge() -> None:
    assert any(app in LADDER for app, _, _ in foreign_keys())


def test_a_foreign_key_that_climbs_is_found() -> None:
    assert climbing([("schools", "schools.School.visit", "visits")])
    assert climbing([("core", "core.User.school", "schools")])
    assert not climbing([("visits", "visits.Visit.school", "schools")])
    assert not climbing([("core", "core.User.groups", "auth")])
