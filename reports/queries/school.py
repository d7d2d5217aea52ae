"""A school's page: where it stands, what comes next, what was done."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Sum

from engagement.models import (
    EntitlementLine,
    LevelAssignment,
    RecordPriority,
    SchoolYearRecord,
    TimeEntry,
    TrajectoryView,
)
from engagement.models.levels import IN_FORCE_STATES
from engagement.queries.hours import HoursPosition
from reports.queries.lines import Line, lines, read
from reports.queries.visit_rows import VisitRow, row_of_line
from schools.access import roles_at
from schools.models import School, TradedAgreement
from sitrack.core import calendar
from sitrack.core.models import Term, User
from sitrack.core.roles import Role
from visits.models import NextStep, Visit

RECENT_VISITS = 5


@dataclass(frozen=True)
class TermViews:
    """Both sides' views of the next inspection in one term; empty where not given."""

    term: Term
    school: str = ""
    school_comment: str = ""
    la: str = ""
    la_comment: str = ""

    @property
    def differ(self) -> bool:
        """DER-09: both were given, and they are not the same."""
        return bool(self.school and self.la) and self.school != self.la


@dataclass(frozen=True)
class Stand:
    """Where a school stands in a year, as one reader may know it."""

    school: School
    terms: list[Term]
    term: Term | None
    record: SchoolYearRecord | None
    earlier: list[SchoolYearRecord]
    levels: list[Any]
    found: list[Line] = field(default_factory=list)

    def of(self, kind: str) -> list[Line]:
        return [line for line in self.found if line.kind == kind]

    @property
    def has_record_right(self) -> bool:
        """Maintained by the authority, or an academy that buys in (SUF-W-19)."""
        school: Any = self.school
        return bool(school.maintained or school.is_traded)

    @property
    def level(self) -> Any:
        """The level in force today (INV-02)."""
        today = calendar.today()
        for held in self.levels:
            if held.state in IN_FORCE_STATES and _overlaps(held, today, today):
                return held
        return None

    @property
    def proposal(self) -> LevelAssignment | None:
        """The proposal that is not decided yet, if the reader may know of it."""
        return next((held for held in self.levels if held.is_open), None)

    @property
    def hours(self) -> HoursPosition | None:
        """Time used in the term against the highest ceiling in it (INV-16)."""
        if self.record is None or self.term is None:
            return None
        hours = [
            held.ceiling
            for held in self.levels
            if held.state in IN_FORCE_STATES
            and held.ceiling is not None
            and _overlaps(held, self.term.start, self.term.end)
        ]
        spent: Any = self.record
        return HoursPosition(
            used=spent.counted_minutes or 0,
            uncounted=spent.other_minutes or 0,
            ceiling=int(max(hours) * 60) if hours else None,
        )

    @property
    def views(self) -> list[TermViews]:
        """Both sides' views, term by term, of the terms that have begun."""
        said = {(line.pk, line.who): line for line in self.of("view")}
        nothing = Line("", 0, 0, None, None, "", "", "")
        pairs = []
        for term in self.terms:
            if term.start > calendar.today() and term != self.term:
                continue
            school = said.get((term.pk, TrajectoryView.Viewpoint.SCHOOL), nothing)
            la = said.get((term.pk, TrajectoryView.Viewpoint.LA), nothing)
            pairs.append(TermViews(term, school.text, school.state, la.text, la.state))
        return pairs

    @property
    def now(self) -> TermViews | None:
        """The views of the present term."""
        return next((pair for pair in self.views if pair.term == self.term), None)

    @property
    def priorities(self) -> list[Line]:
        return sorted(self.of("priority"), key=lambda line: line.pk)

    @property
    def steps(self) -> list[Line]:
        """Open next steps, those due first on top."""
        return sorted(self.of("step"), key=lambda line: line.day or date.max)

    @property
    def planned(self) -> list[Line]:
        """Visits in the diary, the next one first."""
        return sorted(self.of("planned"), key=lambda line: line.day or date.max)

    @property
    def next_visit(self) -> Line | None:
        today = calendar.today()
        ahead = (visit for visit in self.planned if visit.day and visit.day >= today)
        return next(ahead, None)

    @property
    def visits(self) -> list[VisitRow]:
        """The latest visits that the reader may see, newest first."""
        found = [row_of_line(line) for line in self.of("visit")]
        return sorted(found, key=lambda row: (row.day, row.pk), reverse=True)


