"""Lists of visits: one school's year, and one person's diary across schools."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar

from django.db.models import Exists, OuterRef

from schools.models import School
from sitrack.core import calendar, clock
from sitrack.core.models import AcademicYear, Term, User
from sitrack.core.templatetags.govuk import moment, short_day
from visits.models import Comment, TimeRequest, Visit, VisitState

MOST_OWN = 400
IN_A_GROUP = 15
COLOURS = {
    VisitState.PLANNED: "blue",
    VisitState.DRAFT: "grey",
    VisitState.SHARED: "blue",
    VisitState.COMMENTED: "yellow",
    VisitState.FINAL: "green",
    VisitState.CANCELLED: "grey",
}


@dataclass(frozen=True)
class Line:
    """A visit as a row of a school's list; ``team`` is set for another team's."""

    COLUMNS: ClassVar = (
        *("pk", "date", "planned_for", "visit_type__label", "lead__name", "state"),
        *("cancelled_reason", "lead__team_membership__team__name"),
        "lead__team_membership__team__counted",
    )

    pk: int
    day: date
    at: datetime | None
    kind: str
    who: str
    state: str
    reason: str
    team: str

    @property
    def when(self) -> str:
        """The day, with the hour for what is still a plan."""
        if self.at and self.state in {VisitState.PLANNED, VisitState.CANCELLED}:
            return moment(self.at)
        return short_day(self.day)

    @property
    def state_words(self) -> str:
        return str(VisitState(self.state).label)

    @property
    def colour(self) -> str:
        return COLOURS[VisitState(self.state)]

    @property
    def is_to_write(self) -> bool:
        """Planned, and its day has come: a write-up can begin."""
        return self.state == VisitState.PLANNED and self.day <= calendar.today()


def _line(row: tuple[Any, ...]) -> Line:
    pk, day, at, kind, who, state, reason, team, counted = row
    return Line(
        pk, day, at, kind or "", who, state, reason, "" if counted else team or ""
    )


@dataclass(frozen=True)
class Narrowing:
    """What a school's list can be narrowed to, and what was asked for."""

    terms: list[Term]
    leads: list[tuple[int, str]]
    term: str = ""
    state: str = ""
    who: str = ""
    states: ClassVar = VisitState.choices

    @property
    def is_used(self) -> bool:
        return bool(self.term or self.state or self.who)

    def of(self, visits: Any) -> Any:
        if self.term:
            visits = visits.filter(term=int(self.term))
        if self.state:
            visits = visits.filter(state=self.state)
        if self.who:
            visits = visits.filter(lead=int(self.who))
        return visits


def narrowing(year: AcademicYear, visits: Any, asked: Mapping[str, Any]) -> Narrowing:
    """The filters of a list, with what was asked as far as the list offers it."""
    terms = calendar.terms_of(year)
    people = visits.order_by("lead__name", "lead").values_list("lead", "lead__name")
    leads = list(people.distinct())
    offered = {
        "term": {str(term.pk) for term in terms},
        "state": set(VisitState.values),
        "who": {str(pk) for pk, _ in leads},
    }
    chosen = {
        name: asked.get(name, "") if asked.get(name) in values else ""
        for name, values in offered.items()
    }
    return Narrowing(terms, leads, **chosen)


def visits_at(school: School, year: AcademicYear, reader: User) -> Any:
    """The visits of a year, and those planned beyond it, that a reader may see."""
    seen = Visit.objects.visible_to(reader)
    return seen.filter(record__school=school, date__gte=year.start)


def lines(visits: Any) -> Any:
    """Rows newest first; those of one day in the order of their hours."""
    return visits.order_by("-date", "planned_for", "pk").values_list(*Line.COLUMNS)


def as_lines(rows: Any) -> list[Line]:
    return [_line(row) for row in rows]


@dataclass
class Group:
    """Visits of one person that want the same thing done."""

    code: str
    heading: str
    action: str
    page: str
    rows: list[dict[str, Any]] = field(default_factory=list)
    more: int = 0


GROUPS = (
    ("held", "Not written up yet", "Write up", "visits:visit_edit"),
    ("asked", "The school asks for another time", "Answer", "visits:visit"),
    ("ahead", "Coming up", "Open", "visits:visit"),
    ("draft", "Drafts", "Go on writing", "visits:visit_edit"),
    ("comment", "The school has commented", "Answer", "visits:visit"),
    ("final", "Ready to make final", "Make final", "visits:visit_finalise"),
    ("shared", "Waiting for the school", "Open", "visits:visit"),
)


def own_diary(user: User, *, only: str = "", whole: bool = False) -> list[Group]:
    """The visits that a person leads and that are not over, by what they want: one
    query. ``only`` names one group to be shown whole; ``whole`` shows all so."""
    groups = {row[0]: Group(*row) for row in GROUPS}
    waiting = Comment.objects.filter(visit=OuterRef("pk"), answered_at=None)
    own = Visit.objects.visible_to(user).filter(lead__user=user)
    rows = (
        own.exclude(state__in=[VisitState.FINAL, VisitState.CANCELLED])
        .annotate(
            unanswered=Exists(waiting.exclude(text="")),
            other_time=Exists(
                TimeRequest.objects.filter(visit=OuterRef("pk"), answered_at=None)
            ),
        )
        .order_by("date", "planned_for", "pk")
        .values(
            *("pk", "date", "planned_for", "state", "unanswered", "other_time"),
            *("record__school__name", "visit_type__label"),
        )
    )
    now = clock.now()
    for row in rows[:MOST_OWN]:
        groups[_group_of(row, now)].rows.append(row)
    shown = [group for group in groups.values() if group.rows]
    if only in groups:
        return [group for group in shown if group.code == only]
    if whole:
        return shown
    for group in shown:
        group.more = max(0, len(group.rows) - IN_A_GROUP)
        del group.rows[IN_A_GROUP:]
    return shown


def _group_of(row: Mapping[str, Any], now: datetime) -> str:
    if row["state"] == VisitState.PLANNED:
        if row["planned_for"] <= now:
            return "held"
        return "asked" if row["other_time"] else "ahead"
    if row["state"] == VisitState.COMMENTED:
        return "comment" if row["unanswered"] else "final"
    return str(row["state"])
