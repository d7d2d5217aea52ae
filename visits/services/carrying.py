"""Open next steps go on in another record: next year's, or that of the school that
follows (ACC-003, ACC-102)."""

from collections.abc import Iterable

from django.db import transaction
from simple_history.utils import bulk_update_with_history

from engagement.models import SchoolYearRecord
from engagement.services.holding import hold_open
from schools.models import School, SchoolLink
from sitrack.core import events
from sitrack.core.models import Audience, User
from sitrack.core.rules import RuleBroken
from visits.models import NextStep
from visits.models.steps import NextStepQuerySet


@transaction.atomic
def carry_steps(*, into: SchoolYearRecord) -> int:
    """Have the school's open steps go on in its record of a later year; how many.

    A step stays the one that was agreed: its day, its person and what was said of it
    go along, and one that is late stays late. Called with the older record held.
    """
    earlier = NextStep.objects.agreed().open().of_school(into.school_id)
    rows = earlier.filter(record__year__start__lt=into.year.start)
    return _move(list(rows.select_for_update(of=("self",))), into)


@transaction.atomic
def take_over_steps(*, into: SchoolYearRecord, keys: Iterable[int], by: User) -> int:
    """Have chosen open steps of the schools before go on in a school's record; how many.

    The notes in which they were agreed stay with those schools (INV-23). Raises
    RuleBroken for a locked record, for none, and where one is closed by now or was
    taken over by somebody else.
    """
    wanted = set(keys)
    if not wanted:
        raise RuleBroken("Choose at least one step.", "steps")
    hold_open(into)
    rows = steps_before(into.school).select_for_update(of=("self",))
    steps = list(rows.filter(pk__in=wanted))
    if len(steps) != len(wanted):
        raise RuleBroken("Somebody has changed these steps. Look at them again.")
    names = sorted({step.record.school.name for step in steps})
    count = _move(steps, into)
    events.record(
        "step.taken_over",
        into,
        by=by,
        scope=into.school.scope,
        audience=Audience.LEADERS,
        steps="1 next step" if count == 1 else f"{count} next steps",
        schools=" and ".join(names),
    )
    return count


def steps_before(school: School) -> NextStepQuerySet:
    """Open agreed steps of the schools that a school follows, those due first on top."""
    before = SchoolLink.objects.filter(successor=school).values("predecessor")
    found = NextStep.objects.agreed().open().filter(record__school__in=before)
    ordered: NextStepQuerySet = found.select_related("record__school", "visit")
    return ordered.order_by("record__school__name", "due_on", "pk")


def _move(steps: list[NextStep], into: SchoolYearRecord) -> int:
    for step in steps:
        step.record = into
        step.version += 1
    if steps:
        bulk_update_with_history(steps, NextStep, ["record", "version"])
    return len(steps)
