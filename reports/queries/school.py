"""A school's page: where it stands, what comes next, what was done."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, Subquery

from engagement.models import LevelAssignment, TrajectoryView
from engagement.models.levels import OPEN_STATES
from engagement.queries.hours import HoursPosition
from reports.models import SchoolSummary
from reports.queries.visit_rows import VisitRow, row_of
from reports.summary.stand import MOST_STEPS
from schools.access import roles_at
from schools.finding import Finder
from schools.models import FederationMembership, School
from sitrack.core.models import User
from sitrack.core.prepared import prepared
from sitrack.core.roles import AUTHORITY_ROLES, SCHOOL_LEADERS, Role
from visits.guests import with_shared
from visits.models import NextStep, Visit

RECENT_VISITS = 10


@dataclass(frozen=True)
class TermViews:
    """Both sides' views of the next inspection in one term; empty where not given."""

    term_key: int
    name: str
    school: str = ""
    school_comment: str = ""
    la: str = ""
    la_comment: str = ""

    @property
    def differ(self) -> bool:
        """DER-09: both were given, and they are not the same."""
        return bool(self.school and self.la) and self.school != self.la


@dataclass(frozen=True)
class Planned:
    """A visit of the diary."""

    pk: int
    day: date
    at: datetime | None
    who: str


@dataclass(frozen=True)
class Stand:
    """Where a school stands in a year, as one reader may know it.

    ``without_school_view`` leaves out what the school gave as its view: an officer of
    another team does not read it.
    """

    school: School
    summary: SchoolSummary
    without_school_view: bool = False

    @property
    def has_record_right(self) -> bool:
        """Maintained by the authority, or an academy that buys in (SUF-W-19)."""
        return self.summary.listed

    @property
    def record_key(self) -> int | None:
        return self.summary.record_key

    @property
    def term_key(self) -> int | None:
        return self.summary.term_key

    @property
    def term(self) -> str:
        """The present term with its year, in words."""
        return str(self.summary.stand["term"])

    @property
    def term_name(self) -> str:
        return next(
            (pair.name for pair in self.views if pair.term_key == self.term_key), ""
        )

    @property
    def year(self) -> str:
        return str(self.summary.stand["year"])

    @property
    def level(self) -> dict[str, Any] | None:
        """The level in force today (INV-02): its label, since when, what it means."""
        level: dict[str, Any] | None = self.summary.stand["level"]
        return level and {**level, "since": date.fromisoformat(level["since"])}

    @property
    def case(self) -> int | None:
        """The key of the intensive support that goes on here."""
        key: int | None = self.summary.stand.get("case")
        return key

    @property
    def hours(self) -> HoursPosition | None:
        """Time used in the term against the highest ceiling in it (INV-16)."""
        if self.record_key is None or self.term_key is None:
            return None
        return HoursPosition(
            self.summary.minutes_used,
            self.summary.minutes_uncounted,
            self.summary.minutes_ceiling,
        )

    @property
    def views(self) -> list[TermViews]:
        """Both sides' views, term by term, of the terms that have begun."""
        given = self.summary.stand["views"]
        pairs = []
        for term in self.summary.stand["terms"]:
            school, la = (
                given.get(f"{term['pk']} {side.value}", ["", ""])
                for side in (
                    TrajectoryView.Viewpoint.SCHOOL,
                    TrajectoryView.Viewpoint.LA,
                )
            )
            if self.without_school_view:
                school = ["", ""]
            pairs.append(TermViews(term["pk"], term["name"], *school, *la))
        return pairs

    @property
    def now(self) -> TermViews | None:
        """The views of the present term."""
        return next(
            (pair for pair in self.views if pair.term_key == self.term_key), None
        )

    @property
    def priorities(self) -> list[str]:
        return list(self.summary.stand["priorities"])

    @property
    def people(self) -> list[list[str]]:
        """Who leads and who accompanies the school: what they are, and their names."""
        return list(self.summary.stand["people"])

    @property
    def earlier(self) -> list[dict[str, Any]]:
        """The records of other years: their keys and years."""
        return list(self.summary.stand["earlier"])

    @property
    def forms(self) -> list[str]:
        """Which forms the framework of this year's record has, by their keys."""
        return list(self.summary.stand.get("forms", []))

    @property
    def came_from(self) -> list[dict[str, Any]]:
        """The schools that this one follows: for the authority (INV-23)."""
        return list(self.summary.stand.get("came_from", []))

    @property
    def planned(self) -> list[Planned]:
        """Visits in the diary, the next one first."""
        return [
            Planned(
                one["pk"],
                date.fromisoformat(one["day"]),
                datetime.fromisoformat(one["at"]) if one["at"] else None,
                one["who"],
            )
            for one in self.summary.stand["planned"]
        ]

    @property
    def next_visit(self) -> datetime | date | None:
        return self.summary.next_visit_at or self.summary.next_visit_on


