"""Finding what schools offer each other (SUF-E-18, DER-18)."""

from dataclasses import dataclass
from datetime import date
from math import inf

from django.db.models import Q

from engagement.models import SchoolOffer
from engagement.rules.nearness import Place, miles_between
from schools.access import at_schools, may
from schools.models import School
from sitrack.core.models import User
from sitrack.core.roles import SCHOOL_LEADERS, Capability

LONGEST = 100


@dataclass(frozen=True)
class OfferLine:
    """An offer as a reader finds it; ``miles`` from the school they look from."""

    offer: SchoolOffer
    miles: int | None
    may_withdraw: bool


def offers_for(
    user: User, asked: str, *, near: School | None, day: date
) -> list[OfferLine]:
    """The offers of the day that the reader may see and that hold every word asked for,
    in area or text; the nearest to ``near`` first, then by the school's name."""
    rows = SchoolOffer.objects.visible_to(user).in_force(day)
    for word in asked.split():
        rows = rows.filter(
            Q(area__label__icontains=word)
            | Q(area_words__icontains=word)
            | Q(text__icontains=word)
        )
    found = []
    for offer in rows.select_related("school", "area", "term"):
        away = _away(near, offer.school)
        rights = may(user, Capability.EDIT_RECORD, offer.school)
        line = OfferLine(offer, None if away is None else round(away), rights)
        found.append((inf if away is None else away, line))
    found.sort(key=lambda pair: (pair[0], pair[1].offer.school.name, pair[1].offer.pk))
    return [line for _, line in found]


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


def _away(near: School | None, school: School) -> float | None:
    if near is None or near.pk == school.pk:
        return None if near is None else 0
    return miles_between(_place(near), _place(school))


def _place(school: School) -> Place:
    return school.easting, school.northing
