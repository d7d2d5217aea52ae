"""Every model that leads to a school has a queryset with `visible_to(user)`."""

from collections.abc import Callable, Iterable

from django.apps import apps
from django.db import models

from tests.architecture.sources import LADDER

Model = type[models.Model]

# Rows that lead to a school and yet have no scope of their own, each with the reason.
WITHOUT_SCOPE: dict[str, str] = {}


def our_models() -> list[Model]:
    """Return the models that our apps declare; the history tables come from elsewhere."""
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label in LADDER and not hasattr(model, "history_object")
    ]


def targets(model: Model) -> set[Model]:
    """Return the models that a model's own foreign keys point at."""
    return {
        field.related_model
        for field in model._meta.concrete_fields
        if field.is_relation and isinstance(field.related_model, type)
    }


def leads_to(
    goal: Model, model: Model, points_at: Callable[[Model], set[Model]] = targets
) -> bool:
    """Say whether foreign keys, followed forwards, reach the goal from the model."""
    seen: set[Model] = set()
    ahead = [model]
    while ahead:
        here = ahead.pop()
        if here is goal:
            return True
        if here not in seen:
            seen.add(here)
            ahead.extend(points_at(here))
    return False


def unscoped(found: Iterable[Model], goal: Model) -> list[str]:
    """Return the models that lead to the goal but whose queryset has no visible_to."""
    return sorted(
        model._meta.label
        for model in found
        if leads_to(goal, model)
        and not hasattr(model._default_manager.all(), "visible_to")
    )


def test_what_belongs_to_a_school_knows_who_may_see_it() -> None:
    found = unscoped(our_models(), apps.get_model("schools", "School"))
    assert [label for label in found if label not in WITHOUT_SCOPE] == []


def test_the_exceptions_are_still_needed() -> None:
    found = unscoped(our_models(), apps.get_model("schools", "School"))
    assert set(WITHOUT_SCOPE) <= set(found)


def test_a_model_without_scope_is_found() -> None:
    permission, content_type = (
        apps.get_model("auth", "Permission"),
        apps.get_model("contenttypes", "ContentType"),
    )
    assert unscoped([permission], content_type) == ["auth.Permission"]
    assert unscoped([content_type], permission) == []
