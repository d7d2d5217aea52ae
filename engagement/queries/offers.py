"""Finding what schools offer each other (SUF-E-18, DER-18)."""

from dataclasses import dataclass
from datetime import date
from math import inf
from typing import NamedTuple

from django.db.models import Q

from engagement.models import SchoolOffer
from engagement.rules.nearness import miles_between
from schools.access import at_schools, may
from schools.models import School
from sitrack.core.models import User
from sitrack.core.roles import SCHOOL_LEADERS, Capability

LONGEST = 100


class OfferFound(NamedTuple):
    """The key of an offer, and how many miles it lies from where the reader looks."""

    key: int
    away: float | None = None


@dataclass(frozen=True)
class OfferLine:
    """An offer as a reader finds it; ``miles`` from the school they look from."""

    offer: SchoolOffer
    miles: int | None
    may_withdraw: bool


def offers_for(
    user: User, asked: str, *, near: School | None, day: date
) -> list[OfferFound]:
    """The offers of the day that the reader may see and that hold every word asked for,
    in area or text; the nearest to ``near`` first, then by the school's name."""
    rows = SchoolOffer.objects.visible_to(user).in_force(day)
    for word in asked.split():
        rows = rows.filter(
            Q(area__label__icontains=word)
            | Q(area_words__icontains=word)
            | Q(text__icontains=word)
        )
    rows = rows.order_by("school__name", "pk")
    if near is None:
        return [OfferFound(key) for key in rows.values_list("pk", flat=True)]
    places = rows.values_list("pk", "school", "school__easting", "school__northing")
    here = (near.easting, near.northing)
    found = [
        OfferFound(key, 0 if school == near.pk else miles_between(here, (east, north)))
        for key, school, east, north in places
    ]
    # A sort keeps the order of those that are equally far.
    return sorted(found, key=lambda one: inf if one.away is None else one.away)


def offer_lines(user: User, found: list[OfferFound]) -> list[OfferLine]:
    """The offers of a page, as they are shown: one query."""
    rows = SchoolOffer.objects.select_related("school", "area", "term__year")
    offers = rows.in_bulk([one.key for one in found])
    return [
        OfferLine(
            offers[one.key],
            None if one.away is None else round(one.away),
            may(user, Capability.EDIT_RECORD, offers[one.key].school),
        )
        for one in found
    ]


def school_looked_from(user: User, key: str) -> School | None:
    """The school that a reader looks from: the one named, where it is theirs to see,
    else the only one that they lead."""
    if key.isdecimal() and len(key) < 10:
        named: School | None = (
            School.objects.visible_to(user).filter(pk=int(key)).order_by().first()
        )
        return named
    led = School.objects.filter(at_schools(user, SCHOOL_LEADERS, path=""))[:2]
    own = list(led)
    return own[0] if len(own) == 1 else None
