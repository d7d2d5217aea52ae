"""Schools outside the register file, and agreements."""

from datetime import date
from typing import Any

from django.db import transaction

from schools.choices import MAINTAINED_TYPES
from schools.models import (
    Federation,
    FederationMembership,
    School,
    TradedAgreement,
)
from sitrack.core import events
from sitrack.core.models import Audience, User


@transaction.atomic
def add_school(*, by: User | None, **facts: Any) -> School:
    """Add a school by hand; ``maintained`` follows from its type."""
    facts["maintained"] = facts["establishment_type"] in MAINTAINED_TYPES
    school = School.objects.create(**facts)
    events.record(
        "school.added", school, by=by, scope=school.scope, audience=Audience.AUTHORITY
    )
    return school


@transaction.atomic
def add_federation(*, name: str, by: User | None, code: str = "") -> Federation:
    """Add a federation that the register does not know."""
    federation = Federation.objects.create(name=name, code=code)
    events.record("federation.added", federation, by=by, audience=Audience.SYSTEM)
    return federation


@transaction.atomic
def federate(*, school: School, federation: Federation, start: date) -> None:
    """Place a school in a federation from a day on, ending the one before."""
    present = FederationMembership.objects.filter(school=school, end=None)
    if present.filter(federation=federation).exists():
        return
    present.update(end=start)
    FederationMembership.objects.create(
        school=school, federation=federation, start=start
    )


@transaction.atomic
def agree_trade(
    *, school: School, start: date, by: User | None, end: date | None = None
) -> TradedAgreement:
    """Enter that an academy buys the model (SUF-W-19)."""
    agreement = TradedAgreement.objects.create(school=school, start=start, end=end)
    events.record(
        "agreement.added",
        agreement,
        by=by,
        scope=school.scope,
        audience=Audience.EVERYONE,
    )
    return agreement
