"""What a school's phase brings of the trust's people, and who is deployed."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from engagement.models import Deployment, SchoolYearRecord
from engagement.queries.meters import Told
from sitrack.core.prepared import prepared
from visits.meters import meters_at


@dataclass(frozen=True)
class Deployed:
    """What the phase brings against what was given, and who comes now and later."""

    lines: tuple[Told, ...]
    people: tuple[Deployment, ...]


def deployed_at(record: SchoolYearRecord, day: date) -> Deployed:
    """Shares of a week on a day, and visits in the half-term that holds it."""
    people = _people(record.school_id, day)
    return Deployed(lines=tuple(meters_at(record, day)), people=tuple(people))


@prepared
def _people(school: int, day: date) -> Any:
    rows = Deployment.objects.filter(school=school).select_related("person")
    return rows.filter(Q(ends_on=None) | Q(ends_on__gte=day))
