"""What is said to happen to a school waits for a person: entered, or read from a file."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.urls import reverse

from schools.access import users_who_may
from schools.models import School, SchoolChange
from schools.services.changes import tell
from sitrack.core import clock, delivery
from sitrack.core.models import User
from sitrack.core.roles import Capability
from sitrack.core.rules import RuleBroken

State = SchoolChange.State
OPEN = (State.PROPOSED, State.CONFIRMED)
# What is more than a person would read one by one is told in one line.
MOST_EVENTS = 100


@dataclass(frozen=True)
class Ending:
    """How a school ends, as somebody or some file says."""

    school: int
    kind: SchoolChange.Kind
    successor: int | None = None
    last_day: date | None = None


@transaction.atomic
def propose_change(*, ending: Ending, by: User) -> SchoolChange:
    """Enter by hand that a school ends; somebody confirms it then.

    Raises RuleBroken for a school that would follow itself, and for one of which
    something is said already.
    """
    if ending.school == ending.successor:
        raise RuleBroken("A school cannot follow itself.", "successor")
    try:
        with transaction.atomic():
            change = SchoolChange.objects.create(
                school_id=ending.school,
                kind=ending.kind,
                successor_id=ending.successor,
                last_day=ending.last_day,
                source=SchoolChange.Source.HAND,
                proposed_at=clock.now(),
            )
    except IntegrityError:
        school = School.objects.get(pk=ending.school)
        told = f"A change of {school} is waiting already. Confirm it or set it aside."
        raise RuleBroken(told, "school") from None
    tell("change.proposed", change, by=by)
    return change


@transaction.atomic
def propose_changes(
    *, endings: Iterable[Ending], source: SchoolChange.Source, by: User | None
) -> int:
    """Enter what a file says, and tell those who confirm; returns how many are new.

    What waits already, was set aside for the same day, or has been done is passed
    over: the same file again proposes nothing. A school that was only said to close
    learns from the links which one follows it.
    """
    told = {ending.school: ending for ending in reversed(list(endings))}
    stored = _stored(told)
    new = []
    for ending in told.values():
        before = stored.get(ending.school, [])
        waiting = next((one for one in before if one.state in OPEN), None)
        if waiting is None and not any(_is_same(one, ending) for one in before):
            new.append(_made(ending, source))
        elif waiting and waiting.is_proposed and ending.successor:
            _learn(waiting, ending)
    SchoolChange.objects.bulk_create(new, ignore_conflicts=True)
    if not new:
        return 0
    if len(new) <= MOST_EVENTS:
        named = SchoolChange.objects.filter(
            state=State.PROPOSED, school__in=[one.school_id for one in new]
        )
        for change in named.select_related("school", "successor"):
            tell("change.proposed", change, by=by)
    _notify(len(new), by)
    return len(new)


def _stored(told: dict[int, Ending]) -> dict[int, list[SchoolChange]]:
    """What was said before of the same schools; there is little of it in all."""
    found: dict[int, list[SchoolChange]] = {}
    for change in SchoolChange.objects.all() if told else ():
        if change.school_id in told:
            found.setdefault(change.school_id, []).append(change)
    return found


def _is_same(change: SchoolChange, ending: Ending) -> bool:
    """Whether the file says again what has been decided."""
    if ending.successor and ending.successor != change.successor_id:
        return False
    return ending.last_day in (change.last_day, None) or change.state == State.DONE


def _learn(change: SchoolChange, ending: Ending) -> None:
    if change.successor_id is None:
        change.kind, change.successor_id = ending.kind, ending.successor
        change.last_day = change.last_day or ending.last_day
        change.source = SchoolChange.Source.LINKS
        change.save()


def _made(ending: Ending, source: SchoolChange.Source) -> SchoolChange:
    return SchoolChange(
        school_id=ending.school,
        kind=ending.kind,
        successor_id=ending.successor,
        last_day=ending.last_day,
        source=source,
        proposed_at=clock.now(),
    )


def _notify(count: int, by: User | None) -> None:
    """Those who confirm are told by a title and a link (DP-14)."""
    what = "1 school is" if count == 1 else f"{count} schools are"
    moment = clock.now()
    delivery.notify(
        [user for user in users_who_may(Capability.CONFIRM_CHANGES) if user != by],
        title=f"{what} said to close or change",
        path=reverse("school_changes"),
        key=f"changes:{moment:%Y%m%d%H%M%S}",
    )
