"""Which rows of a kind a reader may see: always by a queryset's own visible_to."""

from typing import Any

from django.db import models

from protection.registry import Kind
from sitrack.core.models import User


def seen_by(reader: User, kind: Kind) -> Any:
    """The rows of a kind that the reader may see; none where nothing knows who may."""
    rows = kind.model._default_manager.all()
    if hasattr(rows, "visible_to"):
        return rows.visible_to(reader)
    whole = whole_of(kind)
    if whole is None:
        return rows.none()
    every: Any = whole._default_manager.all()
    wholes = every.visible_to(reader)
    return rows.filter(**{f"{kind.whole}__in": wholes.order_by().values("pk")})


def whole_of(kind: Kind) -> type[models.Model] | None:
    """The model at the end of a kind's way to who may see it."""
    if not kind.whole:
        return None
    model: Any = kind.model
    for step in kind.whole.split("__"):
        model = model._meta.get_field(step).related_model
    return model  # type: ignore[no-any-return]
