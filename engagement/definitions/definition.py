"""A whole framework definition, as one value."""

from dataclasses import dataclass

from engagement.definitions.choices import Organisation, Role, Selection
from engagement.definitions.forms import (
    Cycle,
    Measure,
    MenuItem,
    OptionList,
    PlanTemplate,
    RecordLabel,
    Team,
    TradedNote,
    VisitTemplate,
)
from engagement.definitions.letters import Letter
from engagement.definitions.levels import (
    Cadence,
    Criterion,
    EntitlementLine,
    Level,
    Offer,
    Theme,
)


@dataclass(frozen=True)
class Framework:
    """Which framework this is; the grade scale names an option list, best first."""

    code: str
    name: str
    version: str
    organisation: Organisation
    selection: Selection
    source: str
    grade_scale: str | None = None


@dataclass(frozen=True)
class RoleLabel:
    label: str
    short: str | None = None


@dataclass(frozen=True)
class Definition:
    """Everything one version of a framework says (domain 2.1)."""

    framework: Framework
    roles: dict[Role, RoleLabel]
    levels: tuple[Level, ...]
    themes: tuple[Theme, ...] = ()
    offers: tuple[Offer, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    entitlements: tuple[EntitlementLine, ...] = ()
    cadences: tuple[Cadence, ...] = ()
    option_lists: tuple[OptionList, ...] = ()
    visit_template: VisitTemplate | None = None
    plan_templates: tuple[PlanTemplate, ...] = ()
    cycle: Cycle | None = None
    record_labels: tuple[RecordLabel, ...] = ()
    measures: tuple[Measure, ...] = ()
    teams: tuple[Team, ...] = ()
    menu: tuple[MenuItem, ...] = ()
    traded: tuple[TradedNote, ...] = ()
    letters: tuple[Letter, ...] = ()

    def level(self, code: str) -> Level:
        """The level with this code."""
        return next(level for level in self.levels if level.code == code)

    def option_list(self, code: str) -> OptionList:
        """The option list with this code."""
        return next(chosen for chosen in self.option_lists if chosen.code == code)

    def entitlements_of(self, code: str) -> tuple[EntitlementLine, ...]:
        """What a level brings: what it inherits, its own lines, what all share."""
        shared = tuple(
            line for line in self.entitlements if not line.levels or code in line.levels
        )
        return self._own_entitlements(code) + shared

    def _own_entitlements(self, code: str) -> tuple[EntitlementLine, ...]:
        level = self.level(code)
        inherited = self._own_entitlements(level.inherits) if level.inherits else ()
        return inherited + level.entitlements

    def grades(self) -> tuple[str, ...]:
        """The codes of the grade scale, best first; none where there is no scale."""
        if self.framework.grade_scale is None:
            return ()
        scale = self.option_list(self.framework.grade_scale)
        return tuple(option.code for option in scale.options)
