"""Changes of schools' lives: those that wait, and what confirming one would do."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from engagement.models import LevelAssignment, Obligation, SchoolYearRecord
from plans.models import ENDED, Plan
from schools.access import is_authority
from schools.models import School, SchoolChange, TradedAgreement
from sitrack.core.models import User
from visits.models import NextStep, Visit

MOST_PAST = 30
State = SchoolChange.State


@dataclass(frozen=True)
class Waiting:
    """What is to be confirmed, what is confirmed and ahead, and what was decided."""

    proposed: list[SchoolChange]
    ahead: list[SchoolChange]
    past: list[SchoolChange]


def changes_for(user: User) -> Waiting:
    """The changes that the user may confirm, the latest first."""
    named = ("school", "successor", "decided_by")
    seen = SchoolChange.objects.visible_to(user).select_related(*named)
    past = seen.exclude(state__in=[State.PROPOSED, State.CONFIRMED])
    return Waiting(
        proposed=list(seen.undecided().order_by("last_day", "school__name")),
        ahead=list(seen.ahead().order_by("last_day", "school__name")),
        past=list(past.order_by("-decided_at")[:MOST_PAST]),
    )


def effects_of(change: SchoolChange, user: User) -> list[str]:
    """What will happen at the school, as sentences; in numbers for those who may read
    its record, in general for an administrator (CONF-14)."""
    school = change.school
    counted = is_authority(user, school)
    lines = _ended(school) if counted else GENERAL
    kept = "The hours ledger is kept as it is, and everything can still be read."
    lines = [*lines, kept]
    if change.successor:
        lines += _following(change, counted=counted)
    return lines


GENERAL = [
    "Its records are locked: they can be read, and take addenda only.",
    "What is planned there, under discussion or still due is cancelled or withdrawn,"
    " with the reason that the school closed.",
]


def _ended(school: School) -> list[str]:
    unlocked = SchoolYearRecord.objects.filter(school=school)
    unlocked = unlocked.exclude(state=SchoolYearRecord.State.LOCKED)
    years = [str(record.year) for record in unlocked.select_related("year")]
    plans = Plan.objects.filter(school=school).exclude(state__in=ENDED)
    visits = Visit.objects.planned().filter(record__school=school)
    proposals = LevelAssignment.objects.filter(school=school).undecided()
    dues = Obligation.objects.filter(
        school=school, met_on=None, waived_at=None, cancelled=""
    )
    locked = (
        f"The record of {' and '.join(years)} is locked: it can be read, and takes"
        " addenda only."
        if years
        else "It has no record that is open."
    )
    ended = (
        (plans, "1 plan is cancelled.", "plans are cancelled."),
        (visits, "1 planned visit is cancelled.", "planned visits are cancelled."),
        (
            proposals,
            "1 proposal of a level is withdrawn.",
            "proposals of a level are withdrawn.",
        ),
        (dues, "1 thing that is due is cancelled.", "things due are cancelled."),
    )
    return [locked, *filter(None, (_many(*what) for what in ended))]


def _following(change: SchoolChange, *, counted: bool) -> list[str]:
    school, after = change.school, change.successor
    lines = [
        f"{after} is linked with it. Nothing is moved: the history stays with"
        f" {school}, and only the authority reads it from {after}."
    ]
    if after is None or not counted:
        return lines
    steps = NextStep.objects.agreed().alive().of_school(school)
    stay = _many(
        steps, "1 open next step stays as it is.", "open next steps stay as they are."
    )
    if stay:
        lines.append(f"{stay} Choose on the page of {after} what goes on there.")
    if not after.maintained:
        lines.append(
            f"{after} is not maintained by the authority: it is never offered the"
            " statutory level or the authority’s warning letters, and letters to"
            f" {school} stay with {school}."
        )
        if not _has_agreement(after, change.first_day):
            lines.append(
                f"{after} has no traded agreement, and so no record, until one is"
                " entered."
            )
    return lines


def _has_agreement(school: School, day: date | None) -> bool:
    rows = TradedAgreement.objects.filter(school=school)
    if day:
        rows = rows.filter(Q(end=None) | Q(end__gte=day))
    return rows.exists()


def _many(rows: Any, one: str, many: str) -> str:
    """How many there are, in words; nothing where there is none."""
    count = rows.count()
    return one if count == 1 else f"{count} {many}" if count else ""
