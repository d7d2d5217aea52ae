"""Schools without a visit in a term (DER-07)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery

from engagement.models import SchoolYearRecord
from schools.models import Region, School
from sitrack.core import calendar
from sitrack.core.models import Term, User
from sitrack.core.prepared import prepared
from visits.models import UnvisitedTerm, Visit

TERMS_OFFERED = 6


@dataclass(frozen=True)
class Asked:
    """Which term, and which region, out of those that the reader can choose."""

    terms: list[Term]
    regions: list[Region]
    term: Term | None
    region: Region | None

    @property
    def is_over(self) -> bool:
        return self.term is not None and self.term.end < calendar.today()


def asked_for(query: Mapping[str, Any], user: User) -> Asked:
    """The present term and every region, unless something else is asked for."""
    terms, regions = _terms(), _regions(user)
    return Asked(
        terms=terms,
        regions=regions,
        term=_chosen(terms, query.get("term")) or next(iter(terms), None),
        region=_chosen(regions, query.get("region")),
    )


@prepared
def _terms() -> Any:
    begun = Term.objects.filter(start__lte=calendar.today())
    return begun.select_related("year").order_by("-start")[:TERMS_OFFERED]


@prepared
def _regions(reader: User) -> Any:
    here = School.objects.visible_to(reader).open().order_by().values("region")
    return Region.objects.filter(pk__in=here).order_by("name")


def _chosen(offered: list[Any], key: Any) -> Any:
    return next((one for one in offered if str(one.pk) == key), None)


def unvisited(user: User, asked: Asked) -> Any:
    """The schools by name, each with its record of the year, the reason given, and
    the next visit."""
    held = Visit.objects.held().filter(term=asked.term).order_by()
    record = SchoolYearRecord.objects.filter(
        school=OuterRef("pk"), year=asked.term.year if asked.term else None
    ).order_by()
    reason = UnvisitedTerm.objects.filter(
        record__school=OuterRef("pk"), term=asked.term
    )
    schools = School.objects.visible_to(user).open().filter(summary__listed=True)
    if asked.region:
        schools = schools.filter(region=asked.region)
    return (
        schools.exclude(pk__in=held.values("record__school"))
        .annotate(
            record_key=Subquery(record.values("pk")[:1]),
            reason=Subquery(reason.values("reason")[:1]),
        )
        .order_by("name", "pk")
        .values(
            *("pk", "name", "region__name", "record_key", "reason"),
            *("summary__next_visit_at", "summary__next_visit_on"),
        )
    )
