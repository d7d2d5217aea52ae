"""What a school's phase brings of the trust's people, and who is deployed."""

from dataclasses import dataclass
from datetime import date

from engagement.models import Deployment, SchoolYearRecord
from engagement.queries.meters import Told
from visits.meters import meters_at


@dataclass(frozen=True)
class Deployed:
    """What the phase brings against what was given, and who comes now and later."""

    lines: tuple[Told, ...]
    people: tuple[Deployment, ...]


def deployed_at(record: SchoolYearRecord, day: date) -> Deployed:
    """Shares of a week on a day, and visits in the half-term that holds it."""
    people = Deployment.objects.filter(school=record.school).select_related("person")
    return Deployed(
        lines=tuple(meters_at(record, day)),
        people=tuple(
            one for one in people if one.ends_on is None or one.ends_on >= day
        ),
    )
