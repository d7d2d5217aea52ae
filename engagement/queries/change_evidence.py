"""Whether a change of level cites what it is recorded through, and what."""

from typing import Any

from engagement.models import (
    ChangeEvidence,
    FrameworkVersion,
    LevelAssignment,
    SchoolYearRecord,
)
from engagement.models.levels import IN_FORCE_STATES
from engagement.queries.forms import form_of
from sitrack.core.prepared import prepared


def asked_for(framework: FrameworkVersion) -> Any:
    """What the framework says of a change of level; None where it says nothing."""
    return form_of(framework, "change_of_level")


def is_change(record: SchoolYearRecord, *, but: int | None = None) -> bool:
    """Whether the record of the year has a level already, so that another changes it:
    the first of a year is agreed with its statement. ``but`` is left out."""
    return any(key != but for key in _in_force(record.pk))


@prepared
def _in_force(record: int) -> Any:
    held = LevelAssignment.objects.filter(record=record, state__in=IN_FORCE_STATES)
    return held.order_by().values_list("pk", flat=True)


def cited_by(assignment: LevelAssignment) -> ChangeEvidence | None:
    """What a proposal cites: one query, and none where its framework asks for none."""
    if asked_for(assignment.record.framework) is None:
        return None
    return next(iter(_cited(assignment.pk)), None)


@prepared
def _cited(assignment: int) -> Any:
    return ChangeEvidence.objects.filter(assignment=assignment)[:1]
