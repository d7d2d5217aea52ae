"""The hours ledger: entering time, reversing it and entering it anew."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Subquery
from django.db.models.functions import Coalesce

from engagement.models import (
    Option,
    SchoolYearRecord,
    Team,
    TeamMembership,
    TimeEntry,
)
from engagement.models.hours import ledger_path
from engagement.queries.hours import hours_position
from engagement.queries.meters import passed_in
from engagement.rules.hours import check_changed, check_own_day, check_reason
from engagement.rules.records import check_inside_year, check_teaches
from engagement.services.holding import hold_open
from schools.access import person_of, users_holding
from schools.models import Person, Post
from sitrack.core import calendar, clock, delivery, events
from sitrack.core.models import Audience, Term, User
from sitrack.core.prepared import prepared
from sitrack.core.roles import Role
from sitrack.core.rules import RuleBroken


@dataclass(frozen=True)
class Spent:
    """Time outside a visit, as somebody enters it: when, how long, and on what."""

    day: date
    minutes: int
    category: Option
    what_for: str
    over_ceiling_reason: str = ""


def team_of(person: Person | int, record: SchoolYearRecord) -> Team:
    """The team of a person, or of whom the key names; whoever is in no other works in
    the counted one (DP-07)."""
    key = person.pk if isinstance(person, Person) else person
    found: list[Team] = _team_of(key, record.framework_id)
    return found[0]


@prepared
def _team_of(person: int, framework: int) -> Any:
    own = TeamMembership.objects.filter(person=person).values("team")[:1]
    teams = Team.objects.filter(framework=framework, counted=True)
    counted = teams.order_by().values("pk")[:1]
    return Team.objects.filter(pk=Coalesce(Subquery(own), Subquery(counted)))


def counts_for(person: Person, team: Team, record: SchoolYearRecord, day: date) -> bool:
    """Whether the person's time at the school counts (DP-07): their team's does, and
    they did not come as an officer of another team."""
    posts = Post.objects.at(record.school).filter(person=person).in_force(day)
    roles = set(posts.order_by().values_list("role", flat=True))
    as_other_team = Role.TEAM in roles and not roles & {Role.OFFICER, Role.LEAD}
    return team.counted and not as_other_team


@transaction.atomic
def log_time(
    *,
    record: SchoolYearRecord,
    day: date,
    minutes: int,
    person: Person,
    category: Option,
    by: User,
    over_ceiling_reason: str = "",
    what_for: str = "",
) -> TimeEntry:
    """Enter time spent on a school; the team decides whether it counts (DP-07).

    Time over the ceiling is saved with its reason, and the RLE is told (DP-08).
    Raises RuleBroken for no time at all, a day outside the record's year, or
    time over the ceiling without a reason.
    """
    # Of two who enter time at once, the second is measured with the first's.
    hold_open(record)
    check_inside_year(
        day=day, start=record.year.start, end=record.year.end, what="The date"
    )
    check_teaches(closed_on=record.school.closed_on, day=day)
    if minutes <= 0:
        raise RuleBroken("Time spent must be more than 0 minutes.", "minutes")
    term = _term_of(record, day)
    team = team_of(person, record)
    counted = category.counted and counts_for(person, team, record, day)
    over = _passed(record, term, day, minutes, category) if counted else ""
    if over and not over_ceiling_reason.strip():
        raise RuleBroken(
            f"Say why more time is needed than {over}.", "over_ceiling_reason"
        )
    entry = TimeEntry.objects.create(
        school=record.school,
        record=record,
        term=term,
        day=day,
        minutes=minutes,
        person=person,
        team=team,
        category=category,
        counted=counted,
        over_ceiling_reason=over_ceiling_reason if over else "",
        what_for=what_for,
        entered_by=by,
        entered_at=clock.now(),
    )
    _tell("time.logged", entry, by=by, category=category.label)
    if over:
        delivery.notify(
            users_holding(record.school, Role.LEAD),
            title=f"Hours at {record.school} are over the ceiling",
            path=ledger_path(record.school_id, term.pk),
            key=f"time:{entry.pk}:over",
        )
    return entry


@transaction.atomic
def log_own_time(*, record: SchoolYearRecord, spent: Spent, by: User) -> TimeEntry:
    """Enter one's own time outside a visit: preparation, a call, work at the desk.

    Raises RuleBroken as ``log_time``, for a day that has not come, more than a day's
    hours in a day, and without what the time was for.
    """
    person = person_of(by)
    on_day = TimeEntry.objects.filter(person=person, day=spent.day)
    check_own_day(
        day=spent.day,
        today=calendar.today(),
        minutes=spent.minutes,
        already=on_day.total(),
        what_for=spent.what_for,
    )
    return log_time(
        record=record,
        day=spent.day,
        minutes=spent.minutes,
        person=person,
        category=spent.category,
        by=by,
        over_ceiling_reason=spent.over_ceiling_reason,
        what_for=spent.what_for.strip(),
    )


@transaction.atomic
def correct_time(*, entry: TimeEntry, spent: Spent, reason: str, by: User) -> TimeEntry:
    """Reverse one's own entry and enter it anew, both or neither (ACC-031).

    Raises RuleBroken as ``reverse_time`` and ``log_own_time``, and where nothing is
    different.
    """
    check_changed(
        (entry.day, entry.minutes, entry.category, entry.what_for),
        (spent.day, spent.minutes, spent.category, spent.what_for.strip()),
    )
    reverse_time(entry=entry, reason=reason, by=by)
    return log_own_time(record=entry.record, spent=spent, by=by)


@transaction.atomic
def reverse_time(*, entry: TimeEntry, reason: str, by: User) -> TimeEntry:
    """Take an entry back by a reversing row: nothing is deleted (INV-15).

    Raises RuleBroken for an entry that is reversed already or is a reversal, without
    a reason, and in a locked record.
    """
    reason = check_reason(reason)
    hold_open(entry.record)
    if entry.reverses_id or TimeEntry.objects.filter(reverses=entry).exists():
        raise RuleBroken("This entry is reversed already.")
    reversal = TimeEntry.objects.create(
        school=entry.school,
        record=entry.record,
        term=entry.term,
        day=entry.day,
        minutes=-entry.minutes,
        person=entry.person,
        team=entry.team,
        category=entry.category,
        counted=entry.counted,
        reverses=entry,
        reason=reason,
        entered_by=by,
        entered_at=clock.now(),
    )
    _tell("time.reversed", entry, by=by)
    return reversal


def _passed(
    record: SchoolYearRecord, term: Term, day: date, minutes: int, category: Option
) -> str:
    """What this time passes, in words: the level’s hours in the term or, where it gives
    days, those (DER-04); empty where there is room."""
    position = hours_position(record, term)
    if position.ceiling is None:
        return passed_in(record, day, minutes=minutes, category=category.code)
    passes = position.would_exceed(minutes)
    return "the level’s ceiling for the term" if passes else ""


def _term_of(record: SchoolYearRecord, day: date) -> Term:
    term = calendar.term_on(day)
    if term is None or term.year_id != record.year_id:
        raise RuleBroken("The record’s year has no terms in the calendar.", "date")
    return term


def _tell(verb: str, entry: TimeEntry, *, by: User, **facts: str) -> None:
    hours, minutes = divmod(entry.minutes, 60)
    words = [f"{hours} h"] if hours else []
    words += [f"{minutes} min"] if minutes else []
    events.record(
        verb,
        entry,
        by=by,
        scope=entry.school.scope,
        audience=Audience.LEADERS,
        time=" ".join(words),
        **facts,
    )
