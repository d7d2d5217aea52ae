"""Keeping the summaries true: marking them, and working them out again.

Marking takes a row's lock until its act has committed, and working out takes the lock
before it reads. So an act is either read, or marks the row anew behind the reading.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from engagement.models import LevelState
from engagement.services.obligations import settle
from plans.duties import given_by_plans
from reports.choices import RANKED
from reports.models import OwnRank, SchoolSummary
from reports.services.standings import write_standings
from reports.summary.facts import facts_of
from reports.summary.known import SchoolFacts
from reports.summary.stand import differ_of, stand_of, vacant_of
from reports.summary.waiting import Group, groups_of, rank_of, stored
from schools.choices import TEACHING
from schools.models import School
from sitrack.core import calendar
from sitrack.core.models import Event, User
from sitrack.core.prepared import prepared
from visits.duties import given_by_visits
from visits.evaluation_duties import given_by_evaluations

AT_ONCE = 200
OF_A_SCHOOL = "school:"
FIELDS = [
    field.name
    for field in SchoolSummary._meta.fields
    if field.name not in {"id", "school"}
]
OF_ALL = ("calendar.", "register.", "framework.", "post.", "person.changed")


def on_event(event: Event) -> None:
    """Called for each event: what was done may change what waits."""
    if event.scope.startswith(OF_A_SCHOOL):
        mark_stale(int(event.scope.removeprefix(OF_A_SCHOOL)))
    elif event.verb.startswith(OF_ALL):
        mark_all_stale()


def mark_stale(school: int) -> None:
    """Have one school's summary worked out again; one statement."""
    SchoolSummary.objects.bulk_create(
        [SchoolSummary(school_id=school, stale=True)],
        update_conflicts=True,
        update_fields=["stale"],
        unique_fields=["school"],
    )


def mark_all_stale() -> None:
    """The calendar, the register or a post of a whole region has changed."""
    SchoolSummary.objects.update(stale=True)
    without = School.objects.filter(summary=None).values_list("pk", flat=True)
    SchoolSummary.objects.bulk_create(
        (SchoolSummary(school_id=school) for school in without), ignore_conflicts=True
    )


def refresh_due(some: Any, *, limit: int | None = None) -> None:
    """Work out those of the summaries that are due, at most ``limit``.

    One short query where none is, which is how it mostly is.
    """
    if _first_due(calendar.today()):
        _refresh_due_of(some, limit)


def refresh_schools_of(user: User) -> None:
    """Work out those of the user's schools that are due. Which schools those are is
    asked only where any is."""
    if _first_due(calendar.today()):
        _refresh_due_of(SchoolSummary.objects.visible_to(user))


def _refresh_due_of(some: Any, limit: int | None = None) -> None:
    refresh(some.due(calendar.today()).values_list("school", flat=True)[:limit])


@prepared
def _first_due(day: date) -> Any:
    return SchoolSummary.objects.due(day).order_by().values_list("pk")[:1]


def refresh(schools: Iterable[int]) -> None:
    """Work out what is due at schools and their summaries, in a fixed number of
    queries a batch."""
    keys = sorted(schools)
    for start in range(0, len(keys), AT_ONCE):
        _refresh(keys[start : start + AT_ONCE])


def up_to_date(school: School) -> SchoolSummary:
    """The school's summary, worked out anew if it is due.

    No query where the school was read with its summary and that is not due.
    """
    summary: SchoolSummary | None = getattr(school, "summary", None)
    if summary is None or summary.is_due(calendar.today()):
        refresh([school.pk])
        summary = SchoolSummary.objects.get(school=school)
    return summary


def refresh_some(limit: int) -> None:
    """The sweep's part: readers seldom find anything left to do."""
    refresh_due(SchoolSummary.objects.all(), limit=limit)


@transaction.atomic
def _refresh(keys: list[int]) -> None:
    stored_before = _locked(keys)
    day = calendar.today()
    visits, plans = given_by_visits(keys, day), given_by_plans(keys, day)
    evaluations = given_by_evaluations(keys, day)
    given = visits.joined(plans).joined(evaluations)
    settle(schools=keys, day=day, given=given)
    found = facts_of(keys, day)
    write_standings(found, day)
    worked_out = [(facts, groups_of(facts)) for facts in found]
    SchoolSummary.objects.bulk_create(
        (_filled(facts, groups) for facts, groups in worked_out),
        update_conflicts=True,
        update_fields=FIELDS,
        unique_fields=["school"],
    )
    OwnRank.objects.filter(summary__in=stored_before.values()).delete()
    OwnRank.objects.bulk_create(
        OwnRank(summary_id=stored_before[facts.school["pk"]], user_id=user, rank=rank)
        for facts, groups in worked_out
        for user, rank in _own_ranks(facts, groups).items()
    )


def _locked(schools: list[int]) -> dict[int, int]:
    """The summaries' keys by school: made where there is none, and held till the end."""
    SchoolSummary.objects.bulk_create(
        [SchoolSummary(school_id=school) for school in schools], ignore_conflicts=True
    )
    rows = SchoolSummary.objects.filter(school__in=schools).order_by("school")
    return dict(rows.select_for_update().values_list("school", "pk"))


def _filled(facts: SchoolFacts, groups: list[Group]) -> SchoolSummary:
    level, record, ahead = facts.level, facts.record, facts.next_visit
    return SchoolSummary(
        school_id=facts.school["pk"],
        day=facts.day,
        stale=False,
        name=facts.school["name"],
        is_open=facts.school["status"] in TEACHING,
        listed=bool(facts.school["maintained"] or facts.school["traded"]),
        record_key=record["pk"] if record else None,
        term_key=facts.term.pk if facts.term else None,
        term_words=str(facts.term or ""),
        level_code=level["level__code"] if level else "",
        level_label=level["level__label"] if level else "",
        next_visit_on=ahead["date"] if ahead else None,
        next_visit_at=ahead["planned_for"] if ahead else None,
        minutes_used=facts.minutes.get(True, 0),
        minutes_uncounted=facts.minutes.get(False, 0),
        minutes_ceiling=facts.ceiling,
        differs=bool(differ := differ_of(facts)),
        differ=differ,
        vacant=vacant_of(facts),
        in_queue=sum(row["state"] == LevelState.VIEWED for row in facts.levels),
        waits=stored(groups),
        stand=stand_of(facts),
        **{column: rank_of(groups, roles, None) for column, roles in RANKED.items()},
    )


def _own_ranks(facts: SchoolFacts, groups: list[Group]) -> dict[int, int]:
    """The ranks of those for whom it is not the one of their role."""
    named = {group.user for group in groups} | {
        user for group in groups for user in group.never
    }
    roles: dict[int, set[str]] = {}
    for post in facts.posts:
        user = post["user"]
        if user is not None and (user in named or user in facts.put_off):
            roles.setdefault(user, set()).add(post["role"])
    ranks = {user: _own_rank(facts, groups, user, held) for user, held in roles.items()}
    return {
        user: rank
        for user, rank in ranks.items()
        if rank != rank_of(groups, roles[user], None)
    }


def _own_rank(
    facts: SchoolFacts, groups: list[Group], user: int, roles: set[str]
) -> int:
    term = facts.term.pk if facts.term else None
    put_off = facts.put_off.get(user, ())
    return rank_of(groups, roles, user, put_off=put_off, term=term)
