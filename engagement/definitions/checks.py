"""What must hold between the parts of a definition: codes, references, limits.

Every check reports through the document and goes on. Blanks (what stands in for a
value that could not be read) are passed over: their mistake is already reported.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from engagement.definitions.definition import Definition
from engagement.definitions.expressions import ExpressionCheck
from engagement.definitions.levels import (
    Cadence,
    Duration,
    EntitlementLine,
    Level,
    SplitPart,
)
from sitrack.core.typed_yaml import Document


def check(definition: Definition, document: Document) -> None:
    """Report everything that is wrong between the parts."""
    for one in _CHECKS:
        one(definition, document)


def codes_of(parts: Iterable[Any]) -> set[str]:
    """The codes of these parts."""
    return {part.code for part in parts}


def check_unique(parts: Iterable[Any], document: Document, field: str = "code") -> None:
    """Report each part whose code (or other field) an earlier part has already."""
    seen: set[Any] = set()
    for part in parts:
        value = getattr(part, field)
        if value and value in seen:
            document.add(part, field, f"{value} is used twice")
        seen.add(value)


def check_named(
    holder: object, field: str, known: Collection[str], what: str, document: Document
) -> None:
    """Report a field that names something this definition does not have."""
    value = getattr(holder, field)
    if value and value not in known:
        document.add(holder, field, f"there is no {what} {value}")


def all_lines(definition: Definition) -> list[EntitlementLine]:
    """Every entitlement line, of a level or shared."""
    own = [line for level in definition.levels for line in level.entitlements]
    return own + list(definition.entitlements)


def _check_codes(definition: Definition, document: Document) -> None:
    lines = all_lines(definition)
    splits = [part for line in lines for part in line.split]
    groups: Sequence[Iterable[Any]] = (
        definition.levels,
        definition.themes,
        definition.offers,
        definition.criteria,
        definition.cadences,
        definition.teams,
        [*lines, *splits],
    )
    for group in groups:
        check_unique(group, document)
    check_unique(definition.levels, document, "order")


def _check_base(definition: Definition, document: Document) -> None:
    bases = [level for level in definition.levels if level.base]
    for level in bases[1:]:
        document.add(level, "base", f"{bases[0].code} is the base level already")
    if definition.framework.selection == "boolean" and not bases:
        document.add(definition, "levels", "one level must be the base level")


def _check_levels(definition: Definition, document: Document) -> None:
    if not definition.levels:
        document.add(definition, "levels", "there must be at least one level")
    codes = codes_of(definition.levels)
    for level in definition.levels:
        check_named(level, "inherits", codes, "level", document)
        check_named(level, "offer", codes_of(definition.offers), "offer", document)
        check_named(level, "approver", definition.roles, "role", document)
        if level.requires_plan and not level.plan_template:
            message = "is missing; a level that requires a plan must name one"
            document.add(level, "plan_template", message)
        if level.duration:
            _check_duration(level.duration, document)


def _check_inheritance(definition: Definition, document: Document) -> None:
    levels = {level.code: level for level in definition.levels}
    for level in definition.levels:
        if _comes_back(level, levels):
            message = f"{level.code} inherits from itself"
            document.add(level, "inherits", message)


def _comes_back(level: Level, levels: dict[str, Level]) -> bool:
    parent, steps = level.inherits, 0
    while parent in levels and parent != level.code and steps < len(levels):
        parent, steps = levels[parent].inherits, steps + 1
    return parent == level.code


def _check_duration(duration: Duration, document: Document) -> None:
    if duration.min is None and duration.max is None:
        document.add(duration, "max", "is missing; give min or max")
    _check_order_of(duration, "min", "max", document)
    if duration.transition_max and not duration.then:
        document.add(duration, "then", "is missing; name the period that follows")
    extension = duration.extend_if
    if extension and extension.max <= (duration.max or 0):
        document.add(extension, "max", "must be more than the limit it extends")


def _check_order_of(holder: Any, low: str, high: str, document: Document) -> None:
    least, most = getattr(holder, low), getattr(holder, high)
    if least is not None and most is not None and least > most:
        document.add(holder, low, f"is more than {high}")


def _check_criteria(definition: Definition, document: Document) -> None:
    levels, themes = codes_of(definition.levels), codes_of(definition.themes)
    for criterion in definition.criteria:
        check_named(criterion, "level", levels, "level", document)
        check_named(criterion, "theme", themes, "theme", document)
    led_to = {criterion.level for criterion in definition.criteria}
    if led_to <= levels:  # Whoever misspelt a level is told so, and nothing more.
        for level in definition.levels:
            if level.code not in led_to:
                document.add(level, "code", f"no criterion leads to {level.code}")


def _check_suggestions(definition: Definition, document: Document) -> None:
    lists = codes_of(definition.option_lists)
    check_named(definition.framework, "grade_scale", lists, "option list", document)
    scale = definition.framework.grade_scale
    grades = definition.grades() if scale in lists else ()
    checker = ExpressionCheck(document, codes_of(definition.criteria), grades)
    for level in definition.levels:
        if level.suggest_when is not None:
            checker.check(level.suggest_when, level, "suggest_when")


def _check_entitlements(definition: Definition, document: Document) -> None:
    providers = codes_of(definition.teams) | set(definition.roles)
    levels = codes_of(definition.levels)
    for line in all_lines(definition):
        check_named(line, "provider", providers, "team or role", document)
        for code in line.levels:
            if code not in levels:
                document.add(line, "levels", f"there is no level {code}")
        _check_quantity(line, document)
        _check_time(line, definition, document)
    for line in (line for level in definition.levels for line in level.entitlements):
        if line.levels:
            document.add(line, "levels", "belongs to a line outside the levels")


def _check_quantity(line: EntitlementLine, document: Document) -> None:
    has_quantity = line.quantity_min is not None or line.quantity_max is not None
    if line.kind == "item" and (has_quantity or line.unit):
        document.add(line, "kind", "an item has no quantity and no unit")
    if line.kind != "quantity":
        return
    if not has_quantity:
        document.add(line, "quantity_max", "is missing; give a quantity")
    if not line.unit:
        document.add(line, "unit", "is missing")
    elif line.unit != "fte" and not line.per:
        document.add(line, "per", "is missing")
    _check_order_of(line, "quantity_min", "quantity_max", document)
    parts = sum(part.quantity for part in line.split)
    if line.quantity_max is not None and parts > line.quantity_max:
        document.add(line, "split", "the parts are more than the whole")


def _check_time(
    line: EntitlementLine, definition: Definition, document: Document
) -> None:
    """What is counted from the ledger names categories of time that there are."""
    if line.unit == "day" and line.unit_hours is None:
        document.add(line, "unit_hours", "is missing; say how many hours a day has")
    lists = {chosen.code: chosen for chosen in definition.option_lists}
    times = lists.get("time_category")
    known = codes_of(times.options) if times else set()
    holders: list[EntitlementLine | SplitPart] = [line, *line.split]
    for holder in holders:
        for code in holder.categories:
            if code not in known:
                document.add(holder, "categories", f"there is no time_category {code}")
    for part in line.split:
        if line.unit_hours and not part.categories:
            check_named(part, "purpose", known, "time_category", document)


def _check_cadences(definition: Definition, document: Document) -> None:
    for cadence in definition.cadences:
        check_named(cadence, "level", codes_of(definition.levels), "level", document)
        check_named(cadence, "responsible", definition.roles, "role", document)
        _check_recurrence(cadence, document)


def _check_recurrence(cadence: Cadence, document: Document) -> None:
    if cadence.every is not None and not cadence.unit:
        document.add(cadence, "unit", "is missing; every needs a unit")
    if cadence.unit and cadence.every is None:
        document.add(cadence, "every", "is missing; a unit needs every")
    if cadence.by_terms and cadence.anchor != "academic_year":
        document.add(cadence, "by_terms", "belongs to the anchor academic_year")
    if list(cadence.by_terms) != sorted(set(cadence.by_terms)):
        document.add(cadence, "by_terms", "must be in order, each term once")


_CHECKS: tuple[Callable[[Definition, Document], None], ...] = (
    _check_codes,
    _check_base,
    _check_levels,
    _check_inheritance,
    _check_criteria,
    _check_suggestions,
    _check_entitlements,
    _check_cadences,
)
