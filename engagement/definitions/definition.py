"""A whole framework definition, as one value."""

from dataclasses import dataclass

from engagement.definitions.categorising import BestFit, ChangeOfLevel, Statement
from engagement.definitions.choices import Organisation, Role, Selection
from engagement.definitions.contacts import ContactLog
from engagement.definitions.evaluations import EvaluationForm
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
from engagement.definitions.front_sheets import FrontSheet
from engagement.definitions.gradings import Gradings
from engagement.definitions.intensive import ExitStrategy, Intensive, TargetedSupport
from engagement.definitions.letters import Letter
from engagement.definitions.levels import (
    Cadence,
    Criterion,
    EntitlementLine,
    Level,
    Offer,
    Theme,
)
from engagement.definitions.outside import Outside
from engagement.definitions.programme import PhaseProgramme
from engagement.definitions.saying import About
from engagement.definitions.school_documents import SchoolDocuments
from engagement.definitions.self_evaluation import SelfEvaluationForm
from engagement.definitions.service_duties import ServiceDuties
from engagement.definitions.term_report import TermReportForm
from engagement.definitions.words import Words

# Forms to which no row of a table points: a version keeps each of them whole, and
# ``engagement.queries.forms.form_of`` reads them again.
KEPT_WHOLE: tuple[str, ...] = (
    "about",
    "best_fit",
    "change_of_level",
    "contacts",
    "documents",
    "gradings",
    "front_sheet",
    "exit",
    "intensive",
    "outside",
    "phase_programme",
    "evaluation",
    "self_evaluation",
    "term_report",
    "service_due",
    "statement",
    "words",
    "targeted",
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
    words: Words | None = None
    gradings: Gradings | None = None
    contacts: ContactLog | None = None
    term_report: TermReportForm | None = None
    service_due: ServiceDuties | None = None
    documents: SchoolDocuments | None = None
    outside: Outside | None = None
    themes: tuple[Theme, ...] = ()
    offers: tuple[Offer, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    entitlements: tuple[EntitlementLine, ...] = ()
    cadences: tuple[Cadence, ...] = ()
    option_lists: tuple[OptionList, ...] = ()
    visit_templates: tuple[VisitTemplate, ...] = ()
    front_sheet: FrontSheet | None = None
    plan_templates: tuple[PlanTemplate, ...] = ()
    cycle: Cycle | None = None
    record_labels: tuple[RecordLabel, ...] = ()
    measures: tuple[Measure, ...] = ()
    teams: tuple[Team, ...] = ()
    menu: tuple[MenuItem, ...] = ()
    traded: tuple[TradedNote, ...] = ()
    letters: tuple[Letter, ...] = ()
    intensive: Intensive | None = None
    exit: ExitStrategy | None = None
    targeted: TargetedSupport | None = None
    self_evaluation: SelfEvaluationForm | None = None
    best_fit: BestFit | None = None
    about: About | None = None
    phase_programme: PhaseProgramme | None = None
    evaluation: EvaluationForm | None = None
    change_of_level: ChangeOfLevel | None = None
    statement: Statement | None = None

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

    def plan_templates_at(self, code: str) -> list[str]:
        """The plans that can be begun at a level: its own, and those that name it."""
        own = self.level(code).plan_template
        named = [
            template.code
            for template in self.plan_templates
            if template.form and code in template.form.levels
        ]
        first = [own] if own else []
        return first + [one for one in named if one != own]

    def grades(self) -> tuple[str, ...]:
        """The codes of the grade scale, best first; none where there is no scale."""
        if self.framework.grade_scale is None:
            return ()
        scale = self.option_list(self.framework.grade_scale)
        return tuple(option.code for option in scale.options)
