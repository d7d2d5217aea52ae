"""The schools of a person: level, next visit, hours, and what waits at each."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, Subquery

from engagement.models import LevelAssignment, SchoolYearRecord
from engagement.queries.hours import HoursPosition, hours_positions
from reports.queries.dues import Due
from schools.access import posts_of
from schools.models import School
from sitrack.core import calendar
from sitrack.core.models import Term, User
from sitrack.core.roles import SCHOOL_ROLES
from sitrack.core.templatetags.govuk import day, hours, moment
from visits.models import Visit

SHOWN = 3


@dataclass(frozen=True)
class Row:
    """One school of the list; ``hours`` is None where it has no record this year."""

    school: School
    level: str
    next_visit: datetime | date | None
    record_id: int | None
    hours: HoursPosition | None
    dues: list[Due]

    @property
    def is_late(self) -> bool:
        return any(due.is_late for due in self.dues)

    @property
    def shown(self) -> list[Due]:
        """The most pressing dues: the school's page has them all."""
        return self.dues[:SHOWN]

    @property
    def more(self) -> int:
        return len(self.dues) - len(self.shown)

    @property
    def next_visit_words(self) -> str:
        if isinstance(self.next_visit, datetime):
            return moment(self.next_visit)
        return day(self.next_visit)

    @property
    def hours_words(self) -> str:
        """Such as "up to 8; 2.5 used" (DER-01, DER-02)."""
        if self.hours is None:
            return ""
        used = f"{hours(self.hours.used)} used"
        if self.hours.ceiling is None:
            return used
        over = f", over by {hours(self.hours.over)}" if self.hours.over else ""
        return f"up to {hours(self.hours.ceiling)}; {used}{over}"


def visible_schools(user: User) -> Any:
    """The schools of a list, before its filters."""
    return School.objects.visible_to(user).open()


def only_school(user: User) -> int | None:
    """The one school of a person who works or governs there and nowhere else."""
    posts = posts_of(user)
    schools = {post.school_id for post in posts if post.role in SCHOOL_ROLES}
    if len(schools) == 1 and all(post.role in SCHOOL_ROLES for post in posts):
        return schools.pop()
    return None


def by_attention(schools: Any, dues: dict[int, list[Due]]) -> list[int]:
    """Ids of schools: first those where something waits, the most pressing first.

    One query for any number of schools.
    """
    named = schools.order_by("name", "pk").values_list("pk", flat=True)
    return sorted(named, key=lambda pk: _rank(dues.get(pk, [])))


def _rank(dues: list[Due]) -> tuple[int, int, date]:
    if not dues:
        return (1, 0, date.max)
    return (0, *dues[0].rank)


def rows(ids: list[int], dues: dict[int, list[Due]], term: Term | None) -> list[Row]:
    """The list's rows for these schools, in this order."""
    today = calendar.today()
    found: dict[int, Any] = {
        school.pk: school
        for school in School.objects.filter(pk__in=ids)
        .select_related("region")
        .annotate(
            level_name=Subquery(_levels(today).values("level__label")[:1]),
            next_at=Subquery(_ahead(today).values("planned_for")[:1]),
            next_on=Subquery(_ahead(today).values("date")[:1]),
            record_pk=Subquery(_records(today).values("pk")[:1]),
        )
    }
    spent = _hours(list(found.values()), term)
    return [
        Row(
            school=found[pk],
            level=found[pk].level_name or "",
            next_visit=found[pk].next_at or found[pk].next_on,
            record_id=found[pk].record_pk,
            hours=spent.get(found[pk].record_pk),
            dues=dues.get(pk, []),
        )
        for pk in ids
    ]


def _levels(today: date) -> Any:
    held = LevelAssignment.objects.filter(school=OuterRef("pk"))
    return held.in_force(today).order_by("-effective_from", "-pk")


def _ahead(today: date) -> Any:
    visits = Visit.objects.planned().filter(record__school=OuterRef("pk"))
    return visits.filter(date__gte=today).order_by("date", "planned_for")


def _records(today: date) -> Any:
    return SchoolYearRecord.objects.filter(
        school=OuterRef("pk"), year__start__lte=today, year__end__gte=today
    ).order_by("pk")


def _hours(schools: list[Any], term: Term | None) -> dict[int, HoursPosition]:
    if term is None:
        return {}
    records = [
        SchoolYearRecord(pk=school.record_pk, school_id=school.pk)
        for school in schools
        if school.record_pk
    ]
    return hours_positions(records, term)
