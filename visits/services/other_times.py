"""The school asks for another time; the visit is moved, or its time is kept (SM-3)."""

import datetime as dt
from collections.abc import Sequence
from typing import cast

from django.db import transaction

from engagement.services.holding import hold_open
from schools.access import users_holding
from sitrack.core import calendar, clock
from sitrack.core.models import Audience, User
from sitrack.core.roles import SCHOOL_LEADERS, Role
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import take_next_version
from visits import rules
from visits.models import TimeRequest, Visit
from visits.services.placing import say, tell
from visits.services.telling import notify_holders, notify_people


@transaction.atomic
def ask_other_time(
    *,
    visit: Visit,
    reason: str,
    suggested: Sequence[str],
    expected_version: int,
    by: User,
) -> TimeRequest:
    """Ask the visit's lead for another time; without a user of theirs, the officers.

    Whoever has the plan open is told that it changed. Raises Stale where the visit
    is not planned any more as the asker saw it, RuleBroken.
    """
    lines = [line.strip() for line in suggested if line.strip()]
    rules.check_other_time(
        state=visit.state, day=visit.date, today=calendar.today(), suggested=len(lines)
    )
    reason = rules.check_reason(reason, what="another time is needed")
    hold_open(visit.record)
    take_next_version(visit, expected=expected_version)
    if visit.time_requests.filter(answered_at=None).exists():
        raise RuleBroken("The school has asked for another time already.")
    asked = TimeRequest.objects.create(
        visit=visit,
        # A constraint holds that a planned visit says for when.
        planned_for=cast(dt.datetime, visit.planned_for),
        reason=reason,
        suggested=lines,
        by=by,
        at=clock.now(),
    )
    day = say(visit.date)
    tell("visit.time_asked", visit, by=by, audience=Audience.LEADERS, day=day)
    title = "A school asks for another time for a visit"
    _tell_lead(visit, title, f"time-asked-{asked.pk}", by=by)
    return asked


@transaction.atomic
def keep_time(*, visit: Visit, answer: str, by: User) -> None:
    """Say that the visit stays when it is, and why; the school's leaders are told.

    Raises RuleBroken where nothing is asked any more.
    """
    rules.check_planned(state=visit.state)
    hold_open(visit.record)
    answer = rules.check_reason(answer, what="the time is kept", field="answer")
    asked = _close(visit, TimeRequest.Outcome.KEPT, answer, by=by)
    if asked is None:
        raise RuleBroken("This request has been answered already.")
    day = say(visit.date)
    tell("visit.time_kept", visit, by=by, audience=Audience.LEADERS, day=day)
    title = "A planned visit stays at its time"
    occasion = f"time-kept-{asked}"
    notify_holders(visit, SCHOOL_LEADERS, title, occasion=occasion, but=by)


@transaction.atomic
def take_back_request(*, visit: Visit, by: User) -> None:
    """The planned time suits after all; whoever was asked is told.

    Raises RuleBroken where nothing is asked any more.
    """
    rules.check_planned(state=visit.state)
    hold_open(visit.record)
    answer = "The planned time suits after all."
    asked = _close(visit, TimeRequest.Outcome.TAKEN_BACK, answer, by=by)
    if asked is None:
        raise RuleBroken("This request has been answered already.")
    day = say(visit.date)
    tell("visit.time_suits", visit, by=by, audience=Audience.LEADERS, day=day)
    title = "A school no longer asks for another time for a visit"
    _tell_lead(visit, title, f"time-suits-{asked}", by=by)


def answered_by_moving(visit: Visit, reason: str, *, by: User) -> None:
    """A visit that was moved answers what was asked of it."""
    _close(visit, TimeRequest.Outcome.MOVED, reason, by=by)


def answered_by_cancelling(visit: Visit, reason: str, *, by: User) -> None:
    """A visit that was cancelled leaves nothing to be answered."""
    _close(visit, TimeRequest.Outcome.CANCELLED, reason, by=by)


def _tell_lead(visit: Visit, title: str, occasion: str, *, by: User) -> None:
    """Tell whoever leads the visit; without a user of theirs, the officers."""
    lead = visit.lead.user
    told = [lead] if lead else users_holding(visit.record.school, Role.OFFICER)
    notify_people(visit, told, title, occasion=occasion, but=by)


def _close(
    visit: Visit, outcome: TimeRequest.Outcome, answer: str, *, by: User
) -> int | None:
    """Answer the open request and return its key; of two who answer one does."""
    asked = visit.time_requests.filter(answered_at=None).first()
    if asked is None:
        return None
    rows = TimeRequest.objects.filter(pk=asked.pk, answered_at=None)
    answered = rows.update(
        outcome=outcome, answer=answer, answered_by=by, answered_at=clock.now()
    )
    return asked.pk if answered else None
