"""Which level the evidence suggests. People decide; this never blocks (DP-02).

An expression is a criterion's code (true when picked) or one operator:

    {all: [..]}  {any: [..]}       over codes and further expressions
    {or_absent: CODE}              picked, or the school has no plan to judge it by
    {not_applicable_ok: CODE}      picked, or marked as not applicable to the school
    {flag: NAME}                   a fact that is true of the school
    {count: {of: [..], min, max}}            how many of these codes are picked
    {count: {grade: ">=good", min, max}}     how many grades are at, above or below
    {count: {grade: …, source: NAME, …}}     of those that come from this source
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any, Protocol

OPERATORS = ("all", "any", "or_absent", "not_applicable_ok", "flag", "count")
GRADE = re.compile(r"(?P<sign>>=|<=|>|<|)\s*(?P<grade>\S.*)")


class SuggestedLevel(Protocol):
    """What this module needs to know of a level."""

    @property
    def code(self) -> str: ...
    @property
    def order(self) -> int: ...
    @property
    def suggest_when(self) -> Any: ...


@dataclass(frozen=True)
class Evidence:
    """The facts an expression is tried against; the scale runs from the best grade."""

    picks: AbstractSet[str]
    not_applicable: AbstractSet[str] = frozenset()
    plan_active: bool = False
    grades: Sequence[str] = ()
    scale: Sequence[str] = ()
    flags: AbstractSet[str] = frozenset()
    # Where each of the grades comes from, in their order.
    sources: Sequence[str] = ()


def suggest(
    levels: Iterable[SuggestedLevel],
    *,
    picks: AbstractSet[str],
    not_applicable: AbstractSet[str] = frozenset(),
    plan_active: bool = False,
    grades: Sequence[str] = (),
    scale: Sequence[str] = (),
    flags: AbstractSet[str] = frozenset(),
) -> str | None:
    """The code of the highest level whose expression is true; None where none is."""
    evidence = Evidence(picks, not_applicable, plan_active, grades, scale, flags)
    codes = met(levels, evidence)
    return codes[-1] if codes else None


def met(levels: Iterable[SuggestedLevel], evidence: Evidence) -> list[str]:
    """The codes of every level whose expression is true, the lowest first."""
    return [
        level.code
        for level in sorted(levels, key=lambda level: level.order)
        if level.suggest_when and is_true(level.suggest_when, evidence)
    ]


def is_true(expression: Any, evidence: Evidence) -> bool:
    """Whether one expression holds on this evidence."""
    if isinstance(expression, str):
        return expression in evidence.picks
    ((operator, operand),) = expression.items()
    match operator:
        case "all":
            return all(is_true(part, evidence) for part in operand)
        case "any":
            return any(is_true(part, evidence) for part in operand)
        case "or_absent":
            return operand in evidence.picks or not evidence.plan_active
        case "not_applicable_ok":
            return operand in evidence.picks | evidence.not_applicable
        case "flag":
            return operand in evidence.flags
        case _:
            return _is_counted(operand, evidence)


def _is_counted(count: Mapping[str, Any], evidence: Evidence) -> bool:
    """A count over grades is never true of a school whose grades are not known."""
    if "grade" not in count:
        number = len(evidence.picks & set(count["of"]))
    elif evidence.grades:
        number = _count_grades(count["grade"], evidence, count.get("source"))
    else:
        return False
    return bool(count.get("min", 0) <= number <= count.get("max", number))


def _count_grades(wanted: str, evidence: Evidence, source: str | None) -> int:
    found = GRADE.fullmatch(wanted)
    if found is None:
        return 0
    places = {grade: -place for place, grade in enumerate(evidence.scale)}
    bar = places[found["grade"]]
    counted = evidence.grades
    if source:
        pairs = zip(evidence.grades, evidence.sources, strict=True)
        counted = [grade for grade, own in pairs if own == source]
    heights = [places[grade] for grade in counted]
    match found["sign"]:
        case ">=":
            return sum(height >= bar for height in heights)
        case "<=":
            return sum(height <= bar for height in heights)
        case ">":
            return sum(height > bar for height in heights)
        case "<":
            return sum(height < bar for height in heights)
        case _:
            return heights.count(bar)
