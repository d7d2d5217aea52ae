"""Which criteria a school may be excused from, and which an inspection offers."""

from typing import Any

# "has received an Ofsted ungraded inspection outcome of risk of decline to less than
# good" (SUF-C-12).
OFFERED_AFTER_DECLINE = frozenset({"SUF-C-12"})


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
