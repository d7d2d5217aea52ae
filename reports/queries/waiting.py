"""What waits at schools, kind by kind: the parts of one query."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Any

from django.db.models import (
    Case,
    Exists,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Concat, Left

from engagement.models import (
    LevelAssignment,
    LevelState,
    SchoolYearRecord,
    Side,
    TimeEntry,
    TrajectoryView,
)
from engagement.models.levels import IN_FORCE_STATES
from reports.queries.lines import lines
from schools.access import at_schools
from schools.models import School
from sitrack.core import calendar
from sitrack.core.models import Term, User
from sitrack.core.roles import (
    AUTHORITY_ROLES,
    SCHOOL_LEADERS,
    Capability,
    Role,
    roles_with,
)
from visits.models import Comment, NextStep, Visit, VisitState

WRITERS = frozenset({Role.OFFICER, Role.LEAD})
COMPARERS = frozenset({Role.LEAD, Role.HEAD})


class Kind(StrEnum):
    """Why something waits, the most pressing first."""

    DECIDE = "decide"
    COMMENT = "comment"
    READ_NOTE = "read_note"
    DRAFT = "draft"
    HELD = "held"
    LEVEL_VIEW = "level_view"
    FINALISE = "finalise"
    STEP = "step"
    NO_NEXT_VISIT = "no_next_visit"
    TRAJECTORY = "trajectory"
    RETURNED = "returned"
    HOURS = "hours"
    NO_VISIT = "no_visit"
    DIFFER = "differ"
    QUEUE = "queue"


class Waiting:
    """The parts of the one query: each kind for the roles that it concerns."""

    def __init__(self, user: User, term: Term | None, school: School | None) -> None:
        self.user, self.term, self.school = user, term, school
        self.today = calendar.today()

    def parts(self) -> Iterator[QuerySet[Any]]:
        yield from self._notes()
        yield from self._levels()
        yield from self._queue()
        yield self._steps()
        if self.term:
            yield from self._of_the_term(self.term)

    def _at(self, roles: frozenset[Role], path: str) -> Q:
        here = at_schools(self.user, roles, path=path)
        if self.school:
            here &= Q(**{path or "pk": self.school.pk})
        return here

    def _notes(self) -> Iterator[QuerySet[Any]]:
        path = "record__school"
        officer = self._at(frozenset({Role.OFFICER}), path)
        own = Q(lead__user=self.user) & self._at(AUTHORITY_ROLES | {Role.TEAM}, path)
        mine = Visit.objects.filter(officer | own)
        waiting = Comment.objects.filter(answered_at=None).exclude(text="")
        unanswered = waiting.filter(visit=OuterRef("pk"))
        answered = mine.filter(state=VisitState.COMMENTED).filter(~Exists(unanswered))
        for kind, visits in (
            (
                Kind.COMMENT,
                mine.filter(state=VisitState.COMMENTED).filter(Exists(unanswered)),
            ),
            (Kind.DRAFT, mine.filter(state=VisitState.DRAFT)),
            (Kind.HELD, mine.planned().filter(date__lt=self.today)),
            (Kind.FINALISE, answered),
            (
                Kind.READ_NOTE,
                Visit.objects.filter(self._at(SCHOOL_LEADERS, path)).filter(
                    state=VisitState.SHARED
                ),
            ),
        ):
            yield lines(visits, kind, school="record__school_id", day="date")

    def _levels(self) -> Iterator[QuerySet[Any]]:
        writers = self._at(WRITERS, "school")
        leaders = self._at(SCHOOL_LEADERS, "school")
        asked = writers & Q(raised_side=Side.SCHOOL) | leaders & Q(raised_side=Side.LA)
        ours = writers & Q(raised_side=Side.LA) | leaders & Q(raised_side=Side.SCHOOL)
        for kind, state, whose in (
            (Kind.LEVEL_VIEW, LevelState.PROPOSED, asked),
            (Kind.RETURNED, LevelState.RETURNED, ours),
        ):
            rows = LevelAssignment.objects.filter(whose, state=state)
            yield _proposals(rows, kind)

    def _queue(self) -> Iterator[QuerySet[Any]]:
        """Proposals that wait for a decision: the user's own to take, and the rest."""
        waiting = LevelAssignment.objects.filter(state=LevelState.VIEWED)
        theirs = Q(pk__in=[])
        for role in (Role.LEAD, Role.HEAD):
            here = self._at(frozenset({role}), "school")
            theirs |= Q(level__approver=role) & here
        decide = waiting.filter(theirs).exclude(raised_by=self.user)
        decide = decide.exclude(viewed_by=self.user)
        reach = self._at(roles_with(Capability.SEE_QUEUE), "school")
        others = waiting.filter(reach).exclude(pk__in=decide.values("pk"))
        yield _proposals(decide, Kind.DECIDE)
        yield _proposals(others, Kind.QUEUE)

    def _steps(self) -> QuerySet[Any]:
        path = "visit__record__school"
        whose = self._at(AUTHORITY_ROLES, path) | (
            self._at(SCHOOL_LEADERS, path) & Q(person__user=self.user)
        )
        overdue = NextStep.objects.agreed().open().due_before(self.today)
        return lines(
            overdue.filter(whose),
            Kind.STEP,
            school="visit__record__school_id",
            pk="visit_id",
            day="due_on",
            text=Left("text", 120),
        )

    def _of_the_term(self, term: Term) -> Iterator[QuerySet[Any]]:
        this_year = SchoolYearRecord.objects.filter(
            year=term.year_id, state=SchoolYearRecord.State.OPEN
        )
        school = TrajectoryView.Viewpoint.SCHOOL
        la = TrajectoryView.Viewpoint.LA
        officers = frozenset({Role.OFFICER})
        for roles, side, words in (
            (officers, la, "the LA’s view"),
            (SCHOOL_LEADERS, school, "the school’s view"),
        ):
            rows = this_year.filter(self._at(roles, "school"))
            yield lines(
                rows.filter(~Exists(_given(term, side))),
                Kind.TRAJECTORY,
                school="school_id",
                text=words,
            )
        yield from self._visits_in(
            term, this_year.filter(self._at(AUTHORITY_ROLES, "school"))
        )
        yield _over_ceiling(term, self._at(AUTHORITY_ROLES, "school"))
        yield _disagreements(term, this_year.filter(self._at(COMPARERS, "school")))

    def _visits_in(self, term: Term, records: QuerySet[Any]) -> Iterator[QuerySet[Any]]:
        """No visit ahead; and DER-07, none held this term, where one is ahead."""
        visits = Visit.objects.filter(record__school=OuterRef("school"))
        ahead = Exists(visits.planned().filter(date__gte=self.today))
        held = Exists(visits.filter(term=term).exclude(state=VisitState.PLANNED))
        none_at_all = Value("No visit yet this term, and none is planned")
        words = Case(
            When(held, then=Value("No next visit is planned")), default=none_at_all
        )
        where = {"school": "school_id", "pk": "school_id"}
        yield lines(records.filter(~ahead), Kind.NO_NEXT_VISIT, text=words, **where)
        yield lines(records.filter(ahead, ~held), Kind.NO_VISIT, **where)


