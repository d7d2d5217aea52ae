"""Schools join a federation and leave it; academies buy the model for a time (SUF-W-19)."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q

from schools.choices import Status
from schools.models import (
    Federation,
    FederationMembership,
    School,
    TradedAgreement,
)
from sitrack.core import events
from sitrack.core.models import Audience, User
from sitrack.core.rules import RuleBroken

ONE_DAY = timedelta(days=1)


@transaction.atomic
def add_federation(*, name: str, by: User | None, code: str = "") -> Federation:
    """Add a federation that the register does not know. Raises RuleBroken for a name
    that another has."""
    try:
        with transaction.atomic():
            federation = Federation.objects.create(name=name, code=code)
    except IntegrityError:
        told = "There is a federation of this name already."
        raise RuleBroken(told, "name") from None
    events.record("federation.added", federation, by=by, audience=Audience.SYSTEM)
    return federation


@transaction.atomic
def federate(
    *, school: School, federation: Federation, start: date, by: User | None
) -> FederationMembership:
    """Place a school in a federation from a day on; it leaves the one before the day
    before. Raises RuleBroken for the same federation, for a day before it came to the
    present one, and for a school that has closed by then."""
    if school.status == Status.CLOSED or (
        school.closed_on and school.closed_on < start
    ):
        raise RuleBroken(f"{school} is closed on that day.", "school")
    held = FederationMembership.objects.select_for_update(of=("self",))
    present = held.filter(school=school, end=None).select_related("federation").first()
    if present and present.federation == federation:
        raise RuleBroken(f"{school} is in this federation already.", "school")
    if present and present.start >= start:
        told = f"{school} came to {present.federation} on {present.start:%-d %B %Y}."
        raise RuleBroken(told, "start")
    if present:
        _leave(present, start - ONE_DAY, by=by)
    try:
        with transaction.atomic():
            membership = FederationMembership.objects.create(
                school=school, federation=federation, start=start
            )
    except IntegrityError:
        raise RuleBroken(f"Somebody has just placed {school}.", "school") from None
    _tell("federation.joined", membership, by=by, day=f"{start:%-d %B %Y}")
    return membership


@transaction.atomic
def leave_federation(
    *, membership: FederationMembership, last_day: date, by: User
) -> None:
    """A school leaves its federation after a last day. Raises RuleBroken for a day
    before it joined, and for the second of two people."""
    held = FederationMembership.objects.select_for_update(of=("self",))
    present = held.filter(pk=membership.pk, end=None).first()
    if present is None:
        raise RuleBroken("This school has left the federation already.")
    if last_day < present.start:
        told = f"It joined on {present.start:%-d %B %Y}, and cannot leave before."
        raise RuleBroken(told, "last_day")
    _leave(present, last_day, by=by)


@transaction.atomic
def agree_trade(
    *, school: School, start: date, by: User | None, end: date | None = None
) -> TradedAgreement:
    """Enter that an academy buys the model (SUF-W-19). Raises RuleBroken for an end
    before the start, and for days that another agreement covers."""
    if end and end < start:
        raise RuleBroken("The agreement cannot end before it starts.", "end")
    School.objects.select_for_update(no_key=True, of=("self",)).get(pk=school.pk)
    others = TradedAgreement.objects.filter(school=school)
    others = others.filter(Q(end=None) | Q(end__gte=start))
    if end:
        others = others.filter(start__lte=end)
    if others.exists():
        told = f"{school} has an agreement for some of these days already."
        raise RuleBroken(told, "start")
    agreement = TradedAgreement.objects.create(school=school, start=start, end=end)
    _tell_agreement("agreement.added", agreement, by=by)
    return agreement


@transaction.atomic
def end_trade(*, agreement: TradedAgreement, end: date, by: User) -> None:
    """Enter the last day of an agreement; what was recorded stays (SUF-W-19). Raises
    RuleBroken for a day before it began, and for the second of two people."""
    held = TradedAgreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    if held.end != agreement.end:
        raise RuleBroken("Somebody has just changed this agreement.")
    if end < held.start:
        raise RuleBroken("The agreement cannot end before it starts.", "end")
    held.end = end
    held.save(update_fields=["end"])
    _tell_agreement("agreement.ended", held, by=by, day=f"{end:%-d %B %Y}")


def _leave(present: FederationMembership, last_day: date, *, by: User | None) -> None:
    present.end = last_day
    present.save(update_fields=["end"])
    _tell("federation.left", present, by=by, day=f"{last_day:%-d %B %Y}")


def _tell(
    verb: str, membership: FederationMembership, *, by: User | None, day: str
) -> None:
    events.record(
        verb,
        membership.federation,
        by=by,
        scope=membership.school.scope,
        audience=Audience.EVERYONE,
        school=str(membership.school),
        day=day,
    )


def _tell_agreement(
    verb: str, agreement: TradedAgreement, *, by: User | None, **facts: str
) -> None:
    events.record(
        verb,
        agreement,
        by=by,
        scope=agreement.school.scope,
        audience=Audience.EVERYONE,
        **facts,
    )
