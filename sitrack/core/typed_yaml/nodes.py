"""What one node of a composed YAML file says: its value, its line, its name."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

import yaml

_TAG = "tag:yaml.org,2002:"
SCALARS: dict[Any, tuple[str, set[str]]] = {
    str: ("text, in quotes and not empty", {f"{_TAG}str"}),
    int: ("a whole number", {f"{_TAG}int"}),
    bool: ("true or false", {f"{_TAG}bool"}),
    Decimal: ("a number", {f"{_TAG}int", f"{_TAG}float"}),
}


def construct(node: yaml.Node) -> Any:
    """The plain value of one scalar; nothing for a tag that SafeLoader refuses."""
    if not isinstance(node, yaml.ScalarNode):
        return None
    loader = yaml.SafeLoader("")
    try:
        return loader.construct_object(node)
    except (yaml.YAMLError, ValueError):
        return None


def decimal(node: yaml.ScalarNode) -> Decimal | None:
    try:
        value = Decimal(node.value)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def is_null(node: yaml.Node) -> bool:
    return node.tag == f"{_TAG}null"


def line_of(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def join(key: str, part: object) -> str:
    return f"{key}.{part}" if key else str(part)


def name_of(node: yaml.Node, position: int) -> object:
    """An item of a list is named by its code, else by its place in the list."""
    return next(_codes(node), position)


def _codes(node: yaml.Node) -> Iterator[str]:
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if name.value == "code" and isinstance(value, yaml.ScalarNode):
                yield value.value
