"""The hours ledger: entering time and reversing it."""

from datetime import date

from django.db import transaction

from engagement.models import (
    Option,
    SchoolYearRecord,
    Team,
    TeamMembership,
    TimeEntry,
)
from engagement.queries.hours import hours_position
from engagement.rules.records import check_inside_year, check_open
from schools.access import users_holding
from schools.models import Person
from sitrack.core import calendar, clock, delivery, events
from sitrack.core.models import Audience, Term, User
from sitrack.core.roles import Role
from sitrack.core.rules import RuleBroken


def team_of(person: Person, record: SchoolYearRecord) -> Team:
    """The person's team; whoever is in no other works in the counted one (DP-07)."""
    membership = TeamMembership.objects.filter(person=person).select_related("team")
    own = membership.first()
    return own.team if own else record.framework.teams.get(counted=True)


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
) -> TimeEntry:
    """Enter time spent on a school; the team decides whether it counts (DP-07).

    Time over the ceiling is saved with its reason, and the RLE is told (DP-08).
    Raises RuleBroken for no time at all, a day outside the record's year, or
    time over the ceiling without a reason.
    """
    check_open(locked=record.is_locked, label=str(record))
    check_inside_year(
        day=day, start=record.year.start, end=record.year.end, what="The date"
    )
    if minutes <= 0:
        raise RuleBroken("Time spent must be more than 0 minutes.", "minutes")
    term = _term_of(record, day)
    # Locked: of two who enter time at once, the second is measured with the first's.
    SchoolYearRecord.objects.select_for_update().only("pk").get(pk=record.pk)
    team = team_of(person, record)
    counted = team.counted and category.counted
    over = counted and hours_position(record, term).would_exceed(minutes)
    if over and not over_ceiling_reason.strip():
        raise RuleBroken(
            "Say why more time is needed than the level’s ceiling for the term.",
            "over_ceiling_reason",
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
        entered_by=by,
        entered_at=clock.now(),
    )
    _tell("time.logged", entry, by=by, category=category.label)
    if over:
        delivery.notify(
            users_holding(record.school, Role.LEAD),
            title=f"Hours at {record.school} are over the ceiling",
            path=record.get_absolute_url(),
            key=f"time:{entry.pk}:over",
        )
    return entry


@transaction.atomic
def reverse_time(*, entry: TimeEntry, by: User) -> TimeEntry:
    """Take an entry back by a reversing row: nothing is deleted (INV-15).

    Raises RuleBroken for an entry that is reversed already or is a reversal.
    """
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
        entered_by=by,
        entered_at=clock.now(),
    )
    _tell("time.reversed", entry, by=by)
    return reversal


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
