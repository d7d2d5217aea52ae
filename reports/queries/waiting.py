"""What waits at schools: the few parts of one query, each for the roles it concerns."""

from collections.abc import Iterator
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
from django.db.models.functions import Coalesce, Concat, Left

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
from schools.access import NOTHING, at_schools, roles_anywhere, roles_at
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

Rows = QuerySet[Any]
OFFICERS = frozenset({Role.OFFICER})
WRITERS = frozenset({Role.OFFICER, Role.LEAD})
COMPARERS = frozenset({Role.LEAD, Role.HEAD})
NOTES, LEVELS, STEPS, RECORDS, HOURS = "notes", "levels", "steps", "records", "hours"
# How the records part says for whom it reads, and what it found of visits.
FOR_OFFICER, FOR_COMPARER = "officer", "comparer"
FOR_AUTHORITY, FOR_LEADER = "authority", "leader"
AHEAD, HELD = "ahead", "held"
BOTH, NEITHER = AHEAD + HELD, ""
UNANSWERED, DECIDE = "unanswered", "decide"


class Waiting:
    """Everything that may wait for a user, at all their schools or at one."""

    def __init__(self, user: User, term: Term | None, school: School | None) -> None:
        self.user, self.term, self.school = user, term, school
        self.today = calendar.today()
        self.roles = roles_at(user, school) if school else roles_anywhere(user)

    def parts(self) -> Iterator[Rows]:
        """The query's parts, without those of roles that the user does not hold."""
        yield self._notes()
        yield self._levels()
        yield self._steps()
        if self.term:
            yield from self._records(self.term)
            if self.roles & AUTHORITY_ROLES:
                yield _over_ceiling(self.term, self._at(AUTHORITY_ROLES, "school"))

    def _at(self, roles: frozenset[Role], path: str) -> Q:
        if not self.roles & roles:
            return NOTHING
        if self.school:
            return Q(**{path: self.school.pk})
        return at_schools(self.user, roles, path=path)

    def _notes(self) -> Rows:
        """Notes to write, to answer, to make final; for leaders, notes to read."""
        path = "record__school"
        mine = self._at(OFFICERS, path)
        mine |= Q(lead__user=self.user) & self._at(AUTHORITY_ROLES | {Role.TEAM}, path)
        begun = Q(state__in=[VisitState.DRAFT, VisitState.COMMENTED])
        past = Q(state=VisitState.PLANNED, date__lt=self.today)
        to_read = Q(state=VisitState.SHARED) & self._at(SCHOOL_LEADERS, path)
        open_comments = Comment.objects.filter(visit=OuterRef("pk"), answered_at=None)
        unanswered = Exists(open_comments.exclude(text=""))
        return lines(
            Visit.objects.filter((mine & (begun | past)) | to_read),
            NOTES,
            school="record__school_id",
            day="date",
            who=Case(When(unanswered, then=Value(UNANSWERED)), default=Value("")),
            state="state",
        )

    def _levels(self) -> Rows:
        """Proposals that want a view, a decision, or another try."""
        writers = self._at(WRITERS, "school")
        leaders = self._at(SCHOOL_LEADERS, "school")
        la, school = Q(raised_side=Side.LA), Q(raised_side=Side.SCHOOL)
        asked = Q(state=LevelState.PROPOSED) & (writers & school | leaders & la)
        back = Q(state=LevelState.RETURNED) & (writers & la | leaders & school)
        reach = self._at(roles_with(Capability.SEE_QUEUE), "school")
        queue = Q(state=LevelState.VIEWED) & reach
        return lines(
            LevelAssignment.objects.filter(asked | back | queue),
            LEVELS,
            school="school_id",
            day="effective_from",
            text="level__label",
            who="school__name",
            state=Case(
                When(queue & self._theirs_to_decide(), then=Value(DECIDE)),
                default=F("state"),
            ),
        )

    def _theirs_to_decide(self) -> Q:
        """Nobody decides a proposal on which they took part (SUF-W-11)."""
        mine = Q(level__approver__in=list(COMPARERS & self.roles))
        took_part = Q(raised_by=self.user.pk) | Q(viewed_by=self.user.pk)
        return mine & ~took_part

    def _steps(self) -> Rows:
        """Overdue next steps: all for the authority, their own for school leaders."""
        path = "visit__record__school"
        whose = self._at(AUTHORITY_ROLES, path)
        whose |= self._at(SCHOOL_LEADERS, path) & Q(person__user=self.user)
        overdue = NextStep.objects.agreed().open().due_before(self.today)
        return lines(
            overdue.filter(whose),
            STEPS,
            school="visit__record__school_id",
            pk="visit_id",
            day="due_on",
            text=Left("text", 120),
        )

    def _records(self, term: Term) -> Iterator[Rows]:
        """The year's records, each with its visits and both sides' views."""
        for reader, roles in (
            (FOR_OFFICER, OFFICERS),
            (FOR_COMPARER, COMPARERS),
            (FOR_AUTHORITY, frozenset({Role.DIRECTOR})),
            (FOR_LEADER, SCHOOL_LEADERS),
        ):
            if self.roles & roles:
                here = self._at(roles, "school")
                yield self._records_with_facts(reader, here, term)

    def _records_with_facts(self, reader: str, here: Q, term: Term) -> Rows:
        visits = Visit.objects.filter(record__school=OuterRef("school"))
        ahead = Exists(visits.planned().filter(date__gte=self.today))
        held = Exists(visits.filter(term=term).exclude(state=VisitState.PLANNED))
        return lines(
            SchoolYearRecord.objects.filter(
                here, year=term.year_id, state=SchoolYearRecord.State.OPEN
            ),
            f"{RECORDS} {reader}",
            school="school_id",
            text=Concat(_said(term, "school"), Value("\n"), _said(term, "la")),
            who="school__name",
            state=Concat(
                Case(When(ahead, then=Value(AHEAD)), default=Value("")),
                Case(When(held, then=Value(HELD)), default=Value("")),
            ),
        )


def _said(term: Term, side: str) -> Coalesce:
    """What a side expects of the next inspection in the term (SUF-R-15, 16)."""
    given = TrajectoryView.objects.filter(
        record=OuterRef("pk"),
        term=term,
        subject=TrajectoryView.Subject.INSPECTION,
        viewpoint=side,
        given_at__isnull=False,
    )
    return Coalesce(Subquery(given.values("option__label")[:1]), Value(""))


def _over_ceiling(term: Term, here: Q) -> Rows:
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
        School.objects.filter(pk__in=over.values("school_id")), HOURS, school="pk"
    )
