"""What tests of gradings enter at Hawthorn."""

from datetime import date

from engagement.models import Grading, Validation
from engagement.services.gradings import Graded, enter_gradings
from engagement.services.validations import (
    Outcome,
    Planned,
    agree_validation,
    hold_validation,
    propose_validation,
)
from tests.universe import Council

INDICATORS = ("QI-1.3", "QI-2.3", "QI-3.1", "QI-3.2")
GRADES = {
    "E": "excellent",
    "VG": "very_good",
    "G": "good",
    "S": "satisfactory",
    "W": "weak",
}


def grade(
    council: Council,
    grades: str,
    source: str = "inspection",
    on: date = date(2025, 10, 6),
) -> list[Grading]:
    """Sam enters these grades ("VG G G S") of the four indicators."""
    pairs = zip(INDICATORS, grades.split(), strict=True)
    return enter_gradings(
        school=council.hawthorn,
        framework=council.framework,
        graded=Graded(source, on, {code: GRADES[said] for code, said in pairs}),
        by=council.sam,
    )


def plan_visit(
    council: Council, kind: str = "esca", on: date = date(2025, 11, 24)
) -> Validation:
    """Sam proposes a visit of validation."""
    looked_at = INDICATORS if kind == "vse" else INDICATORS[1:2]
    return propose_validation(
        school=council.hawthorn,
        framework=council.framework,
        planned=Planned(kind, looked_at, on),
        by=council.sam,
    )


def hold_visit(
    council: Council,
    kind: str = "esca",
    grades: str = "VG",
    on: date = date(2025, 11, 10),
    *,
    agenda: bool = False,
    report: str = "Learners are at the heart of the plan.",
) -> Validation:
    """A visit that was proposed, agreed by Rita, and held."""
    visit = plan_visit(council, kind, max(on, date(2025, 11, 10)))
    agreed = agree_validation(
        validation=visit, expected_version=visit.version, by=council.rita
    )
    pairs = zip(visit.indicators, grades.split(), strict=True)
    return hold_validation(
        validation=agreed,
        framework=council.framework,
        outcome=Outcome(
            on, {code: GRADES[said] for code, said in pairs}, agenda, report
        ),
        expected_version=agreed.version,
        by=council.sam,
    )
