"""What is due at a school, in words; how a term closes; what is due for a person."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from engagement.models import Obligation
from reports.choices import OF_PLANS, Kind
from reports.models import SchoolSummary
from reports.queries.dues import Due, dues_of
from reports.queries.my_schools import visible_schools
from reports.summary.waiting import AT_A_VISIT, TRAJECTORY
from schools.access import at_schools, may, posts_of, roles_at_place
from schools.models import School
from sitrack.core import calendar
from sitrack.core.addresses import address
from sitrack.core.models import Event, Term, User
from sitrack.core.reminders import put_off_by
from sitrack.core.roles import Capability, Role
from sitrack.core.templatetags.govuk import day as in_words
from visits.models import Visit

C = Capability
Sides = tuple[Capability, ...]
# Where each activity is done: its page, what that page is about, and who may.
PLACES: dict[str, tuple[str, Callable[[Obligation], tuple[int, ...]], Sides]] = {
    "conversation": ("visits:visit_new", lambda one: (one.school_id,), (C.LOG_VISIT,)),
    "progress_review": (
        *("visits:visit_new", lambda one: (one.school_id,)),
        (C.LOG_VISIT,),
    ),
    "next_visit_dated": (
        *("visits:visit_plan", lambda one: (one.school_id,)),
        (C.LOG_VISIT,),
    ),
    "inspection_trajectory": (
        *("engagement:trajectory", lambda one: (one.record_id, one.term_id or 0)),
        (C.GIVE_LA_TRAJECTORY, C.GIVE_SCHOOL_TRAJECTORY),
    ),
    "assessment_trajectory": (
        *("engagement:assessments", lambda one: (one.record_id, one.term_id or 0)),
        (C.EDIT_ASSESSMENTS,),
    ),
    "support_plan": (
        *("engagement:support", lambda one: (one.record_id, one.term_id or 0)),
        (C.EDIT_RECORD,),
    ),
    "level_confirmed": (
        *("record", lambda one: (one.record_id,)),
        (C.GIVE_LA_TRAJECTORY, C.GIVE_SCHOOL_TRAJECTORY),
    ),
    # Who may begin a plan is led to the one that goes on.
    **dict.fromkeys(
        OF_PLANS, ("plans:plan_open", lambda one: (one.school_id,), (C.OPEN_PLAN,))
    ),
}
PARTS = {"level_confirmed": "?part=position"}
MET_AT = {"visit": "visits:visit", "level": "level", "plan": "plans:plan"}
MOST_EVENTS = 20
CLOSING_WORDS = {
    "done": "Yes",
    "waived": "Not needed",
    "open": "Not yet",
    "cancelled": "Not asked for",
    "not_asked": "Not asked for",
}
UNVISITED = {Kind.NO_VISIT, Kind.NO_NEXT_VISIT}


@dataclass(frozen=True)
class Line:
    """One thing that is due, as a reader meets it; ``href`` is where it is done, or
    where what met it stands."""

    row: Obligation
    href: str = ""

    @property
    def state(self) -> str:
        if self.row.met_on:
            return "done"
        if self.row.waived_at:
            return "waived"
        return "cancelled" if self.row.cancelled else "open"


@dataclass(frozen=True)
class Group:
    """What is due by the end of one term, or with visits where there is none."""

    term: Term | None
    lines: list[Line]

    @property
    def is_ahead(self) -> bool:
        """A term that has not begun: nothing of it waits yet."""
        return self.term is not None and self.term.start > calendar.today()

    @property
    def open(self) -> int:
        return sum(line.state == "open" for line in self.lines)


def due_at(school: School, user: User) -> list[Group]:
    """Everything that is due in the years that go on: the present term first, then
    what belongs to visits and is not done, the terms before, and those to come."""
    today = calendar.today()
    rows = Obligation.objects.filter(school=school, record__year__end__gte=today)
    here: dict[int | None, list[Line]] = {}
    terms: dict[int, Term] = {}
    may_do = {
        one: may(user, one, school) for *_, sides in PLACES.values() for one in sides
    }
    for row in rows.select_related("term__year", "waived_by", "rule"):
        if row.term is None and (row.met_on or row.cancelled):
            continue
        if row.term:
            terms[row.term.pk] = row.term
        here.setdefault(row.term_id, []).append(Line(row, _href(row, may_do)))
    begun = sorted(
        (term for term in terms.values() if term.start <= today),
        key=lambda term: term.start,
        reverse=True,
    )
    ahead = sorted(
        (term for term in terms.values() if term.start > today),
        key=lambda term: term.start,
    )
    groups = [Group(term, here[term.pk]) for term in [*begun, *ahead]]
    if None in here:
        groups.insert(1 if begun else 0, Group(None, here[None]))
    return groups


def _href(row: Obligation, may_do: dict[Capability, bool]) -> str:
    if row.met_on:
        page = MET_AT.get(row.met_kind)
        return address(page, row.met_key or 0) if page else ""
    ahead = row.term is not None and row.term.start > calendar.today()
    if not row.is_open or ahead or row.activity not in PLACES:
        return ""
    page, keys, sides = PLACES[row.activity]
    if not any(may_do[side] for side in sides):
        return ""
    return address(page, *keys(row)) + PARTS.get(row.activity, "")


def due_history(school: School, audiences: Any) -> list[Event]:
    """What was waived and asked for again, the newest first."""
    told = Event.objects.within(school.scope).told_to(audiences)
    return list(told.filter(verb__startswith="obligation.")[:MOST_EVENTS])


@dataclass(frozen=True)
class Closing:
    """One school at the end of a term (journey 5.1, step 10)."""

    pk: int
    name: str
    visit_held: bool
    views: str
    level: str
    next_visit: Any

    @property
    def views_words(self) -> str:
        return CLOSING_WORDS[self.views]

    @property
    def level_words(self) -> str:
        return CLOSING_WORDS[self.level]

    @property
    def left(self) -> int:
        """How much of it is still open."""
        told = (self.views, self.level)
        return (not self.visit_held) + (not self.next_visit) + told.count("open")


def closing_schools(user: User) -> Any:
    """The summaries of the reader's schools that have a record, by name."""
    mine = SchoolSummary.objects.filter(_closers(user)).open()
    mine = mine.filter(record_key__isnull=False, listed=True)
    shown = mine.only("school_id", "name", "next_visit_at", "next_visit_on")
    return shown.order_by("name", "school_id")


