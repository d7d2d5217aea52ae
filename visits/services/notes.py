"""Writing up a visit: planning it, saving its draft, sharing it (SM-3)."""

import datetime as dt
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from engagement.models import Option, SchoolYearRecord
from engagement.queries.wording import post_title
from engagement.rules.records import check_inside_year, check_open
from engagement.services.records import framework_in_use, open_record
from schools.access import holders, users_holding
from schools.models import Person
from sitrack.core import calendar, clock, delivery, events
from sitrack.core.models import Audience, Term, User
from sitrack.core.roles import AUTHORITY_ROLES, SCHOOL_LEADERS, Role
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import take_next_version
from visits import rules
from visits.models import Visit, VisitState
from visits.services import content, ledger


@dataclass(frozen=True)
class Note:
    """All that the author of a visit's note fills in (SUF-R-27 to 35)."""

    date: dt.date
    visit_type: Option | None = None
    mode: Option | None = None
    minutes: int | None = None
    over_ceiling_reason: str = ""
    present: tuple[content.Present, ...] = ()
    follow_ups: tuple[content.FollowedUp, ...] = ()
    texts: dict[str, str] = field(default_factory=dict)
    steps: tuple[content.Step, ...] = ()
    next_visit_at: dt.datetime | None = None
    agenda: tuple[str, ...] = ()

    def problems(self, *, today: dt.date) -> list[rules.Problem]:
        """What is still missing before the note can be shared."""
        return rules.sharing_problems(
            visit_day=self.date,
            today=today,
            has_type=self.visit_type is not None,
            minutes=self.minutes,
            present=len(self.present),
            focus=self.texts.get("focus", ""),
            summary=self.texts.get("summary", ""),
            steps=[step.facts for step in self.steps],
        )


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
    visit = _new(record, day, lead)
    visit.planned_for = at
    visit.visit_type = visit_type
    visit.follows = follows
    visit.save()
    _tell("visit.planned", visit, by=by, audience=Audience.EVERYONE, day=_say(day))
    return visit


@transaction.atomic
def start_note(
    *, record: SchoolYearRecord, note: Note, lead: Person, by: User
) -> Visit:
    """Save the first draft of a visit that was not in the diary.

    Raises NotReady for a step due before the visit, RuleBroken outside the year.
    """
    _check_steps(note)
    visit = _new(record, note.date, lead)
    visit.follows = last_visit(record, before=note.date)
    _write(visit, note)
    _tell("visit.started", visit, by=by, audience=Audience.AUTHORITY)
    return visit


@transaction.atomic
def save_note(*, visit: Visit, note: Note, expected_version: int, by: User) -> Visit:
    """Save the note of a visit, planned or begun; a shared one stays shared.

    Raises Stale when somebody else saved it first, NotReady when a shared note
    would lose what sharing asks for, RuleBroken when it is final.
    """
    rules.check_editable(state=visit.state)
    check_open(locked=visit.record.is_locked, label=str(visit.record))
    take_next_version(visit, expected=expected_version)
    visit.refresh_from_db()
    rules.check_editable(state=visit.state)
    shared = visit.state in {VisitState.SHARED, VisitState.COMMENTED}
    _check_ready(note) if shared else _check_steps(note)
    started = visit.state == VisitState.PLANNED
    if started:
        visit.follows = visit.follows or last_visit(
            visit.record, before=note.date, other_than=visit
        )
    _write(visit, note)
    if shared:
        content.apply_follow_ups(visit, by=by)
        ledger.correct_time(visit, by=by)
        _plan_next(visit, by=by)
        _notify_school(visit, "A visit note that was shared with you has changed")
    verb = "visit.changed" if shared else "visit.saved"
    audience = Audience.LEADERS if shared else Audience.AUTHORITY
    _tell("visit.started" if started else verb, visit, by=by, audience=audience)
    return visit


