"""Joint evidence meetings, as pages of proposals tell of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from engagement.models import CriterionPick, LevelAssignment
from sitrack.core.models import User
from sitrack.core.prepared import prepared
from visits.models import Visit, VisitState

MEETING = "evidence_meeting"
MOST_LINES = 8


@dataclass(frozen=True)
class Meeting:
    """A joint evidence meeting that is in the diary or was held."""

    pk: int
    at: datetime
    state: str

    @property
    def parks(self) -> bool:
        """Whether the proposal waits for it: until it is held."""
        return self.state == VisitState.PLANNED

    @property
    def href(self) -> str:
        return reverse("visits:visit", args=[self.pk])


def meetings_about(
    assignments: Iterable[LevelAssignment], reader: User
) -> dict[int, Meeting]:
    """The latest meeting about each proposal that the reader may see: one query."""
    rows = _meetings(reader, *(one.pk for one in assignments))
    return {about: Meeting(pk, at, state) for about, pk, at, state in rows if at}


@prepared
def _meetings(reader: User, *assignments: int) -> Any:
    seen = Visit.objects.visible_to(reader).exclude(state=VisitState.CANCELLED)
    found = seen.filter(level_evidence__assignment__id__in=assignments)
    return found.order_by("planned_for").values_list(
        "level_evidence__assignment", "pk", "planned_for", "state"
    )


def agenda_for(assignment: LevelAssignment) -> list[str]:
    """What such a meeting looks at: each criterion that a side picked."""
    picks: list[CriterionPick] = list(assignment.picks.select_related("criterion"))
    texts = dict.fromkeys(
        pick.criterion.text for pick in picks if not pick.not_applicable
    )
    return [f"What shows: {text}" for text in list(texts)[:MOST_LINES]]
