"""The diary: visits are planned, moved and cancelled there (SM-3)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from django.db import transaction
from django.db.models import F

from engagement.models import (
    FrameworkVersion,
    Option,
    SchoolYearRecord,
    TeamMembership,
)
from engagement.services.holding import hold_open
from schools.access import holders, users_holding
from schools.models import Person, School
from schools.services.people import appoint
from sitrack.core import calendar, clock, delivery
from sitrack.core.models import Audience, User
from sitrack.core.roles import SCHOOL_LEADERS, Role
from sitrack.core.rules import RuleBroken
from sitrack.core.templatetags.govuk import moment
from sitrack.core.versions import take_next_version
from visits import rules
from visits.models import Visit, VisitMove, VisitState
from visits.services.other_times import (
    answered_by_cancelling,
    answered_by_moving,
)
from visits.services.placing import (
    check_open_days,
    day_of,
    new_visit,
    record_on,
    say,
    tell,
    term_of,
    title_of,
)

LEADS = (Role.OFFICER, Role.LEAD, Role.HEAD, Role.TEAM)


@dataclass(frozen=True)
class Plan:
    """What is agreed before a visit: when, what kind, who leads, what about."""

    at: dt.datetime
    lead: Person
    visit_type: Option | None = None
    agenda: Sequence[str] = ()

    @property
    def day(self) -> dt.date:
        return day_of(self.at)

    @property
    def lines(self) -> list[str]:
        return [line.strip() for line in self.agenda if line.strip()]


@transaction.atomic
def plan_visit(
    *,
    record: SchoolYearRecord,
    at: dt.datetime,
    lead: Person,
    by: User,
    visit_type: Option | None = None,
    follows: Visit | None = None,
    agenda: Sequence[str] = (),
) -> Visit:
    """Put a visit in the diary (SUF-R-34). Raises RuleBroken outside the year."""
    plan = Plan(at, lead, visit_type, agenda)
    visit = new_visit(record, plan.day, lead)
    visit.planned_for = at
    visit.visit_type = visit_type
    visit.own_agenda = plan.lines
    visit.follows = follows
    visit.save()
    day = say(plan.day)
    tell("visit.planned", visit, by=by, audience=Audience.EVERYONE, day=day)
    return visit


@transaction.atomic
def arrange_visit(
    *, school: School, framework: FrameworkVersion, plan: Plan, by: User
) -> Visit:
    """Plan a visit ahead and tell the school; the record of its year is prepared.

    An officer of another team who leads it is named at the school until that year
    ends. Raises RuleBroken for a day that has passed, lies beyond the calendar, or
    on which the school is not open.
    """
    rules.check_ahead(day=plan.day, today=calendar.today())
    check_open_days(school, plan.day)
    record = record_on(school, plan.day, framework, by=by)
    _name(plan.lead, record, by=by)
    visit = plan_visit(
        record=record,
        at=plan.at,
        lead=plan.lead,
        by=by,
        visit_type=plan.visit_type,
        agenda=plan.lines,
    )
    _notify(visit, "A visit is planned", by=by)
    return visit


@transaction.atomic
def replan_visit(
    *, visit: Visit, plan: Plan, reason: str, expected_version: int, by: User
) -> Visit:
    """Change a planned visit; a new day or time asks for a reason (SM-3).

    Both sides are told, the move is kept, and the next-visit box of the note that
    announced it follows unless that note is final. Raises Stale, RuleBroken.
    """
    rules.check_planned(state=visit.state)
    moves = plan.at != visit.planned_for
    if moves:
        rules.check_ahead(day=plan.day, today=calendar.today())
        check_open_days(visit.record.school, plan.day)
        reason = rules.check_reason(reason, what="the visit is moved")
    hold_open(visit.record)
    take_next_version(visit, expected=expected_version)
    new_lead = plan.lead != visit.lead
    visit.visit_type, visit.own_agenda = plan.visit_type, plan.lines
    if new_lead:
        _name(plan.lead, visit.record, by=by)
        visit.lead = plan.lead
        visit.lead_name = plan.lead.name
        visit.lead_title = title_of(plan.lead, visit.record)
    visit.save()
    if moves:
        _move(visit, plan.at, reason, by=by)
        _follow_in_note(visit, plan.at)
        _notify(visit, "A planned visit has moved", by=by)
    else:
        tell("visit.replanned", visit, by=by, audience=Audience.LEADERS)
        if new_lead:
            _notify(visit, "A planned visit has a new lead", by=by)
    return visit


@transaction.atomic
def cancel_visit(
    *, visit: Visit, reason: str, expected_version: int, by: User | None
) -> Visit:
    """Take a planned visit out of the diary (SM-3: either side, with a reason).

    ``by`` is None where the school has closed. What it was planned for stays open, and the note that announced it, unless it
    is final, announces it no more. Raises Stale, RuleBroken.
    """
    rules.check_planned(state=visit.state)
    reason = rules.check_reason(reason, what="the visit is cancelled")
    hold_open(visit.record)
    take_next_version(visit, expected=expected_version)
    visit.state = VisitState.CANCELLED
    visit.cancelled_reason, visit.cancelled_at = reason, clock.now()
    visit.save()
    if by is not None:
        answered_by_cancelling(visit, reason, by=by)
    _follow_in_note(visit, None)
    day = say(visit.date)
    tell("visit.cancelled", visit, by=by, audience=Audience.LEADERS, day=day)
    _notify(visit, "A planned visit is cancelled", by=by)
    return visit


def plan_next(visit: Visit, *, by: User, visit_type: Option | None = None) -> None:
    """The next visit's day and time make a planned visit (SUF-R-34), once."""
    at = visit.next_visit_at
    if at is None:
        return
    school = visit.record.school
    planned = visit.followed_by.filter(state=VisitState.PLANNED).first()
    if planned is None:
        there = Visit.objects.filter(record__school=school, planned_for=at)
        if not there.exclude(state=VisitState.CANCELLED).exists():
            plan_visit(
                record=_record_for(visit, day_of(at), by=by),
                at=at,
                lead=visit.lead,
                by=by,
                visit_type=visit_type,
                follows=visit,
            )
    elif planned.planned_for != at:
        take_next_version(planned, expected=planned.version)
        _move(planned, at, f"Changed in the note of the {visit}.", by=by)


