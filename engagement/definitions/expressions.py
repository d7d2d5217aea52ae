"""Checks the expressions of `suggest_when` before anything relies on them."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from engagement.rules.suggestion import GRADE, OPERATORS
from sitrack.core.typed_yaml import Document


@dataclass(frozen=True)
class ExpressionCheck:
    """Knows the codes an expression may name, and where to report a mistake."""

    document: Document
    criteria: Collection[str]
    grades: Collection[str]
    sources: Collection[str] = ()

    def check(self, expression: Any, holder: object, part: Any) -> None:
        """Report what is wrong with the expression that stands at this place."""
        if isinstance(expression, str):
            self._check_code(expression, holder, part)
        elif not isinstance(expression, dict) or len(expression) != 1:
            message = "must be a criterion's code or one operator"
            self.document.add(holder, part, message)
        else:
            self._check_operator(expression)

    def _check_operator(self, expression: dict[str, Any]) -> None:
        ((operator, operand),) = expression.items()
        if operator in ("all", "any"):
            self._check_parts(expression, operator, operand)
        elif operator in ("or_absent", "not_applicable_ok"):
            self._check_code(operand, expression, operator)
        elif operator == "flag":
            if not isinstance(operand, str) or not operand:
                self.document.add(expression, operator, "must name a flag")
        elif operator == "count":
            self._check_count(expression, operand)
        else:
            message = f"there is no such operator; known are {', '.join(OPERATORS)}"
            self.document.add(expression, operator, message)

    def _check_parts(
        self, expression: dict[str, Any], operator: str, operand: Any
    ) -> None:
        if not isinstance(operand, list) or not operand:
            self.document.add(expression, operator, "must be a list, not empty")
            return
        for at, part in enumerate(operand):
            self.check(part, operand, at)

    def _check_code(self, code: Any, holder: object, part: Any) -> None:
        if not isinstance(code, str) or code not in self.criteria:
            self.document.add(holder, part, f"there is no criterion {code}")

    def _check_count(self, expression: dict[str, Any], count: Any) -> None:
        if not isinstance(count, dict):
            self.document.add(expression, "count", "must be a set of keys and values")
            return
        for key in count.keys() - {"grade", "source", "of", "min", "max"}:
            self.document.add(count, key, "there is no such key here")
        if ("grade" in count) == ("of" in count):
            self.document.add(expression, "count", "must have either grade or of")
        if "grade" in count:
            self._check_grade(count)
        if "of" in count:
            self._check_parts_are_codes(count)
        if "source" in count and count["source"] not in self.sources:
            message = f"there is no source of gradings {count['source']}"
            self.document.add(count, "source", message)
        self._check_bounds(expression, count)

    def _check_parts_are_codes(self, count: dict[str, Any]) -> None:
        codes = count["of"]
        if not isinstance(codes, list) or not codes:
            self.document.add(count, "of", "must be a list, not empty")
            return
        for at, code in enumerate(codes):
            self._check_code(code, codes, at)

    def _check_grade(self, count: dict[str, Any]) -> None:
        found = GRADE.fullmatch(str(count["grade"]))
        if found is None or found["grade"] not in self.grades:
            message = f"there is no grade {count['grade']} in the grade scale"
            self.document.add(count, "grade", message)

    def _check_bounds(self, expression: dict[str, Any], count: dict[str, Any]) -> None:
        bounds = [count[key] for key in ("min", "max") if key in count]
        if not bounds:
            self.document.add(expression, "count", "must have min or max")
        for key in ("min", "max"):
            if key in count and not _is_number(count[key]):
                self.document.add(count, key, "must be a whole number, 0 or more")
        if len(bounds) == 2 and all(map(_is_number, bounds)) and bounds[0] > bounds[1]:
            self.document.add(count, "min", "is more than max")


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