@transaction.atomic
def share(*, visit: Visit, note: Note, expected_version: int, by: User) -> Visit:
    """Save the note and share it with the school (SM-3).

    Its time goes to the hours ledger, the next visit into the diary, the follow
    up takes effect on the earlier steps, and the school's leaders are told.
    Raises NotReady, Stale, RuleBroken.
    """
    if visit.state not in {VisitState.PLANNED, VisitState.DRAFT}:
        return save_note(
            visit=visit, note=note, expected_version=expected_version, by=by
        )
    _check_ready(note)
    check_open(locked=visit.record.is_locked, label=str(visit.record))
    take_next_version(visit, expected=expected_version)
    visit.follows = visit.follows or last_visit(
        visit.record, before=note.date, other_than=visit
    )
    _write(visit, note, state=VisitState.SHARED)
    content.apply_follow_ups(visit, by=by)
    ledger.enter_time(visit, by=by)
    _plan_next(visit, by=by)
    _tell("visit.shared", visit, by=by, audience=Audience.LEADERS)
    _notify_school(visit, "A visit note is ready for you to read")
    return visit


@transaction.atomic
def start_and_share(
    *, record: SchoolYearRecord, note: Note, lead: Person, by: User
) -> Visit:
    """Write a note and share it in one go."""
    visit = start_note(record=record, note=note, lead=lead, by=by)
    return share(visit=visit, note=note, expected_version=visit.version, by=by)


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


def _new(record: SchoolYearRecord, day: dt.date, lead: Person) -> Visit:
    check_open(locked=record.is_locked, label=str(record))
    template = record.framework.visit_templates.first()
    if template is None:
        raise RuleBroken(f"{record.framework} has no form for visits.")
    return Visit(
        record=record,
        term=_term(record, day),
        template=template,
        date=day,
        lead=lead,
        lead_title=_title_of(lead, record),
    )


def _write(visit: Visit, note: Note, *, state: str | None = None) -> None:
    school = visit.record.school
    rules.check_open_days(
        day=note.date, opened_on=school.opened_on, closed_on=school.closed_on
    )
    visit.term = _term(visit.record, note.date)
    visit.date = note.date
    visit.visit_type = note.visit_type
    visit.mode = note.mode
    visit.minutes = note.minutes
    visit.over_ceiling_reason = note.over_ceiling_reason
    visit.next_visit_at = note.next_visit_at
    visit.agenda = [line.strip() for line in note.agenda if line.strip()]
    if visit.state == VisitState.PLANNED:
        visit.state = VisitState.DRAFT
    if state == VisitState.SHARED:
        visit.state, visit.shared_at = VisitState.SHARED, clock.now()
    visit.save()
    content.write_present(visit, note.present)
    content.write_texts(visit, note.texts)
    content.write_follow_ups(visit, note.follow_ups)
    content.write_steps(visit, note.steps)


def _check_ready(note: Note) -> None:
    problems = note.problems(today=calendar.today())
    if problems:
        raise rules.NotReady(problems)


def _check_steps(note: Note) -> None:
    steps = [step.facts for step in note.steps]
    problems = rules.step_problems(steps, visit_day=note.date, complete=False)
    if problems:
        raise rules.NotReady(problems)


def _plan_next(visit: Visit, *, by: User) -> None:
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
        planned.term = _term(record, planned.date)
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


def _term(record: SchoolYearRecord, day: dt.date) -> Term:
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


def _notify_school(visit: Visit, title: str) -> None:
    school = visit.record.school
    delivery.notify(
        users_holding(school, *SCHOOL_LEADERS),
        title=f"{title}: {school}",
        path=visit.get_absolute_url(),
        key=f"visit:{visit.pk}:{visit.version}",
    )


def _tell(
    verb: str, visit: Visit, *, by: User, audience: Audience, **facts: str
) -> None:
    scope = visit.record.school.scope
    events.record(verb, visit, by=by, scope=scope, audience=audience, **facts)


def _say(day: dt.date) -> str:
    return f"{day:%-d %B %Y}"