def schools_for_page() -> Any:
    """Schools with what their page needs of the register, and their summaries."""
    present = FederationMembership.objects.filter(school=OuterRef("pk"), end=None)
    return School.objects.select_related("region", "summary").annotate(
        federation_key=Subquery(present.values("federation")),
        federation_name=Subquery(present.values("federation__name")),
    )


@prepared
def school_with_shared(reader: User, pk: int) -> Any:
    """The school as its page shows it to whom it is home: whether others shared
    something with them."""
    schools = with_shared(schools_for_page(), reader)
    return schools.visible_to(reader).filter(pk=pk).order_by()


find_school_for_page = Finder(schools_for_page)


def stand_of(school: School, summary: SchoolSummary, user: User) -> Stand:
    is_team = roles_at(user, school) == {Role.TEAM}
    return Stand(school, summary, without_school_view=is_team)


def proposal_at(stand: Stand, user: User) -> dict[str, Any] | None:
    """The proposal that is not decided yet, if the reader may know of it.

    No query where there is none but one that both sides know of.
    """
    if not roles_at(user, stand.school) & (AUTHORITY_ROLES | SCHOOL_LEADERS):
        return None
    told: dict[str, Any] | None = stand.summary.stand["proposal"]
    if not stand.summary.stand["own_proposal"]:
        return told
    return next(iter(_undecided(user, stand.school.pk)), None)


@prepared
def _undecided(reader: User, school: int) -> Any:
    known = LevelAssignment.objects.visible_to(reader).filter(school=school)
    undecided = known.filter(state__in=OPEN_STATES)
    return undecided.values("pk", "level__label", "state")[:1]


def recent_visits(school: School, user: User) -> list[VisitRow]:
    """The latest visits that the reader may see, newest first, and one too many
    where there are more."""
    return [row_of(row) for row in _recent_visits(user, school.pk)]


@prepared
def _recent_visits(reader: User, school: int) -> Any:
    seen = Visit.objects.visible_to(reader).filter(record__school=school)
    held = seen.held().newest_first()
    return held.values(*VisitRow.COLUMNS)[: RECENT_VISITS + 1]


def open_steps(stand: Stand, user: User) -> list[dict[str, Any]]:
    """Open next steps, those due first on top, and one too many where there are more.

    The authority and the school's leaders read all that were agreed; an officer of
    another team those of their own visits, by a query.
    """
    if roles_at(user, stand.school) & (AUTHORITY_ROLES | SCHOOL_LEADERS):
        return [
            {**step, "due_on": date.fromisoformat(step["due_on"])}
            for step in stand.summary.stand["steps"]
        ]
    steps = NextStep.objects.visible_to(user).agreed().alive()
    here = steps.of_school(stand.school)
    columns = ("pk", "due_on", "text", "who", "person__name")
    ordered = here.order_by("due_on", "visit", "order").values(*columns)
    return [
        {**step, "who": step["who"] or step["person__name"] or ""}
        for step in ordered[: MOST_STEPS + 1]
    ]