def _move(visit: Visit, at: dt.datetime, reason: str, *, by: User) -> None:
    """Give a planned visit another day or time, in the record of that day."""
    # A constraint holds that a planned visit says for when.
    before, day = cast(dt.datetime, visit.planned_for), day_of(at)
    visit.record = _record_for(visit, day, by=by)
    visit.term = term_of(visit.record, day)
    visit.planned_for, visit.date = at, day
    visit.save()
    VisitMove.objects.create(
        visit=visit,
        moved_from=before,
        moved_to=at,
        reason=reason,
        by=by,
        at=clock.now(),
    )
    answered_by_moving(visit, reason, by=by)
    tell(
        "visit.moved",
        visit,
        by=by,
        audience=Audience.LEADERS,
        before=moment(before),
        day=moment(at),
    )


def _record_for(visit: Visit, day: dt.date, *, by: User) -> SchoolYearRecord:
    record = visit.record
    if record.year.start <= day <= record.year.end:
        return record
    return record_on(record.school, day, record.framework, by=by)


def _follow_in_note(visit: Visit, at: dt.datetime | None) -> None:
    """The box of the note that announced the visit; whoever has that note open is
    told that it changed."""
    note = visit.follows
    if note is None or note.is_final:
        return
    changed = Visit.objects.filter(pk=note.pk).exclude(state=VisitState.FINAL)
    changed.update(next_visit_at=at, version=F("version") + 1)


def _name(person: Person, record: SchoolYearRecord, *, by: User) -> None:
    """Domain 4.1: an officer of another team reaches a school by being named there."""
    if any(post.person_id == person.pk for post in holders(record.school, *LEADS)):
        return
    if not TeamMembership.objects.filter(person=person).exists():
        raise RuleBroken(f"{person.name} does not work with this school.", "lead")
    appoint(
        person=person,
        role=Role.TEAM,
        school=record.school,
        start=calendar.today(),
        end=record.year.end,
        by=by,
    )


def _notify(visit: Visit, title: str, *, by: User | None) -> None:
    """Tell the school's leaders and the visit's lead, but not whoever did it."""
    school = visit.record.school
    told = users_holding(school, *SCHOOL_LEADERS)
    told += [visit.lead.user] if visit.lead.user else []
    delivery.notify(
        [user for user in told if user != by],
        title=f"{title}: {school}",
        path=visit.get_absolute_url(),
        key=f"visit:{visit.pk}:{visit.version}",
    )
