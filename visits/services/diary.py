"""The diary: visits that are planned, and the one that a note announces (SM-3)."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from engagement.models import Option, SchoolYearRecord
from engagement.queries.wording import post_title
from engagement.rules.records import check_inside_year, check_open
from engagement.services.records import framework_in_use, open_record
from schools.access import holders
from schools.models import Person
from sitrack.core import calendar, events
from sitrack.core.models import Audience, Term, User
from sitrack.core.roles import AUTHORITY_ROLES, Role
from sitrack.core.rules import RuleBroken
from visits.models import Visit, VisitState


@transaction.atomic
def plan_visit(
    *,
    record: SchoolYearRecord,
    at: dt.datetime,
    lead: Person,
    by: User,
    visit_type: Option | None = None,
    follows: Visit | None = None,
) -> Visit:
    """Put a visit in the diary (SUF-R-34). Raises RuleBroken outside the year."""
    day = timezone.localtime(at).date()
    visit = new_visit(record, day, lead)
    visit.planned_for = at
    visit.visit_type = visit_type
    visit.follows = follows
    visit.save()
    tell("visit.planned", visit, by=by, audience=Audience.EVERYONE, day=_say(day))
    return visit


def last_visit(
    record: SchoolYearRecord, *, before: dt.date, other_than: Visit | None = None
) -> Visit | None:
    """The visit whose next steps are followed up: the latest up to this day."""
    visits = Visit.objects.written().filter(
        record__school=record.school, date__lte=before
    )
    if other_than is not None:
        visits = visits.exclude(pk=other_than.pk)
    return visits.newest_first().first()


def new_visit(record: SchoolYearRecord, day: dt.date, lead: Person) -> Visit:
    """A visit on the form of the record's framework, not saved yet.

    Raises RuleBroken for a locked record, or a day outside its year.
    """
    check_open(locked=record.is_locked, label=str(record))
    template = record.framework.visit_templates.first()
    if template is None:
        raise RuleBroken(f"{record.framework} has no form for visits.")
    return Visit(
        record=record,
        term=term_of(record, day),
        template=template,
        date=day,
        lead=lead,
        lead_title=_title_of(lead, record),
    )


def plan_next(visit: Visit, *, by: User) -> None:
    """The next visit's day and time make a planned visit (SUF-R-34), once."""
    at = visit.next_visit_at
    if at is None:
        return
    planned = visit.followed_by.filter(state=VisitState.PLANNED).first()
    if planned is None:
        if not Visit.objects.filter(
            record__school=visit.record.school, planned_for=at
        ).exists():
            plan_visit(
                record=_record_on(visit, at, by),
                at=at,
                lead=visit.lead,
                by=by,
                follows=visit,
            )
    elif planned.planned_for != at:
        record = _record_on(visit, at, by)
        planned.record, planned.planned_for = record, at
        planned.date = timezone.localtime(at).date()
        planned.term = term_of(record, planned.date)
        planned.save()


def _record_on(visit: Visit, at: dt.datetime, by: User) -> SchoolYearRecord:
    """The record of the year in which the next visit falls; prepared if new."""
    day = timezone.localtime(at).date()
    record = visit.record
    if record.year.start <= day <= record.year.end:
        return record
    year = calendar.year_on(day)
    if year is None:
        raise RuleBroken(
            f"The calendar has no academic year for {_say(day)}.", "next_visit_at"
        )
    framework = framework_in_use(record.framework.code)
    return open_record(school=record.school, year=year, framework=framework, by=by)


def term_of(record: SchoolYearRecord, day: dt.date) -> Term:
    """The term of a visit's day. Raises RuleBroken outside the record's year (INV-06)."""
    year = record.year
    check_inside_year(day=day, start=year.start, end=year.end, what="The visit")
    term = calendar.term_on(day)
    if term is None:
        raise RuleBroken("The record’s year has no terms in the calendar.", "date")
    return term


def _title_of(person: Person, record: SchoolYearRecord) -> str:
    """The lead's title as it reads that day; printed visits keep it (ACC-023)."""
    posts = holders(record.school, *AUTHORITY_ROLES, Role.TEAM)
    own = [post for post in posts if post.person_id == person.pk]
    return post_title(record.framework, own[0]) if own else ""


def tell(
    verb: str, visit: Visit, *, by: User, audience: Audience, **facts: str
) -> None:
    """Write an event about a visit, in the transaction it tells of."""
    scope = visit.record.school.scope
    events.record(verb, visit, by=by, scope=scope, audience=audience, **facts)


def _say(day: dt.date) -> str:
    return f"{day:%-d %B %Y}"
