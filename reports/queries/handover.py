"""What somebody who takes over a school needs to know, as far as they may see it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from engagement.models import SupportEntry
from reports.choices import Kind
from reports.models import SchoolSummary
from reports.queries.dues import Dues, dues_of
from reports.queries.school import Planned, Stand
from reports.queries.visit_rows import VisitRow, row_of
from reports.summary.stand import PEOPLE
from schools.access import acts_as, at_schools
from schools.models import Post, School
from schools.models.people import titled
from schools.role_names import role_names
from sitrack.core import calendar
from sitrack.core.models import User
from sitrack.core.prepared import prepared
from sitrack.core.roles import Capability, Role, roles_with
from visits.models import Visit, VisitState

MOST_DUES = 10
MOST_NOTES = 15
MOST_EARLIER = 10
LOOKS_BACK = timedelta(days=3 * 365)
# What is to be done in any term, beside what was left open.
OF_THE_TERM = {Kind.TRAJECTORY, Kind.NO_VISIT, Kind.NO_NEXT_VISIT, Kind.DUE}
TO_KNOW = [
    *(Role.HEADTEACHER, Role.DEPUTY, Role.CHAIR, Role.SENDCO),
    *(Role.OFFICER, Role.LEAD, Role.HEAD, Role.TEAM),
]
# Their addresses stand on the front of the record, for all who read it (SUF-R-03 on).
WITH_ADDRESS = {Role.HEADTEACHER, Role.DEPUTY, Role.CHAIR, Role.SENDCO}
# Inside the service everybody says SEP and RLE.
SHORT: dict[str, Any] = {role.value: name for role, name in PEOPLE.items()}
POST = (
    *("role", "title", "acting", "start", "end"),
    *("person__name", "person__email", "person__user"),
)


@dataclass(frozen=True)
class Holder:
    """Somebody who holds or held a post that reaches the school."""

    title: str
    name: str
    email: str
    role: str
    start: date
    end: date | None
    is_reader: bool


@dataclass(frozen=True)
class Support:
    """What is planned for the term under one heading of the record."""

    heading: str
    text: str
    minutes: int | None
    partner: str = ""


@dataclass(frozen=True)
class Handover:
    """A school's open ends, promises and people, for one reader."""

    open: Dues
    of_the_term: Dues
    notes: list[VisitRow]
    more_notes: bool
    support: list[Support]
    agenda: list[str]
    agenda_of: date | None
    planned: list[Planned]
    own: list[Holder]
    before: list[Holder]
    others: list[Holder]


def handover_of(stand: Stand, user: User) -> Handover:
    """Everything the handover shows beside the school's page: five queries."""
    school = stand.school
    today = calendar.today()
    notes = _notes_not_final(school, user)
    agenda_of, agenda = _last_agenda(school, user, today)
    posts = _posts(school, user, today)
    present = [post for post in posts if post.end is None or post.end >= today]
    own = [post for post in present if post.is_reader]
    return Handover(
        open=_dues(stand, user, set(Kind) - OF_THE_TERM - {Kind.STEP}),
        of_the_term=_dues(stand, user, OF_THE_TERM),
        notes=notes[:MOST_NOTES],
        more_notes=len(notes) > MOST_NOTES,
        support=_support(stand),
        agenda=agenda,
        agenda_of=agenda_of,
        planned=[visit for visit in stand.planned if visit.day >= today],
        own=own,
        before=_before(posts, own, today),
        others=[post for post in present if not post.is_reader],
    )


def handed_over(user: User) -> Any:
    """The summaries of the schools of which the user may read the handover."""
    readers = roles_with(Capability.READ_HANDOVER)
    return SchoolSummary.objects.filter(at_schools(user, readers, path="school"))


def predecessors(
    schools: Iterable[int], roles: Iterable[str], user: User
) -> dict[int, Holder]:
    """Who held one of the reader's roles at each school last, by the school's key."""
    rows = Post.objects.filter(
        school__in=schools, role__in=roles, end__lt=calendar.today()
    ).exclude(person__user=user)
    ended = rows.order_by("end", "pk").values("school", *POST)
    return {row["school"]: _holder(row, SHORT) for row in ended}


