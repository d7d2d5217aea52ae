"""How a school is evaluated: stages, what is judged, the report and its clocks.

A framework can have several kinds of evaluation (a school evaluation; a validation visit
beside a focused one). All run through the same states (SM-5); a kind leaves out the
stages that it has none of.
"""

from dataclasses import dataclass
from typing import Literal

from sitrack.core.typed_yaml import Natural, Positive

StageCode = Literal[
    "preparation", "meeting", "review", "feedback", "report", "governors"
]
LineUse = Literal["say", "check", "never"]


@dataclass(frozen=True)
class EvaluationLine:
    """One line of a stage: something it says, something that is ticked off, or
    something that is shown and never recorded."""

    code: str
    text: str
    use: LineUse = "say"


@dataclass(frozen=True)
class EvaluationStage:
    code: StageCode
    heading: str
    lines: tuple[EvaluationLine, ...] = ()

    @property
    def said(self) -> tuple[EvaluationLine, ...]:
        """What the stage says to whoever works in it."""
        return tuple(line for line in self.lines if line.use == "say")

    @property
    def checked(self) -> tuple[EvaluationLine, ...]:
        """What is ticked off, with what is never recorded in its place."""
        return tuple(line for line in self.lines if line.use != "say")

    @property
    def recorded(self) -> tuple[str, ...]:
        """The codes of what may be recorded."""
        return tuple(line.code for line in self.lines if line.use == "check")


@dataclass(frozen=True)
class EvaluationChoice:
    """A kind of activity, a meeting, a key judgement, an external review or a section
    of the report."""

    code: str
    label: str


@dataclass(frozen=True)
class EvaluationClocks:
    """Working days: from the evaluation to the draft and to the final report, and from
    the draft to the end of the factual check."""

    draft: Positive
    facts: Positive
    final: Positive


@dataclass(frozen=True)
class EvaluationKind:
    """One kind of evaluation.

    ``grades`` names an option list. ``pick`` is how many of the judgements one
    evaluation makes; none means all. ``banner`` stands on every page until the report is
    final, ``confidential`` always, ``grades_note`` beside provisional grades.
    """

    code: str
    name: str
    leader: str
    banner: str
    stages: tuple[EvaluationStage, ...]
    judgements: tuple[EvaluationChoice, ...]
    sections: tuple[EvaluationChoice, ...]
    grades: str
    confidential: str
    grades_note: str
    length: str | None = None
    pick: Natural = 0
    clocks: EvaluationClocks | None = None
    principles: tuple[EvaluationLine, ...] = ()
    activities: tuple[EvaluationChoice, ...] = ()
    meetings: tuple[EvaluationChoice, ...] = ()
    reviews: tuple[EvaluationChoice, ...] = ()

    def stage(self, code: str) -> EvaluationStage | None:
        """The stage with this code; None where the kind leaves it out."""
        return next((stage for stage in self.stages if stage.code == code), None)

    @property
    def stage_codes(self) -> frozenset[str]:
        return frozenset(stage.code for stage in self.stages)

    @property
    def activity_labels(self) -> dict[str, str]:
        """What an activity of the review day can be, by code."""
        return {one.code: one.label for one in (*self.activities, *self.meetings)}


@dataclass(frozen=True)
class EvaluationForm:
    """The kinds of evaluation that a framework has, the usual one first."""

    kinds: tuple[EvaluationKind, ...]

    def kind(self, code: str) -> EvaluationKind | None:
        return next((kind for kind in self.kinds if kind.code == code), None)