def _proposals(rows: QuerySet[Any], kind: Kind) -> QuerySet[Any]:
    return lines(
        rows,
        kind,
        school="school_id",
        day="effective_from",
        text=F("level__label"),
        who=F("school__name"),
    )


def _given(term: Term, side: str) -> QuerySet[Any]:
    """The side's view of the next inspection in the term (SUF-R-15, 16)."""
    return TrajectoryView.objects.filter(
        record=OuterRef("pk"),
        term=term,
        subject=TrajectoryView.Subject.INSPECTION,
        viewpoint=side,
        given_at__isnull=False,
    )


def _disagreements(term: Term, records: QuerySet[Any]) -> QuerySet[Any]:
    """DER-09: both sides gave their view this term, and the views differ."""
    school = _given(term, TrajectoryView.Viewpoint.SCHOOL).values("option__label")
    la = _given(term, TrajectoryView.Viewpoint.LA).values("option__label")
    rows = records.annotate(
        school_says=Subquery(school[:1]), la_says=Subquery(la[:1])
    ).exclude(Q(school_says=None) | Q(la_says=None) | Q(school_says=F("la_says")))
    text = Concat(
        Value("The school: "), "school_says", Value(". The LA: "), "la_says", Value(".")
    )
    return lines(
        rows, Kind.DIFFER, school="school_id", text=text, who=F("school__name")
    )


def _over_ceiling(term: Term, here: Q) -> QuerySet[Any]:
    """DER-02: counted time above the highest ceiling of the term's levels."""
    ceiling = (
        LevelAssignment.objects.filter(
            Q(effective_to=None) | Q(effective_to__gte=term.start),
            school=OuterRef("school"),
            state__in=IN_FORCE_STATES,
            effective_from__lte=term.end,
            level__entitlements__counted=True,
            level__entitlements__unit="hour",
            level__entitlements__per="term",
        )
        .order_by()
        .values("school")
        .annotate(hours=Max("level__entitlements__quantity_max"))
        .values("hours")
    )
    spent = TimeEntry.objects.filter(here, term=term, counted=True).order_by()
    over = (
        spent.values("school_id")
        .annotate(minutes=Sum("minutes"))
        .annotate(ceiling=Subquery(ceiling))
        .filter(minutes__gt=F("ceiling") * 60)
    )
    return lines(
        School.objects.filter(pk__in=over.values("school_id")), Kind.HOURS, school="pk"
    )
