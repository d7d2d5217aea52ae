"""Entering what an inspectorate found, and putting right what was entered."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import IntegrityError, transaction

from schools.models import InspectionResult, School
from schools.rules import check_inspection
from sitrack.core import calendar, events
from sitrack.core.models import Audience, User
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import take_next_version


@dataclass(frozen=True)
class Inspection:
    """An inspection as it is entered; ``areas`` are pairs of an area and its grade."""

    kind: str
    held_on: date
    headline: str = ""
    areas: tuple[tuple[str, str], ...] = ()
    inspectorate: str = InspectionResult.Inspectorate.OFSTED
    published_on: date | None = None
    risk_of_decline: bool = False
    key_points: str = ""


@transaction.atomic
def enter_inspection(
    *, school: School, inspection: Inspection, by: User | None
) -> InspectionResult:
    """Enter an inspection; the latest by date is the current one (SUF-R-12).

    Nothing else changes by it, the level least of all. Raises RuleBroken for what
    cannot be, and for an inspection that is entered already.
    """
    result = InspectionResult(school=school)
    _write(result, inspection)
    _tell("inspection.added", result, by=by)
    return result


@transaction.atomic
def change_inspection(
    *,
    result: InspectionResult,
    inspection: Inspection,
    expected_version: int,
    by: User,
) -> None:
    """Put right what was entered; it keeps its history. Raises Stale and RuleBroken."""
    take_next_version(result, expected=expected_version)
    _write(result, inspection)
    _tell("inspection.changed", result, by=by)


def _write(result: InspectionResult, inspection: Inspection) -> None:
    areas = [{"area": area, "grade": grade} for area, grade in inspection.areas]
    check_inspection(
        kind=inspection.kind,
        held_on=inspection.held_on,
        published_on=inspection.published_on,
        headline=inspection.headline,
        graded_areas=len(areas),
        risk_of_decline=inspection.risk_of_decline,
        today=calendar.today(),
    )
    for name, value in {**asdict(inspection), "areas": areas}.items():
        setattr(result, name, value)
    try:
        with transaction.atomic():
            result.save()
    except IntegrityError:
        told = "An inspection of this kind is entered for this day already."
        raise RuleBroken(told, "held_on") from None


def _tell(verb: str, result: InspectionResult, *, by: User | None) -> None:
    events.record(
        verb, result, by=by, scope=result.school.scope, audience=Audience.EVERYONE
    )
