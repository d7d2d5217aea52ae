"""Which criteria a school may be excused from, read from a level's expression."""

from typing import Any


def excusable(expression: Any) -> set[str]:
    """The codes that an expression takes as met where they do not apply (SUF-C-03)."""
    if not expression or isinstance(expression, str):
        return set()
    ((operator, operand),) = expression.items()
    if operator == "not_applicable_ok":
        return {str(operand)}
    if operator in {"all", "any"}:
        return set().union(*(excusable(part) for part in operand))
    return set()
