"""What stands around a proposal of a level: everything the decision weighs (5.3)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Abs, Coalesce

from engagement.models import LevelAssignment
from engagement.queries.proposals import TrajectoryShown, trajectories
from engagement.queries.queue import short
from plans.models import Plan, PlanReview
from reports.queries.school import Stand, stand_of
from reports.queries.visit_rows import VisitRow
from reports.services.summaries import up_to_date
from schools.access import may
from schools.choices import TEACHING
from schools.models import School
from sitrack.core import calendar
from sitrack.core.models import User
from sitrack.core.roles import Capability
from visits.asked import SAYS_MOST
from visits.evidence import Meeting, meetings_about
from visits.models import Visit, VisitSection

LAST_VISITS, LAST_REVIEWS, MOST_SIMILAR = 2, 3, 6
UNKNOWN_SIZE = 1_000_000


def with_what_stands_around() -> Any:
    """Proposals, each with its school's summary and with the plan that runs there."""
    plans = Plan.objects.filter(school=OuterRef("school")).live().order_by("-pk")
    return LevelAssignment.objects.select_related("school__summary").annotate(
        live_plan=Subquery(plans.values("pk")[:1]),
        live_plan_ends=Subquery(plans.values("ends_on")[:1]),
        letter_key=F("letter"),
    )


@dataclass(frozen=True)
class LastVisit(VisitRow):
    """A visit that was held lately, with what its note says in sum."""

    summary: str


@dataclass(frozen=True)
class Similar:
    """A school of the same kind and about the same size, and where it stands."""

    pk: int
    name: str
    pupils: int | None
    level: str
    since: date


@dataclass(frozen=True)
class Surroundings:
    """Where the school stands now, as both pages of a proposal show it."""

    stand: Stand
    reads_hours: bool
    trajectories: list[TrajectoryShown]
    meeting: Meeting | None

    def context(self) -> dict[str, Any]:
        """By the names that the templates know."""
        return {
            "present": self.stand.level,
            "term_name": self.stand.term_name,
            "hours": self.stand.hours if self.reads_hours else None,
            "trajectories": self.trajectories,
            "meeting": self.meeting,
        }


def surroundings_of(assignment: LevelAssignment, user: User) -> Surroundings:
    """Level, hours and trajectories of the present term, and a meeting about the
    proposal: two queries, for one that ``with_what_stands_around`` found."""
    school = assignment.school
    stand = stand_of(school, up_to_date(school), user)
    record, term = stand.record_key, stand.term_key
    return Surroundings(
        stand=stand,
        reads_hours=may(user, Capability.READ_LEDGER, school),
        trajectories=trajectories(record, term) if record and term else [],
        meeting=meetings_about([assignment], user).get(assignment.pk),
    )


def last_visits(school: School, user: User) -> list[LastVisit]:
    """The last visits that the reader may read, the latest first: one query."""
    texts = VisitSection.objects.filter(SAYS_MOST, visit=OuterRef("pk"))
    held = Visit.objects.visible_to(user).filter(record__school=school).held()
    rows = held.newest_first().annotate(
        kind=Coalesce(F("visit_type__label"), F("template__name")),
        summary=Subquery(texts.order_by().values("text")[:1]),
    )
    columns = ("pk", "date", "kind", "lead__name", "state", "summary")
    return [
        LastVisit(pk, day, kind, who, state, summary or "")
        for pk, day, kind, who, state, summary in rows.values_list(*columns)[
            :LAST_VISITS
        ]
    ]


def last_reviews(assignment: Any, user: User) -> list[PlanReview]:
    """The last reviews of the plan that runs at the school: one query, or none."""
    if not assignment.live_plan:
        return []
    seen = PlanReview.objects.visible_to(user).held()
    reviews = seen.filter(plan=assignment.live_plan).order_by("-held_on", "-pk")
    return list(reviews[:LAST_REVIEWS])


def similar_schools(school: School, user: User) -> list[Similar]:
    """Schools of the same phase and about as many pupils, those of the same region
    first, with their levels; only those whose levels the reader may see: one query.

    A level that was decided is all that is told of them: no proposal, view or letter.
    """
    alike = LevelAssignment.objects.visible_to(user).in_force(calendar.today())
    alike = alike.filter(school__phase=school.phase, school__status__in=TEACHING)
    if school.is_special or school.is_alternative:
        alike = alike.filter(school__establishment_type=school.establishment_type)
    own = school.pupils or 0
    rows = (
        alike.exclude(school=school)
        .annotate(apart=Coalesce(Abs(F("school__pupils") - own), UNKNOWN_SIZE))
        .select_related("school", "level")
        .only(
            *("effective_from", "school__name", "school__pupils", "school__region_id"),
            *("level__short_name", "level__label"),
        )
        .order_by("apart", "school__name")[: MOST_SIMILAR * 2]
    )
    near = sorted(rows, key=lambda row: row.school.region_id != school.region_id)
    return [
        Similar(
            pk=row.school_id,
            name=row.school.name,
            pupils=row.school.pupils,
            level=short(row.level),
            since=row.effective_from,
        )
        for row in near[:MOST_SIMILAR]
    ]
