"""What a trust does in each of its phases beside the benchmarks of the levels.

Kept whole by a version (``form_of(framework, "phase_programme")``). Marks, actions that
were done and occasions that were held name its parts by code.
"""

from dataclasses import dataclass

from engagement.definitions.choices import Capacity, How


@dataclass(frozen=True)
class Mark:
    """How far a benchmark is met; the first says that it is."""

    code: str
    label: str


@dataclass(frozen=True)
class Strand:
    code: str
    label: str


@dataclass(frozen=True)
class Statement:
    code: str
    text: str


@dataclass(frozen=True)
class InclusionBenchmark:
    """A benchmark of a phase in one strand, in a set beside the phase's criteria."""

    code: str
    strand: str
    text: str


@dataclass(frozen=True)
class Phase:
    """One phase: what it looks like for inclusion, its support and its actions.

    ``capacity`` says whether a school of the phase takes capacity from others or gives
    it, and ``capacity_words`` how the source puts it.
    """

    level: str
    heading: str
    capacity: Capacity
    capacity_words: str
    inclusion: tuple[InclusionBenchmark, ...]
    support: tuple[Statement, ...]
    actions: tuple[Statement, ...]
    journey: str = ""


@dataclass(frozen=True)
class Occasion:
    """Something of a phase's list of reviews that never falls due by itself."""

    code: str
    level: str
    how: How
    label: str


@dataclass(frozen=True)
class PhaseProgramme:
    name: str
    inclusion_heading: str
    support_heading: str
    actions_heading: str
    marks: tuple[Mark, ...]
    strands: tuple[Strand, ...]
    phases: tuple[Phase, ...]
    occasions: tuple[Occasion, ...] = ()

    def phase(self, level: str) -> Phase:
        """What the programme says of a level, by the level's code."""
        return next(phase for phase in self.phases if phase.level == level)

    def occasions_of(self, level: str) -> tuple[Occasion, ...]:
        return tuple(one for one in self.occasions if one.level == level)