def schools_for_page() -> Any:
    """Schools with what their page needs of the register."""
    today = calendar.today()
    agreements = TradedAgreement.objects.filter(school=OuterRef("pk"), start__lte=today)
    in_force = agreements.filter(Q(end=None) | Q(end__gte=today))
    schools = School.objects.select_related("region")
    return schools.annotate(is_traded=Exists(in_force))


def stand_of(school: School, user: User) -> Stand:
    """Everything of this year that a school's page shows: four queries."""
    today = calendar.today()
    terms = list(
        Term.objects.filter(year__start__lte=today, year__end__gte=today)
        .select_related("year")
        .order_by("start")
    )
    begun = [term for term in terms if term.start <= today]
    term = begun[-1] if begun else (terms[0] if terms else None)
    records = list(_records(school, term))
    this_year = [record for record in records if term and record.year == term.year]
    record = this_year[0] if this_year else None
    return Stand(
        school=school,
        terms=terms,
        term=term,
        record=record,
        earlier=[other for other in records if other != record],
        levels=list(_levels(school, user)),
        found=read(*_parts(school, record, user)),
    )


def _records(school: School, term: Term | None) -> QuerySet[Any]:
    def minutes(*, counted: bool) -> Subquery:
        spent = TimeEntry.objects.filter(
            record=OuterRef("pk"), term=term, counted=counted
        )
        totals = spent.order_by().values("record").annotate(sum=Sum("minutes"))
        return Subquery(totals.values("sum"))

    return (
        SchoolYearRecord.objects.filter(school=school)
        .select_related("year", "framework")
        .annotate(
            counted_minutes=minutes(counted=True), other_minutes=minutes(counted=False)
        )
        .order_by("-year__start")
    )


def _levels(school: School, user: User) -> QuerySet[Any]:
    visible = LevelAssignment.objects.visible_to(user).filter(school=school)
    lines_of = EntitlementLine.objects.filter(level=OuterRef("level"))
    ceiling = lines_of.filter(unit="hour", per="term", counted=True)
    return (
        LevelAssignment.objects.filter(school=school)
        .filter(Q(state__in=IN_FORCE_STATES) | Q(pk__in=visible.values("pk")))
        .select_related("level", "decided_by", "raised_by")
        .annotate(
            ceiling=Subquery(
                ceiling.order_by("-quantity_max").values("quantity_max")[:1]
            ),
            meaning=Subquery(lines_of.order_by("order").values("text")[:1]),
        )
    )


def _parts(
    school: School, record: SchoolYearRecord | None, user: User
) -> list[QuerySet[Any]]:
    """The short lists of the page: visits, next steps, priorities, views."""
    where: dict[str, Any] = {"school": "record__school_id", "who": "lead__name"}
    seen = Visit.objects.visible_to(user).filter(record__school=school)
    latest = seen.exclude(state="planned").newest_first()[:RECENT_VISITS]
    diary = Visit.objects.planned().filter(record__school=school)
    steps = NextStep.objects.visible_to(user).agreed().open()
    parts = [
        lines(diary, "planned", day="date", at="planned_for", **where),
        lines(
            Visit.objects.filter(pk__in=latest.values("pk")),
            "visit",
            day="date",
            text="visit_type__label",
            state="state",
            **where,
        ),
        lines(
            steps.filter(visit__record__school=school),
            "step",
            school="visit__record__school_id",
            pk="visit_id",
            day="due_on",
            text="text",
            who="who",
            state="person__name",
        ),
    ]
    return parts + (_of_record(record, school, user) if record else [])


def _of_record(
    record: SchoolYearRecord, school: School, user: User
) -> list[QuerySet[Any]]:
    given = TrajectoryView.objects.filter(
        record=record,
        subject=TrajectoryView.Subject.INSPECTION,
        given_at__isnull=False,
    )
    if roles_at(user, school) == {Role.TEAM}:
        given = given.exclude(viewpoint=TrajectoryView.Viewpoint.SCHOOL)
    return [
        lines(
            RecordPriority.objects.filter(record=record, closed=False),
            "priority",
            school="record__school_id",
            pk="order",
            text="text",
        ),
        lines(
            given,
            "view",
            school="record__school_id",
            pk="term_id",
            text="option__label",
            who="viewpoint",
            state="comment",
        ),
    ]


def _overlaps(held: LevelAssignment, start: date, end: date) -> bool:
    until = held.effective_to or date.max
    return held.effective_from <= end and until >= start
