"""Writing up a visit: saving its draft, sharing it (SM-3)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction

from engagement.models import Option, RecordPriority, SchoolYearRecord
from engagement.services.holding import hold_open
from schools.access import users_holding
from schools.models import Person
from sitrack.core import calendar, clock, delivery
from sitrack.core.models import Audience, User
from sitrack.core.roles import SCHOOL_LEADERS
from sitrack.core.versions import take_next_version, was_made
from visits import asked, rules
from visits.models import Visit, VisitState
from visits.services import content, diary, ledger, placing, priorities
from visits.services.circulation import PassedOn, write_circulation


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
    # What stands under a prompt by codes, beside its text (``VisitSection.rows``).
    rows: content.Rows = field(default_factory=dict)
    steps: tuple[content.Step, ...] = ()
    next_visit_at: dt.datetime | None = None
    next_visit_type: Option | None = None
    agenda: tuple[str, ...] = ()
    # None leaves who is told as it stands.
    circulation: tuple[PassedOn, ...] | None = None
    priorities: tuple[RecordPriority, ...] = ()

    def problems(
        self, *, today: dt.date, wanted: Mapping[str, str] = rules.ASKING
    ) -> list[rules.Problem]:
        """What is still missing before the note can be shared; ``wanted`` says by key
        what is said of a text that its form asks for."""
        unsaid = [line.step.pk for line in self.follow_ups if line.lacks_reason]
        return rules.sharing_problems(
            visit_day=self.date,
            today=today,
            has_type=self.visit_type is not None,
            minutes=self.minutes,
            present=len(self.present),
            texts=self.texts,
            wanted=wanted,
            steps=[step.facts for step in self.steps],
        ) + rules.dropped_problems(unsaid)


@transaction.atomic
def start_note(
    *, record: SchoolYearRecord, note: Note, lead: Person, by: User
) -> Visit:
    """Save the first draft of a visit that was not in the diary.

    Raises NotReady for a step due before the visit, RuleBroken outside the year.
    """
    _check_steps(note)
    visit = placing.new_visit(record, note.date, lead)
    placing.take_form(visit, note.visit_type)
    visit.follows = placing.last_visit(record, before=note.date)
    _write(visit, note)
    was_made(visit)
    placing.tell("visit.started", visit, by=by, audience=Audience.AUTHORITY)
    return visit


@transaction.atomic
def save_note(
    *,
    visit: Visit,
    note: Note,
    expected_version: int,
    by: User,
    tell_school: bool = True,
) -> Visit:
    """Save the note of a visit, planned or begun; a shared one stays shared.

    ``tell_school`` is False where the school is told of it in other words. Raises Stale when somebody else saved it first, NotReady when a shared note
    would lose what sharing asks for, RuleBroken when it is final.
    """
    rules.check_editable(state=visit.state)
    hold_open(visit.record)
    take_next_version(visit, expected=expected_version)
    visit.refresh_from_db()
    rules.check_editable(state=visit.state)
    shared = visit.state in {VisitState.SHARED, VisitState.COMMENTED}
    placing.take_form(visit, note.visit_type)
    if shared:
        _check_ready(note, visit)
        note = priorities.agreed(visit, note, by=by)
    else:
        _check_steps(note)
    started = visit.state == VisitState.PLANNED
    if started:
        visit.follows = visit.follows or placing.last_visit(
            visit.record, before=note.date, other_than=visit
        )
    _write(visit, note)
    if shared:
        content.apply_follow_ups(visit, by=by)
        ledger.correct_time(visit, by=by)
        diary.plan_next(visit, by=by, visit_type=note.next_visit_type)
        if tell_school:
            _notify_school(visit, "A visit note that was shared with you has changed")
    verb = "visit.changed" if shared else "visit.saved"
    audience = Audience.LEADERS if shared else Audience.AUTHORITY
    placing.tell("visit.started" if started else verb, visit, by=by, audience=audience)
    return visit


@transaction.atomic
def share(
    *,
    visit: Visit,
    note: Note,
    expected_version: int,
    by: User,
    tell_school: bool = True,
) -> Visit:
    """Save the note and share it with the school (SM-3).

    Its time goes to the hours ledger, the next visit into the diary, the follow
    up takes effect on the earlier steps, and the school's leaders are told, unless
    ``tell_school`` is False. Raises NotReady, Stale, RuleBroken.
    """
    if visit.state not in {VisitState.PLANNED, VisitState.DRAFT}:
        return save_note(
            visit=visit,
            note=note,
            expected_version=expected_version,
            by=by,
            tell_school=tell_school,
        )
    placing.take_form(visit, note.visit_type)
    _check_ready(note, visit)
    hold_open(visit.record)
    take_next_version(visit, expected=expected_version)
    note = priorities.agreed(visit, note, by=by)
    visit.follows = visit.follows or placing.last_visit(
        visit.record, before=note.date, other_than=visit
    )
    _write(visit, note, state=VisitState.SHARED)
    content.apply_follow_ups(visit, by=by)
    ledger.enter_time(visit, by=by)
    diary.plan_next(visit, by=by, visit_type=note.next_visit_type)
    placing.tell("visit.shared", visit, by=by, audience=Audience.LEADERS)
    if tell_school:
        _notify_school(visit, "A visit note is ready for you to read")
    return visit


@transaction.atomic
def start_and_share(
    *, record: SchoolYearRecord, note: Note, lead: Person, by: User
) -> Visit:
    """Write a note and share it in one go."""
    visit = start_note(record=record, note=note, lead=lead, by=by)
    return share(visit=visit, note=note, expected_version=visit.version, by=by)


def _write(visit: Visit, note: Note, *, state: str | None = None) -> None:
    school = visit.record.school
    placing.check_open_days(school, note.date)
    visit.term = placing.term_of(visit.record, note.date)
    visit.date = note.date
    visit.visit_type = note.visit_type
    visit.mode = note.mode
    visit.minutes = note.minutes
    visit.over_ceiling_reason = note.over_ceiling_reason
    visit.next_visit_at = note.next_visit_at
    visit.agenda = [line.strip() for line in note.agenda if line.strip()]
    visit.worked_on = [priority.text for priority in note.priorities]
    if visit.state == VisitState.PLANNED:
        visit.state = VisitState.DRAFT
    if state == VisitState.SHARED:
        visit.state, visit.shared_at = VisitState.SHARED, clock.now()
    if visit.state in {VisitState.SHARED, VisitState.COMMENTED}:
        visit.given_at, visit.reminded_at = clock.now(), None
    visit.save()
    content.write_present(visit, _kept(note, visit))
    content.write_texts(visit, note.texts, note.rows)
    content.write_priorities(visit, note.priorities)
    content.write_follow_ups(visit, note.follow_ups)
    content.write_steps(visit, note.steps)
    if note.circulation is not None:
        write_circulation(visit, note.circulation)


def _kept(note: Note, visit: Visit) -> list[content.Present]:
    """Who was there, by their initials alone where the form asks for no more."""
    if not asked.by_initials(visit):
        return list(note.present)
    return [one.by_initials for one in note.present]


def _check_ready(note: Note, visit: Visit) -> None:
    wanted = asked.before_sharing(visit)
    problems = note.problems(today=calendar.today(), wanted=wanted)
    if problems:
        raise rules.NotReady(problems)


def _check_steps(note: Note) -> None:
    steps = [step.facts for step in note.steps]
    problems = rules.step_problems(steps, visit_day=note.date, complete=False)
    if problems:
        raise rules.NotReady(problems)


def _notify_school(visit: Visit, title: str) -> None:
    school = visit.record.school
    delivery.notify(
        users_holding(school, *SCHOOL_LEADERS),
        title=f"{title}: {school}",
        path=visit.get_absolute_url(),
        key=f"visit:{visit.pk}:{visit.version}",
    )