def _closers(user: User) -> Q:
    roles = frozenset({Role.OFFICER, Role.LEAD, Role.HEAD, Role.DIRECTOR})
    return at_schools(user, roles, path="school")


def closing_rows(summaries: list[SchoolSummary], term: Term) -> list[Closing]:
    """How each of the schools stands with what a term closes with: two queries."""
    schools = [one.school_id for one in summaries]
    asked = (
        Obligation.objects.filter(
            school__in=schools,
            term=term,
            activity__in=["inspection_trajectory", "level_confirmed"],
        )
        .order_by()
        .only("school", "activity", "met_on", "waived_at", "cancelled")
    )
    visits = Visit.objects.held().filter(term=term, record__school__in=schools)
    visited = set(visits.order_by().values_list("record__school", flat=True))
    found = {(row.school_id, row.activity): Line(row).state for row in asked}
    return [
        Closing(
            pk=one.school_id,
            name=one.name,
            visit_held=one.school_id in visited,
            views=found.get((one.school_id, "inspection_trajectory"), "not_asked"),
            level=found.get((one.school_id, "level_confirmed"), "not_asked"),
            next_visit=one.next_visit_at or one.next_visit_on,
        )
        for one in summaries
    ]


@dataclass(frozen=True)
class DueRow:
    """One thing for one person at one school; ``due_on`` is None where it has no day.

    ``key`` stays the same for as long as the thing waits, whatever its day.
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
    ``all_due_for``, without what they have put off: three queries."""
    put_off = put_off_by(user)
    return [row for row in all_due_for(user, day) if row.key not in put_off]


def all_due_for(user: User, day: date, *, some: Any = None) -> list[DueRow]:
    """What waits for a person now at their schools, and what the present term asks of
    them by a day: two queries. The earliest due come first, what has no day before.
    With ``some`` of the summaries that the person may see, only what is due there.

    It reads summaries as they stand: bring them up to date first
    (``summaries.refresh_due(visible_schools(user))``).
    """
    found: list[DueRow] = []
    read: dict[int, tuple[str, frozenset[Role], set[str]]] = {}
    mine = visible_schools(user) if some is None else some
    rows = mine.open().select_related("school")
    for one in rows.only("name", "waits", "term_key", "school__region"):
        roles = roles_at_place(user, one.school_id, one.school.region_id)
        waiting = dues_of(
            one.waits, roles=roles, user=user.pk, term=one.term_key, most=None
        ).shown
        shown = [due for due in waiting if due.kind is not Kind.DUE]
        found += [_waiting_row(due, one) for due in shown]
        told = {TRAJECTORY}
        if any(due.kind in UNVISITED and due.day for due in shown):
            told |= AT_A_VISIT
        read[one.school_id] = (one.name, roles, told)
    asked = _asked_of(user, day)
    for duty in asked if some is None else asked.filter(school__in=[*read]):
        name, roles, told = read.get(duty.school_id, ("", frozenset(), set()))
        if duty.responsible in roles and duty.activity not in told:
            found.append(_duty_row(duty, name))
    return sorted(
        found, key=lambda row: (row.due_on or date.min, row.school, row.words)
    )


def _waiting_row(due: Due, school: SchoolSummary) -> DueRow:
    words, name, key = due.words, school.name, school.school_id
    return DueRow(due.kind, words, name, key, due.day, due.href, due.key)


def _duty_row(duty: Obligation, school: str) -> DueRow:
    words = f"{duty.label}: due by {in_words(duty.due_on)}"
    href = address("school_due", duty.school_id)
    key, day = f"due-{duty.pk}", duty.due_on
    return DueRow(Kind.DUE, words, school, duty.school_id, day, href, key)


def _asked_of(user: User, day: date) -> Any:
    """What is open until then, of the present term on, and in a plan's own time."""
    roles = {post.role for post in posts_of(user)}
    today = calendar.today()
    of_a_term = Q(term__start__lte=today, due_on__gte=today)
    of_plans = Q(term=None, activity__in=OF_PLANS)
    rows = Obligation.objects.visible_to(user).open()
    return rows.filter(of_a_term | of_plans, responsible__in=roles, due_on__lte=day)
