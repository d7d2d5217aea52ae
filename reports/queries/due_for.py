"""What is due for one person at their schools: what waits, and what a term asks."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from engagement.models import Obligation
from reports.choices import IN_OWN_TIME, Kind
from reports.models import SchoolSummary
from reports.queries.dues import Due, dues_of
from reports.queries.my_schools import visible_schools
from reports.queries.service_due import service_due
from reports.summary.waiting import AT_A_VISIT, TRAJECTORY, concerning, label_of
from schools.access import acts_as
from schools.held import posts_of
from sitrack.core import calendar
from sitrack.core.addresses import address
from sitrack.core.models import User
from sitrack.core.prepared import prepared
from sitrack.core.reminders import put_off_by
from sitrack.core.templatetags.govuk import day as in_words

OF_THE_SERVICE = "The whole service"
UNVISITED = {Kind.NO_VISIT, Kind.NO_NEXT_VISIT}


@dataclass(frozen=True)
class DueRow:
    """One thing for one person at one school; ``due_on`` is None where it has no day.

    ``key`` stays the same for as long as the thing waits, whatever its day. What is due
    of the whole service has no ``school_key``.
    """

    kind: Kind
    words: str
    school: str
    school_key: int
    due_on: date | None
    href: str
    key: str


def due_for(user: User, day: date) -> list[DueRow]:
    """What waits for a person and what they are asked for by a day, as in
    ``all_due_for``, without what they have put off: three queries, and those of
    ``due_of_service``."""
    put_off = put_off_by(user)
    return [row for row in all_due_for(user, day) if row.key not in put_off]


def all_due_for(
    user: User, day: date, *, at: Collection[int] | None = None
) -> list[DueRow]:
    """What waits for a person now at their schools, and what the present term asks of
    them by a day: two queries, and those of ``due_of_service``. The earliest due come
    first, what has no day before. With the keys of some schools, only what is due ``at``
    them.

    It reads summaries as they stand: bring them up to date first
    (``summaries.refresh_schools_of(user)``).
    """
    if at is not None and not at:
        return []
    found = due_of_service(user, day) if at is None else []
    read: dict[int, tuple[str, frozenset[str], set[str]]] = {}
    keys = sorted(at or ())
    for one in _summaries(user, *keys):
        roles = acts_as(user, one.school_id, one.school.region_id)
        waiting = dues_of(
            one.waits, roles=roles, user=user.pk, term=one.term_key, most=None
        ).shown
        shown = [due for due in waiting if due.kind is not Kind.DUE]
        found += [_waiting_row(due, one) for due in shown]
        told = {TRAJECTORY}
        if any(due.kind in UNVISITED and due.day for due in shown):
            told |= AT_A_VISIT
        read[one.school_id] = (one.name, roles, told)
    for duty in _asked_of(user, day, *keys):
        name, roles, told = read.get(duty.school_id, ("", frozenset(), set()))
        if duty.responsible in roles and duty.activity not in told:
            found.append(_duty_row(duty, name))
    return sorted(
        found, key=lambda row: (row.due_on or date.min, row.school, row.words)
    )


def due_of_service(user: User, day: date) -> list[DueRow]:
    """What is due of the whole service by a day, for those who see to it; no query
    where the framework asks for nothing of the kind."""
    return [
        DueRow(
            Kind.SERVICE, one.words, OF_THE_SERVICE, 0, one.due_on, one.href, one.key
        )
        for one in service_due(user, day)
    ]


def kept_back_for(user: User) -> Counter[Kind]:
    """How many more of each kind wait for a person than the summaries of their schools
    keep lines of, so than ``due_for`` finds: one query. What a term asks of them it
    finds whole."""
    found: Counter[Kind] = Counter()
    for one in _summaries(user):
        roles = acts_as(user, one.school_id, one.school.region_id)
        for group in concerning(one.waits, roles, user.pk):
            if group["kind"] != Kind.DUE:
                found[Kind(group["kind"])] += group.get("more", 0)
    return found


@prepared
def _summaries(reader: User, *schools: int) -> Any:
    """Of the reader's open schools, or of these of them."""
    rows = _of(schools, visible_schools(reader).open()).select_related("school")
    return rows.only("name", "waits", "term_key", "school__region")


def _of(schools: tuple[int, ...], rows: Any) -> Any:
    return rows.filter(school__id__in=schools) if schools else rows


def _waiting_row(due: Due, school: SchoolSummary) -> DueRow:
    words, name, key = due.words, school.name, school.school_id
    return DueRow(due.kind, words, name, key, due.day, due.href, due.key)


def _duty_row(duty: Obligation, school: str) -> DueRow:
    label = label_of(duty.label, duty.activity, duty.due_on, calendar.today())
    words = f"{label}: due by {in_words(duty.due_on)}"
    href = address("school_due", duty.school_id)
    key, day = f"due-{duty.pk}", duty.due_on
    return DueRow(Kind.DUE, words, school, duty.school_id, day, href, key)


@prepared
def _asked_of(reader: User, day: date, *schools: int) -> Any:
    """What is open until then, of the present term on, and in its own time."""
    roles = sorted({post.role for post in posts_of(reader)})
    today = calendar.today()
    of_a_term = Q(term__start__lte=today, due_on__gte=today)
    in_own_time = Q(term=None, activity__in=IN_OWN_TIME)
    rows = _of(schools, Obligation.objects.visible_to(reader).open())
    return rows.filter(of_a_term | in_own_time, responsible__in=roles, due_on__lte=day)
