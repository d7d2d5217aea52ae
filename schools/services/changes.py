"""What is said to happen to a school: confirmed, set aside, taken back, done (INV-22)."""

from datetime import date
from typing import TypeAlias

from django.db import transaction

from schools.choices import Status
from schools.models import School, SchoolChange, SchoolLink
from schools.rules import check_change
from schools.services.links import link_schools
from sitrack.core import calendar, clock, events
from sitrack.core.models import Audience, User
from sitrack.core.rules import RuleBroken

State: TypeAlias = SchoolChange.State
Kind: TypeAlias = SchoolChange.Kind


@transaction.atomic
def confirm(
    *,
    change: SchoolChange,
    last_day: date,
    by: User,
    kind: str = "",
) -> SchoolChange:
    """Say that it is so: the school has its last day, and is linked with the next one.

    What follows at the school happens when the day is over (``reports.services``).
    ``kind`` says what became of the school where the file had it wrong. Raises
    RuleBroken for what no school can become, and for the second of two people.
    """
    school = _held(change.school_id)
    kind = kind or change.kind
    _check(change, kind, last_day, school)
    _decide(change, State.CONFIRMED, by=by, kind=kind, last_day=last_day)
    _date(school, last_day)
    following = SchoolLink.objects.filter(
        successor=change.successor_id, predecessor=school
    )
    if change.successor and not following.exists():
        link_schools(
            successor=change.successor,
            predecessor=school,
            kind=kind,
            since=change.first_day or last_day,
            by=by,
        )
    tell("change.confirmed", change, by=by, day=f"{last_day:%-d %B %Y}")
    return change


def check_undecided(change: SchoolChange) -> None:
    """Tell the second of two people, before anything else is held against them."""
    if not SchoolChange.objects.undecided().filter(pk=change.pk).exists():
        raise RuleBroken("Somebody has already decided this.")


@transaction.atomic
def set_aside(*, change: SchoolChange, reason: str, by: User) -> None:
    """Say that it is not so, and why; the same file does not ask again."""
    reason = _reason(reason)
    _decide(change, State.SET_ASIDE, by=by, reason=reason)
    tell("change.set_aside", change, by=by, reason=reason)


@transaction.atomic
def take_back(*, change: SchoolChange, reason: str, by: User) -> None:
    """A school does not close after all, or on another day: before its last day is over.

    Its last day and the link go, and all is as it was. Raises RuleBroken after that
    day, without a reason, and for the second of two people.
    """
    reason = _reason(reason)
    school = _held(change.school_id)
    if change.last_day and change.last_day < calendar.today():
        raise RuleBroken(f"{school} has closed. This cannot be taken back.")
    won = SchoolChange.objects.filter(pk=change.pk, state=State.CONFIRMED).update(
        state=State.SET_ASIDE, reason=reason, decided_by=by, decided_at=clock.now()
    )
    if not won:
        raise RuleBroken("Somebody has already taken this back, or it has happened.")
    change.refresh_from_db()
    School.objects.filter(pk=school.pk).update(closed_on=None, status=Status.OPEN)
    if change.first_day:
        SchoolLink.objects.filter(
            successor=change.successor_id, predecessor=school, since=change.first_day
        ).delete()
    tell("change.taken_back", change, by=by, reason=reason)


@transaction.atomic
def mark_closed(*, school: School, by: User | None) -> bool:
    """The school's last day is over: it is closed now, and its change is done.

    Its federation and its agreement end with it. Of two who do it at once one does;
    returns whether it was this one.
    """
    over = School.objects.filter(pk=school.pk, closed_on__lt=calendar.today())
    if not over.exclude(status=Status.CLOSED).update(status=Status.CLOSED):
        _mark_done(school)
        return False
    school.refresh_from_db()
    school.memberships.filter(end=None, start__lte=school.closed_on).update(
        end=school.closed_on
    )
    school.agreements.filter(end=None, start__lte=school.closed_on).update(
        end=school.closed_on
    )
    _mark_done(school)
    events.record(
        "school.closed",
        school,
        by=by,
        scope=school.scope,
        audience=Audience.EVERYONE,
        day=f"{school.closed_on:%-d %B %Y}",
    )
    return True


def _check(change: SchoolChange, kind: str, last_day: date, school: School) -> None:
    after = change.successor
    if (kind == Kind.CLOSURE) != (after is None):
        told = (
            "Say which school follows, or that it closes."
            if after is None
            else f"{after} follows it. Set this aside if the school only closes."
        )
        raise RuleBroken(told, "kind")
    if school.status == Status.CLOSED and school.closed_on not in (None, last_day):
        told = f"The school closed on {school.closed_on:%-d %B %Y}."
        raise RuleBroken(told, "last_day")
    check_change(
        kind=kind,
        last_day=last_day,
        opened_on=school.opened_on,
        maintained=school.maintained,
        closes_on=school.closed_on,
        next_maintained=after.maintained if after else None,
        next_opened_on=after.opened_on if after else None,
        next_closes_on=after.closed_on if after else None,
    )
    if after and kind == Kind.CONVERSION:
        taken = SchoolLink.objects.filter(successor=after, kind=Kind.CONVERSION)
        other = taken.exclude(predecessor=school).select_related("predecessor").first()
        if other:
            told = f"{after} is what {other.predecessor} converted to already."
            raise RuleBroken(told, "successor")


def _decide(change: SchoolChange, state: State, *, by: User, **facts: object) -> None:
    """Of two who decide at once the second is told."""
    decided = {"state": state, "decided_by": by, "decided_at": clock.now(), **facts}
    waiting = SchoolChange.objects.filter(pk=change.pk, state=State.PROPOSED)
    if not waiting.update(**decided):
        raise RuleBroken("Somebody has already decided this.")
    change.refresh_from_db()


def _date(school: School, last_day: date) -> None:
    """The school's last day; until it is over the school is proposed to close."""
    status = school.status
    if status == Status.OPEN:
        status = Status.PROPOSED_TO_CLOSE
    School.objects.filter(pk=school.pk).update(closed_on=last_day, status=status)


def _mark_done(school: School) -> None:
    over = school.changes.filter(state=State.CONFIRMED)
    over.filter(last_day__lt=calendar.today()).update(state=State.DONE)


def _held(pk: int) -> School:
    """The school as it stands now; whoever changes its life at the same time waits."""
    found: School = School.objects.select_for_update(no_key=True, of=("self",)).get(
        pk=pk
    )
    return found


def _reason(text: str) -> str:
    if not text.strip():
        raise RuleBroken("Say why.", "reason")
    return text.strip()


def tell(verb: str, change: SchoolChange, *, by: User | None, **facts: str) -> None:
    """Record the event, for those of the authority who work with the school."""
    events.record(
        verb,
        change,
        by=by,
        scope=change.school.scope,
        audience=Audience.AUTHORITY,
        **facts,
    )
