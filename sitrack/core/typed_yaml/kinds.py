"""What the annotation of a field asks of a value, and what stands in for none."""

import dataclasses
import types
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, Union, get_args, get_origin
from typing import get_type_hints as hints_of


@dataclass(frozen=True)
class AtLeast:
    """The least number a field may hold; used inside Annotated."""

    least: int


Positive = Annotated[int, AtLeast(1)]
Natural = Annotated[int, AtLeast(0)]
Quantity = Annotated[Decimal, AtLeast(0)]


def blank(hint: Any) -> Any:
    """What stands in for a value that is missing or cannot be read."""
    hint, _ = without_limit(hint)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        hints = hints_of(hint, include_extras=True)
        required = filter(is_required, dataclasses.fields(hint))
        return hint(**{field.name: blank(hints[field.name]) for field in required})
    blanks: dict[Any, Any] = {int: 0, Decimal: Decimal(0), bool: False, tuple: ()}
    return blanks.get(get_origin(hint) or hint, "")


def is_required(field: "dataclasses.Field[Any]") -> bool:
    missing = dataclasses.MISSING
    return field.default is missing and field.default_factory is missing


def without_limit(hint: Any) -> tuple[Any, AtLeast | None]:
    if get_origin(hint) is Annotated:
        inner, limit = get_args(hint)
        return inner, limit
    return hint, None


def inside_optional(hint: Any) -> Any:
    if get_origin(hint) not in (Union, types.UnionType):
        return None
    return next(part for part in get_args(hint) if part is not type(None))
