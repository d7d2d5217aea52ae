"""What a framework that counts grades says of them.

Kept whole by a version (``form_of(framework, "gradings")``). Gradings and planned
visits of validation name its parts by code; the scale is the framework's grade scale.
"""

from dataclasses import dataclass

from engagement.definitions.choices import Expression
from sitrack.core.typed_yaml import Positive


@dataclass(frozen=True)
class Indicator:
    """Something that is graded, such as a core quality indicator."""

    code: str
    number: str
    label: str

    @property
    def named(self) -> str:
        """ "1.3 Leadership of change"."""
        return f"{self.number} {self.label}"


@dataclass(frozen=True)
class Source:
    """Where a grading comes from; ``validation`` names the kind of visit it is of."""

    code: str
    label: str
    validation: str | None = None


@dataclass(frozen=True)
class Validation:
    """A kind of visit that validates gradings, of so many indicators."""

    code: str
    short: str
    label: str
    indicators: Positive


@dataclass(frozen=True)
class GradingRule:
    """A rule in the source's words, as pages print it."""

    code: str
    text: str


@dataclass(frozen=True)
class FoundCriterion:
    """A criterion that follows from gradings and posts, where the expression holds."""

    code: str
    when: Expression


@dataclass(frozen=True)
class Gradings:
    """``years`` is the cycle within which each school has a visit of validation;
    ``new_head_months`` how long a headteacher counts as new."""

    indicators: tuple[Indicator, ...]
    sources: tuple[Source, ...]
    validations: tuple[Validation, ...]
    rules: tuple[GradingRule, ...]
    years: Positive
    new_head_months: Positive
    found: tuple[FoundCriterion, ...] = ()

    def indicator(self, code: str) -> Indicator | None:
        """The indicator with this code; None where there is none."""
        return next((one for one in self.indicators if one.code == code), None)

    def source(self, code: str) -> Source | None:
        return next((one for one in self.sources if one.code == code), None)

    def validation(self, code: str) -> Validation | None:
        return next((one for one in self.validations if one.code == code), None)

    def rule(self, code: str) -> str:
        """A rule's text."""
        return next(rule.text for rule in self.rules if rule.code == code)
