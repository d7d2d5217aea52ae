"""What the printed forms hold: options, prompts, labels, measures and the menu."""

from dataclasses import dataclass
from typing import Literal

from engagement.definitions.choices import (
    LabelKind,
    MeasureUnit,
    Moment,
    Prefill,
    PromptType,
    Side,
)
from engagement.definitions.plans import PlanForm
from sitrack.core.typed_yaml import Natural, Positive


@dataclass(frozen=True)
class Option:
    """One option; a type of visit names the category its time falls in by default,
    the cycle whose prompts are shown beside its note, and the template on which the
    note is written: the first one where it names none. A visit of a ``pooled`` type can
    be logged for several schools."""

    code: str
    label: str
    category: str | None = None
    counted: bool | None = None
    guide: str | None = None
    template: str | None = None
    pooled: bool = False


@dataclass(frozen=True)
class OptionList:
    """A list is provisional where the source does not print its options."""

    code: str
    options: tuple[Option, ...]
    provisional: bool = False


@dataclass(frozen=True)
class Column:
    key: str
    label: str
    type: PromptType


@dataclass(frozen=True)
class HelpLine:
    """A line of the help that a form prints in a box."""

    code: str
    text: str


@dataclass(frozen=True)
class Prompt:
    """One prompt of a template with its printed label.

    `required_at` is the moment by which it must be answered; a guide is the cycle
    whose prompts are shown beside it. With ``initials`` people are kept by their
    initials alone. ``from_last`` is the code of the prompt whose answer, in the last
    note that has one, stands in the box beforehand. Which keys have a place of their
    own in every visit is told by ``visit_checks.PLACES``.
    """

    code: str
    key: str
    label: str
    type: PromptType
    filled_by: Side
    required_at: Moment | None = None
    prefill: Prefill | None = None
    option_list: str | None = None
    guide: str | None = None
    from_last: str | None = None
    initials: bool = False
    help: tuple[HelpLine, ...] = ()
    columns: tuple[Column, ...] = ()


@dataclass(frozen=True)
class Section:
    code: str
    heading: str
    prompts: tuple[Prompt, ...]


@dataclass(frozen=True)
class VisitTemplate:
    """The form of one kind of visit's note."""

    code: str
    name: str
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class ReasonBlock:
    """The criteria of one level, from which a plan picks its reasons."""

    code: str
    label: str
    level: str


@dataclass(frozen=True)
class ReviewQuestion:
    """A standing question of every review of a plan."""

    code: str
    key: str
    label: str


@dataclass(frozen=True)
class PlanLabel:
    """Printed words of a plan's form, in its order."""

    code: str
    key: str
    label: str = ""
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlanTemplate:
    """The form of a plan; ``priorities`` is how many blocks it prints, and no limit.
    ``form`` draws it; without one it has pages of its own."""

    code: str
    name: str
    priorities: Positive
    labels: tuple[PlanLabel, ...] = ()
    reasons: tuple[ReasonBlock, ...] = ()
    review: tuple[ReviewQuestion, ...] = ()
    form: PlanForm | None = None


@dataclass(frozen=True)
class CyclePrompt:
    """A question of a stage; a stage that only prints its heading has one with none."""

    code: str
    text: str = ""


@dataclass(frozen=True)
class Stage:
    """A stage of the conversation, as the ring and the list beside it print it."""

    code: str
    heading: str
    prompts: tuple[CyclePrompt, ...]
    subheading: str | None = None
    ring_label: str | None = None


@dataclass(frozen=True)
class Cycle:
    code: str
    name: str
    stages: tuple[Stage, ...]


@dataclass(frozen=True)
class RecordLabel:
    """Printed words of the record form; a table may print none of its own."""

    code: str
    key: str
    kind: LabelKind
    label: str = ""
    column: str | None = None


@dataclass(frozen=True)
class Applies:
    """Which schools see a row of the assessment table (engagement.rules.measures)."""

    ages_include: tuple[Natural, Natural] | None = None
    has_sixth_form: bool | None = None
    phases: tuple[str, ...] = ()
    phases_without: tuple[str, ...] = ()
    special: Literal["optional"] | None = None


@dataclass(frozen=True)
class Measure:
    """A row of the assessment table; an optional one is never asked for. ``unit`` is
    what a number in it counts."""

    code: str
    label: str
    order: Positive
    applies: Applies
    optional: bool = False
    unit: MeasureUnit = "percent"


@dataclass(frozen=True)
class Team:
    """A team that gives support; only a counted team's time uses up hours."""

    code: str
    name: str
    counted: bool = False
    lead_in: str | None = None


@dataclass(frozen=True)
class MenuItem:
    code: str
    team: str
    text: str


@dataclass(frozen=True)
class TradedNote:
    code: str
    text: str
