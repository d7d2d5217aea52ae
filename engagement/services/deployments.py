"""Deploying the trust's people to its schools, and ending that."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from engagement.models import Deployment, SchoolYearRecord
from engagement.queries.deployments import most_at, share_at
from engagement.rules import deployments as rules
from engagement.services.holding import hold_open
from schools.models import Person
from sitrack.core import clock, events
from sitrack.core.models import Audience, User
from sitrack.core.rules import RuleBroken


@dataclass(frozen=True)
class Deployed:
    """Who is deployed, for which share of a week, and when."""

    person: Person
    share: Decimal
    starts_on: date
    ends_on: date | None = None
    over_reason: str = ""


@transaction.atomic
def deploy(*, record: SchoolYearRecord, deployed: Deployed, by: User) -> Deployment:
    """Give a school a share of somebody's week. Raises RuleBroken past what its phase
    allows on the first day without a reason, and for days in the wrong order."""
    hold_open(record)
    rules.check_days(starts_on=deployed.starts_on, ends_on=deployed.ends_on)
    rules.check_share(
        share=deployed.share,
        total=share_at(record.school, deployed.starts_on),
        most=most_at(record.school, deployed.starts_on),
        reason=deployed.over_reason,
    )
    made = Deployment.objects.create(
        school=record.school,
        person=deployed.person,
        share=deployed.share,
        starts_on=deployed.starts_on,
        ends_on=deployed.ends_on,
        over_reason=deployed.over_reason.strip(),
        entered_by=by,
        entered_at=clock.now(),
    )
    _tell("deployment.made", made, by=by, day=f"{made.starts_on:%-d %B %Y}")
    return made


@transaction.atomic
def end_deployment(*, deployment: Deployment, day: date, by: User) -> Deployment:
    """Enter the last day. Raises RuleBroken before the first, or where it has one."""
    rows = Deployment.objects.select_for_update(of=("self",))
    held: Deployment = rows.select_related("school", "person").get(pk=deployment.pk)
    if held.ends_on:
        raise RuleBroken(f"It ends on {held.ends_on:%-d %B %Y} already.")
    rules.check_days(starts_on=held.starts_on, ends_on=day)
    held.ends_on = day
    held.version += 1
    held.save()
    _tell("deployment.ended", held, by=by, day=f"{day:%-d %B %Y}")
    return held


def _tell(verb: str, deployment: Deployment, *, by: User, **facts: object) -> None:
    events.record(
        verb,
        deployment,
        by=by,
        scope=deployment.school.scope,
        audience=Audience.LEADERS,
        who=str(deployment),
        **facts,
    )
