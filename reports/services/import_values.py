"""What a person makes of an old record, and what came of it."""

from dataclasses import dataclass, field

from engagement.models import AssessmentMeasure, Option
from reports.services.import_plans import OldPlan
from sitrack.core.models import AcademicYear
from visits.services.bringing_in import PastVisit


@dataclass(frozen=True)
class View:
    """One side's view of a term: "school", "la" or "joint", as the file has it."""

    viewpoint: str
    term: str
    option: Option


@dataclass(frozen=True)
class Corrected:
    """What a person makes of a file. Terms are told by their kinds; ``visits`` are told
    by the number that each has in the file, and ``stays`` names the boxes in which the
    record was seen to say something else."""

    year: AcademicYear
    header: dict[str, str | Option | None] = field(default_factory=dict)
    views: tuple[View, ...] = ()
    assessments: dict[str, dict[AssessmentMeasure, str]] = field(default_factory=dict)
    priorities: tuple[str, ...] = ()
    support: dict[str, dict[str, str]] = field(default_factory=dict)
    visits: tuple[tuple[int, PastVisit], ...] = ()
    plan: OldPlan | None = None
    stays: tuple[str, ...] = ()


@dataclass
class Outcome:
    """The sentences that tell what was brought in, and what was left and why."""

    made: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
