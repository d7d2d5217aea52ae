"""Entering gradings, and taking one back (SCO-37)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from engagement.models import FrameworkVersion, Grading, Validation
from engagement.queries.gradings import gradings_form, scale_of
from engagement.rules.validations import check_grading
from schools.models import School
from sitrack.core import calendar, clock, events
from sitrack.core.models import Audience, User
from sitrack.core.rules import RuleBroken


@dataclass(frozen=True)
class Graded:
    """Grades by indicator, from one source on one day."""

    source: str
    graded_on: date
    grades: Mapping[str, str]


@transaction.atomic
def enter_gradings(
    *,
    school: School,
    framework: FrameworkVersion,
    graded: Graded,
    by: User,
    validation: Validation | None = None,
) -> list[Grading]:
    """Enter what was graded; the latest of each indicator counts.

    Raises RuleBroken for a grade, an indicator or a source that the framework does not
    have, for a day to come, and for what is entered already.
    """
    form, scale = gradings_form(framework), scale_of(framework)
    if form is None or form.source(graded.source) is None:
        raise RuleBroken("Choose where the gradings come from", "source")
    for code, grade in graded.grades.items():
        if form.indicator(code) is None or grade not in scale:
            raise RuleBroken("Choose a grade of the scale for each indicator")
    check_grading(grades=graded.grades, day=graded.graded_on, today=calendar.today())
    rows = [
        Grading(
            school=school,
            indicator=code,
            grade=grade,
            source=graded.source,
            graded_on=graded.graded_on,
            validation=validation,
            entered_by=by,
            entered_at=clock.now(),
        )
        for code, grade in graded.grades.items()
    ]
    try:
        with transaction.atomic():
            for row in rows:
                row.save()
    except IntegrityError:
        raise RuleBroken(
            "Gradings from this source are entered for this day already. Take the wrong"
            " ones back first."
        ) from None
    said = "; ".join(
        f"{form.indicator(code).named}: {scale[grade]}"  # type: ignore[union-attr]
        for code, grade in graded.grades.items()
    )
    _tell("grading.entered", rows[0], by=by, said=said)
    return rows


@transaction.atomic
def take_back(*, grading: Grading, reason: str, by: User) -> None:
    """Take a wrong grading back; it stays in the history with the reason. Raises
    RuleBroken without a reason, and for one that was taken back already."""
    if not reason.strip():
        raise RuleBroken("Say what was wrong with it.", "reason")
    taken = (
        Grading.objects.standing()
        .filter(pk=grading.pk)
        .update(
            taken_back_at=clock.now(),
            taken_back_by=by,
            taken_back_reason=reason.strip(),
        )
    )
    if not taken:
        raise RuleBroken("This grading was taken back already.")
    _tell("grading.taken_back", grading, by=by, reason=reason.strip())


def _tell(verb: str, grading: Grading, *, by: User, **data: str) -> None:
    events.record(
        verb,
        grading,
        by=by,
        scope=grading.school.scope,
        audience=Audience.LEADERS,
        **data,
    )