def _dues(stand: Stand, user: User, kinds: set[Kind]) -> Dues:
    """What of these kinds waits for the reader; late next steps stand on their own."""
    return dues_of(
        [wait for wait in stand.summary.waits if wait["kind"] in kinds],
        roles=acts_as(user, stand.school.pk, stand.school.region_id),
        user=user.pk,
        term=stand.term_key,
        most=MOST_DUES,
    )


def _notes_not_final(school: School, user: User) -> list[VisitRow]:
    """Notes that wait for their author, for an answer or for the last word."""
    return [row_of(row) for row in _not_final(user, school.pk)]


@prepared
def _not_final(reader: User, school: int) -> Any:
    seen = Visit.objects.visible_to(reader).filter(record__school=school)
    begun = seen.exclude(state__in=[VisitState.PLANNED, VisitState.FINAL])
    return begun.order_by("date", "pk").values(*VisitRow.COLUMNS)[: MOST_NOTES + 1]


def _last_agenda(
    school: School, user: User, today: date
) -> tuple[date | None, list[str]]:
    """The day of the last visit that the reader may read, and what it left for the
    next one."""
    return next(iter(_last_written(user, school.pk, today)), (None, []))


@prepared
def _last_written(reader: User, school: int, today: date) -> Any:
    held = Visit.objects.visible_to(reader).written().filter(record__school=school)
    last = held.filter(date__lte=today).newest_first()
    return last.values_list("date", "agenda")[:1]


def _support(stand: Stand) -> list[Support]:
    """How support is planned this term (SUF-R-22 to 25)."""
    return [
        Support(SupportEntry.Strand(strand).label, text, minutes, partner or "")
        for strand, text, minutes, partner in _entries(stand.record_key, stand.term_key)
    ]


@prepared
def _entries(record: int | None, term: int | None) -> Any:
    entries = SupportEntry.objects.filter(record=record, term=term).order_by("pk")
    planned = entries.exclude(text="", planned_minutes=None, partner_school=None)
    return planned.values_list(
        "strand", "text", "planned_minutes", "partner_school__name"
    )


def _posts(school: School, user: User, today: date) -> list[Holder]:
    """Posts that reach the school, in force or ended lately, in two queries."""
    rows = _held_lately(school.pk, school.region_id, today, today - LOOKS_BACK)
    names = {**role_names(), **SHORT}
    holders = [_holder(row, names, user.pk) for row in rows]
    return sorted(holders, key=lambda one: (TO_KNOW.index(Role(one.role)), one.start))


@prepared
def _held_lately(school: int, region: int | None, today: date, since: date) -> Any:
    lately = Q(end=None) | Q(end__gte=since)
    posts = Post.objects.at_place(school, region).filter(lately, role__in=TO_KNOW)
    return posts.filter(start__lte=today).values(*POST)


def _holder(
    row: dict[str, Any], names: Mapping[str, Any], reader: int | None = None
) -> Holder:
    role = Role(row["role"])
    title = row["title"] or str(names.get(role, role.label))
    return Holder(
        title=titled(title, acting=row["acting"]),
        name=row["person__name"],
        email=row["person__email"] if role in WITH_ADDRESS else "",
        role=row["role"],
        start=row["start"],
        end=row["end"],
        is_reader=reader is not None and row["person__user"] == reader,
    )


def _before(posts: list[Holder], own: list[Holder], today: date) -> list[Holder]:
    """Those whose posts have ended, the last to leave first; who held the reader's
    own post goes before the others."""
    ended = [
        (post, post.end)
        for post in posts
        if post.end and post.end < today and not post.is_reader
    ]
    mine = {post.role for post in own}
    ended.sort(key=lambda pair: (pair[0].role not in mine, -pair[1].toordinal()))
    return [post for post, _ in ended[:MOST_EARLIER]]
