"""Where a visit belongs: its record, its term, what its lead is called that day."""

import datetime as dt

from django.utils import timezone

from engagement.models import FrameworkVersion, Option, SchoolYearRecord
from engagement.queries.wording import post_title, template_of
from engagement.rules.records import check_inside_year
from engagement.services.holding import hold_open
from engagement.services.records import framework_for, open_record
from schools.access import holders
from schools.models import Person, School
from sitrack.core import calendar, events
from sitrack.core.models import Audience, Term, User
from sitrack.core.roles import AUTHORITY_ROLES, Role
from sitrack.core.rules import RuleBroken
from visits import rules
from visits.models import Visit, VisitState


def new_visit(record: SchoolYearRecord, day: dt.date, lead: Person) -> Visit:
    """A visit on the form of the record's framework, not saved yet.

    Raises RuleBroken for a locked record, a day outside its year, or one on which
    the school was not open (INV-06, INV-07).
    """
    hold_open(record)
    template = template_of(record.framework, None)
    check_open_days(record.school, day)
    return Visit(
        record=record,
        term=term_of(record, day),
        template=template,
        date=day,
        lead=lead,
        lead_name=lead.name,
        lead_title=title_of(lead, record),
    )


def take_form(visit: Visit, visit_type: Option | None) -> None:
    """Have the visit stand on the form of its type; a note that was begun keeps its
    own (``rules.check_same_form``)."""
    if visit_type is None:
        return
    template = template_of(visit.record.framework, visit_type)
    same = template.pk == visit.template_id
    begun = visit.pk is not None and visit.state != VisitState.PLANNED
    rules.check_same_form(begun=begun, same=same)
    if not same:
        visit.template = template


def check_open_days(school: School, day: dt.date) -> None:
    """Raises RuleBroken before the school opened and after it closed (INV-07)."""
    rules.check_open_days(
        day=day, opened_on=school.opened_on, closed_on=school.closed_on
    )


def record_on(
    school: School, day: dt.date, framework: FrameworkVersion, *, by: User
) -> SchoolYearRecord:
    """The school's record of the year that a day lies in; prepared if new.

    Raises RuleBroken for a day beyond the calendar.
    """
    year = calendar.year_on(day)
    if year is None:
        raise RuleBroken(
            f"The calendar has no academic year for {say(day)}.", "next_visit_at"
        )
    of_year = framework_for(framework.code, year)
    return open_record(school=school, year=year, framework=of_year, by=by)


def term_of(record: SchoolYearRecord, day: dt.date) -> Term:
    """The term of a visit's day. Raises RuleBroken outside the record's year (INV-06)."""
    year = record.year
    check_inside_year(day=day, start=year.start, end=year.end, what="The visit")
    term = calendar.term_on(day)
    if term is None:
        raise RuleBroken("The record’s year has no terms in the calendar.", "date")
    return term


def title_of(person: Person, record: SchoolYearRecord) -> str:
    """The lead's title as it reads that day; printed visits keep it (ACC-023)."""
    posts = holders(record.school, *AUTHORITY_ROLES, Role.TEAM)
    own = [post for post in posts if post.person_id == person.pk]
    return post_title(record.framework, own[0]) if own else ""


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


def tell(
    verb: str, visit: Visit, *, by: User | None, audience: Audience, **facts: str
) -> None:
    """Write an event about a visit, in the transaction it tells of."""
    scope = visit.record.school.scope
    events.record(verb, visit, by=by, scope=scope, audience=audience, **facts)


def day_of(at: dt.datetime) -> dt.date:
    """The day of a moment, as people here count days."""
    return timezone.localtime(at).date()


def say(day: dt.date) -> str:
    return f"{day:%-d %B %Y}"
