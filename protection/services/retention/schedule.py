"""How long a kind is kept here."""

from typing import Any

from django.db import IntegrityError, transaction

from protection.models import RetentionYears
from protection.queries.retention.kinds import years_of
from protection.retention import Kind
from protection.rules import LEAST_YEARS, MOST_YEARS
from protection.services.retention.desk import take_desk
from schools.access import require
from sitrack.core import clock, events
from sitrack.core.models import Audience, User
from sitrack.core.roles import Capability
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import Stale, take_next_version


@transaction.atomic
def set_years(
    *, kind: Kind, years: int, reason: str, expected_version: int, by: User
) -> RetentionYears:
    """Keep a kind for the authority's own number of years, from now on.

    ``expected_version`` is 0 where the default held. Raises Stale when somebody else
    changed it first, RuleBroken for fewer years than 1 or more than 75.
    """
    require(by, Capability.PROTECT_DATA)
    if not LEAST_YEARS <= years <= MOST_YEARS:
        raise RuleBroken(f"Give between {LEAST_YEARS} and {MOST_YEARS} years", "years")
    # What is being destroyed by the years before is done first.
    take_desk()
    before = years_of(kind)
    said: dict[str, Any] = {"years": years, "reason": reason.strip()}
    noted = {**said, "set_by": by, "set_at": clock.now()}
    row = RetentionYears.objects.filter(kind=kind.code).first()
    if row is None:
        row = _first(kind, noted, expected_version)
    else:
        take_next_version(row, expected=expected_version)
        RetentionYears.objects.filter(pk=row.pk).update(**noted)
        row.refresh_from_db()
    told = {**said, "before": before}
    events.record("retention.set", row, by=by, audience=Audience.SYSTEM, **told)
    return row


def _first(kind: Kind, noted: dict[str, Any], expected: int) -> RetentionYears:
    if expected:
        raise Stale(RetentionYears(kind=kind.code, years=kind.years, version=0))
    try:
        with transaction.atomic():
            return RetentionYears.objects.create(kind=kind.code, **noted)
    except IntegrityError:
        raise Stale(RetentionYears.objects.get(kind=kind.code)) from None
