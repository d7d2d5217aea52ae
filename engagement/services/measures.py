"""A school's own word on the rows of the assessment table (SUF-R-18, ACC-007, 009)."""

from django.db import transaction
from django.db.models import Max

from engagement.models import AssessmentMeasure, MeasureOverride, SchoolYearRecord
from engagement.queries.measures import offered_to
from engagement.services.holding import hold_open
from sitrack.core import clock, events
from sitrack.core.models import User
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import Stale, take_next_version, was_made

LAST = 1000  # Rows of its own stand below those of every framework.


@transaction.atomic
def say_of_measure(
    *,
    record: SchoolYearRecord,
    measure: AssessmentMeasure,
    applies: bool | None,
    reason: str,
    expected_version: int,
    by: User,
) -> None:
    """Put a row into a school's table or leave it out, with the reason why.

    ``applies`` is None to let the framework's rule decide again. ``expected_version``
    is 0 where the school had said nothing yet. Raises Stale and RuleBroken.
    """
    hold_open(record)
    if applies is not None and not reason.strip():
        raise RuleBroken("Say why, so that others can read it.", "reason")
    held = MeasureOverride.objects.filter(school=record.school, measure=measure).first()
    if held is None and applies is None:
        return
    if held is None:
        held = MeasureOverride(school=record.school, measure=measure)
    else:
        take_next_version(held, expected=expected_version)
    if applies is None:
        _tell(record, measure, "measure.by_rule", by=by)
        held.delete()
        return
    held.applies, held.reason = applies, reason.strip()
    held.given_by, held.given_at = by, clock.now()
    if held.pk is None and expected_version:
        raise Stale(held)
    made = held.pk is None
    held.save()
    if made:
        was_made(held)
    verb = "measure.used" if applies else "measure.left_out"
    _tell(record, measure, verb, by=by, reason=held.reason)


@transaction.atomic
def add_measure(*, record: SchoolYearRecord, label: str, by: User) -> AssessmentMeasure:
    """Give a special school a row of its own, for what it tells in words (ACC-009).

    Raises RuleBroken at other schools, and for a name that the table has already.
    """
    hold_open(record)
    if not record.school.is_special:
        raise RuleBroken("Only a special school adds rows of its own.")
    rows = offered_to(record)
    if rows.filter(label__iexact=label).exists():
        raise RuleBroken(f"The table already has a row “{label}”.", "label")
    own = rows.filter(school=record.school)
    last = own.aggregate(last=Max("order"))["last"] or LAST
    measure = AssessmentMeasure.objects.create(
        framework=record.framework,
        school=record.school,
        code=f"OWN-{record.school_id}-{last + 1 - LAST}",
        label=label,
        order=last + 1,
        optional=True,
    )
    _tell(record, measure, "measure.added", by=by)
    return measure


def _tell(
    record: SchoolYearRecord,
    measure: AssessmentMeasure,
    verb: str,
    *,
    by: User,
    reason: str = "",
) -> None:
    events.record(
        verb,
        record,
        by=by,
        scope=record.school.scope,
        measure=measure.label,
        reason=reason,
    )
