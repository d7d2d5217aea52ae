"""The JSON Schema of a definition's file, for the editor in which it is written.

It is drawn from the same dataclasses that read the file, so that the two cannot differ.
It says which keys there are, of which kind, and what they are for; what must hold
between the parts (codes that name each other) only the check command can say.
"""

import dataclasses
import inspect
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Any, Literal, get_args, get_origin
from typing import get_type_hints as hints_of

from engagement.definitions.definition import Definition
from engagement.rules.suggestion import OPERATORS
from sitrack.core.typed_yaml.kinds import inside_optional, is_required, without_limit

DIALECT = "https://json-schema.org/draft/2020-12/schema"
SCALARS: dict[Any, dict[str, Any]] = {
    str: {"type": "string", "minLength": 1},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    Decimal: {"type": "number"},
}
EXPRESSION = {
    "description": "A criterion's code, or one operator over codes and expressions.",
    "anyOf": [
        {"type": "string", "minLength": 1},
        {
            "type": "object",
            "minProperties": 1,
            "maxProperties": 1,
            "propertyNames": {"enum": list(OPERATORS)},
        },
    ],
}


def schema() -> dict[str, Any]:
    """The schema as plain values, ready for JSON."""
    kinds: dict[str, Any] = {"Expression": EXPRESSION}
    root = _of(Definition, kinds)
    return {
        "$schema": DIALECT,
        "title": "A framework of school improvement",
        **root,
        "$defs": dict(sorted(kinds.items())),
    }


def _of(hint: Any, kinds: dict[str, Any]) -> dict[str, Any]:
    hint, limit = without_limit(hint)
    inner = inside_optional(hint)
    if inner is not None:
        return {"anyOf": [_of(inner, kinds), {"type": "null"}]}
    if dataclasses.is_dataclass(hint):
        return _record(hint, kinds)
    found = _plain(hint, kinds)
    return {**found, "minimum": limit.least} if limit else found


def _plain(hint: Any, kinds: dict[str, Any]) -> dict[str, Any]:
    origin, parts = get_origin(hint), get_args(hint)
    if hint is Any:
        return {"$ref": "#/$defs/Expression"}
    if origin is Literal:
        return {"enum": list(parts)}
    if origin is dict:
        names = _of(parts[0], kinds)
        named = {"propertyNames": names} if "enum" in names else {}
        values = _of(parts[1], kinds)
        return {"type": "object", **named, "additionalProperties": values}
    if origin is tuple:
        items = {"type": "array", "items": _of(parts[0], kinds)}
        whole = len(parts) if parts[-1] is not Ellipsis else None
        return {**items, "minItems": whole, "maxItems": whole} if whole else items
    return SCALARS[hint]


def _record(kind: Any, kinds: dict[str, Any]) -> dict[str, Any]:
    """A reference to the kind, which is drawn once."""
    name = _name_of(kind)
    if name not in kinds:
        kinds[name] = {}  # A kind may hold itself.
        hints = hints_of(kind, include_extras=True)
        fields = dataclasses.fields(kind)
        kinds[name] = {
            **_told(kind),
            "type": "object",
            "properties": {one.name: _of(hints[one.name], kinds) for one in fields},
            "required": [one.name for one in fields if is_required(one)],
            "additionalProperties": False,
        }
    return {"$ref": f"#/$defs/{name}"}


def _name_of(kind: Any) -> str:
    """The kind's name, told from another module's kind of the same name."""
    module = kind.__module__.rpartition(".")[2]
    same = [other for other in _kinds_of(Definition) if other.__name__ == kind.__name__]
    return f"{module}.{kind.__name__}" if len(same) > 1 else str(kind.__name__)


@cache
def _kinds_of(kind: Any) -> frozenset[Any]:
    """The kind and every kind that it holds."""
    found, waiting = {kind}, [kind]
    while waiting:
        for hint in hints_of(waiting.pop(), include_extras=True).values():
            for inner in _kinds_in(hint):
                if inner not in found:
                    found.add(inner)
                    waiting.append(inner)
    return frozenset(found)


def _kinds_in(hint: Any) -> Iterator[Any]:
    hint, _ = without_limit(hint)
    if dataclasses.is_dataclass(hint):
        yield hint
    for part in get_args(hint):
        yield from _kinds_in(part)


def _told(kind: Any) -> dict[str, str]:
    """What the kind's docstring says; a dataclass without one is given its signature."""
    words = inspect.getdoc(kind) or ""
    if words.startswith(f"{kind.__name__}("):
        return {}
    return {"description": " ".join(words.replace("`", "").split())}
