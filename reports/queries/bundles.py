"""Which documents a bundle holds, and how far it is."""

from collections.abc import Iterator
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet
from django.utils.text import slugify

from engagement.models import SchoolYearRecord
from reports.models import Bundle, Made
from schools.access import at_schools
from schools.models import Person, Post, School
from sitrack.core import calendar
from sitrack.core.models import AcademicYear, Term, User
from sitrack.core.roles import Capability, Role, roles_with
from visits.models import Visit, VisitState


class Period(NamedTuple):
    """A year, or one term of it."""

    year: AcademicYear
    term: Term | None = None


class Wanted(NamedTuple):
    """One document that is to be made, and its place in the zip."""

    kind: str
    subject: int
    school: School
    name: str


class Progress(NamedTuple):
    """How many documents a bundle has, and what came of them."""

    total: int
    made: int
    failed: int

    @property
    def done(self) -> int:
        return self.made + self.failed

    @property
    def percent(self) -> int:
        return 100 * self.done // max(self.total, 1)


def documents_of(period: Period, officer: Person | None, asker: User) -> list[Wanted]:
    """The records of a year that the asker may download, each with its final visits of
    the term where it is one term that they ask for."""
    records = _records(period, officer, asker)
    return [*_of_records(records), *_of_visits(records, period.term, asker)]


def periods() -> list[Period]:
    """What can be asked for: each year that has records, the latest first, and its
    terms that have begun."""
    today = calendar.today()
    years = AcademicYear.objects.filter(start__lte=today, records__isnull=False)
    return [
        Period(year, term)
        for year in years.distinct().order_by("-start").prefetch_related("terms")
        for term in [
            None,
            *(term for term in reversed(year.terms.all()) if term.start <= today),
        ]
    ]


def officers(asker: User) -> list[Person]:
    """The officers of schools whose records the asker may download."""
    posts = Post.objects.in_force(calendar.today()).filter(
        _reach(asker, "school"), role=Role.OFFICER, school__isnull=False
    )
    people = Person.objects.filter(pk__in=posts.order_by().values("person"))
    return list(people.order_by("name", "pk"))


def progress_of(bundle: Bundle) -> Progress:
    """How far it is."""
    counted = dict(bundle.items.order_by().values_list("outcome").annotate(Count("pk")))
    return Progress(
        total=sum(counted.values()),
        made=counted.get(Made.MADE, 0),
        failed=counted.get(Made.FAILED, 0),
    )


def reads_all(bundle: Bundle, asker: User) -> bool:
    """Whether the asker may still read the record of every school inside."""
    inside = set(bundle.items.values_list("school", flat=True))
    read = School.objects.filter(_reach(asker, ""), pk__in=inside)
    return read.count() == len(inside)


def _records(
    period: Period, officer: Person | None, asker: User
) -> QuerySet[SchoolYearRecord]:
    rows: QuerySet[SchoolYearRecord] = SchoolYearRecord.objects.filter(
        _reach(asker, "school"), year=period.year
    )
    if officer is not None:
        posts = Post.objects.in_force(calendar.today()).filter(
            person=officer, role=Role.OFFICER, school__isnull=False
        )
        rows = rows.filter(school__in=posts.order_by().values("school"))
    return rows.select_related("school", "year").order_by("school__name", "pk")


def _of_records(records: QuerySet[SchoolYearRecord]) -> Iterator[Wanted]:
    for record in records:
        year = record.year.label.replace("/", "-")
        name = f"{_folder(record.school)}/record-{year}.pdf"
        yield Wanted("record", record.pk, record.school, name)


def _of_visits(
    records: QuerySet[SchoolYearRecord], term: Term | None, asker: User
) -> Iterator[Wanted]:
    if term is None:
        return
    visits = Visit.objects.visible_to(asker).filter(
        state=VisitState.FINAL,
        term=term,
        record__in=records.order_by().values("pk"),
    )
    for visit in visits.select_related("record__school").order_by("date", "pk"):
        school = visit.record.school
        name = f"{_folder(school)}/visit-{visit.date.isoformat()}-{visit.pk}.pdf"
        yield Wanted("visit", visit.pk, school, name)


def _folder(school: School) -> str:
    """Letters, digits and hyphens alone, and the number that no other school has."""
    return f"{slugify(school.name)[:60] or 'school'}-{school.urn or school.pk}"


def _reach(asker: User, path: str) -> Q:
    return at_schools(asker, roles_with(Capability.BUNDLE_RECORDS), path=path)
