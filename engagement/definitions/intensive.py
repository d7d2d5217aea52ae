"""Intensive support: its stages, how it ends, and the letters that belong to it."""

from dataclasses import dataclass

from sitrack.core.typed_yaml import Positive


@dataclass(frozen=True)
class CaseStage:
    """One stage of a case by its code (SM-7): what pages call it, and the source's own
    words for it. Who may not read restricted letters is not told of a ``restricted``
    stage."""

    code: str
    label: str
    text: str = ""
    item: str = ""
    restricted: bool = False


@dataclass(frozen=True)
class Basis:
    """What the evaluation of needs can rest on."""

    code: str
    label: str


@dataclass(frozen=True)
class Intensive:
    """The process at schools whose level has this offer (WIL-O-10).

    Months are counted from the evaluation; ``pack`` is what the school sends so many
    working days before the review; ``ends_at`` is the level proposed at the exit.
    """

    title: str
    offer: str
    process: str
    review_months: Positive
    final_months: Positive
    pack: str
    pack_days: Positive
    ends_at: str
    bases: tuple[Basis, ...]
    stages: tuple[CaseStage, ...]

    def stage(self, code: str) -> CaseStage:
        """The stage with this code."""
        return next(stage for stage in self.stages if stage.code == code)


@dataclass(frozen=True)
class ExitPoint:
    """A criterion that must be met, or a kind of evidence of impact."""

    code: str
    text: str


@dataclass(frozen=True)
class Gate:
    """Who was judged so leaves only after what the text says: which outcomes of an
    inspection ask for it, and which of a later one satisfy it."""

    code: str
    text: str
    asked_by: tuple[str, ...]
    met_by: tuple[str, ...]


@dataclass(frozen=True)
class PlainLetter:
    """A letter that is not restricted; its body may name the school as {school}."""

    code: str
    item: str
    name: str
    short: str
    body: str


@dataclass(frozen=True)
class ExitStrategy:
    """How a school leaves intensive support: all criteria, the gate, and evidence of
    impact, of which some or all are shown."""

    title: str
    intro: str
    criteria: tuple[ExitPoint, ...]
    gate: Gate
    impact_intro: str
    impact: tuple[ExitPoint, ...]
    decision: str
    letter: PlainLetter


@dataclass(frozen=True)
class SupportForm:
    """A form that targeted support can take."""

    code: str
    label: str


@dataclass(frozen=True)
class TargetedSupport:
    """Targeted support: how a school hears of it, its forms, and what it costs."""

    title: str
    reasons: tuple[SupportForm, ...]
    forms: tuple[SupportForm, ...]
    rate: str
    letter: PlainLetter
