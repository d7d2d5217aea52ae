"""Why a person cannot be erased now."""

from __future__ import annotations

from django.db.models import Max, Q

from disclosure.queries.unanswered import unanswered_in_the_way_of
from protection.models import LegalHold
from protection.queries.retention.kinds import kept_until, years_of
from protection.queries.retention.stops import Stop, said
from protection.retention.people import PERSON
from schools.models import Person
from sitrack.core import calendar
from sitrack.core.models import User
from sitrack.core.roles import Capability


def hindrances(person: Person, reader: User | None = None) -> list[str]:
    """Each reason in words; nothing where the person can be erased. A reader who does not
    answer requests for information is told that something stands in the way."""
    found = []
    today = calendar.today()
    posts = person.posts.all()
    if posts.filter(Q(end=None) | Q(end__gte=today)).exists():
        found.append("They hold a post, or will hold one. End it first.")
    else:
        last = posts.aggregate(day=Max("end"))["day"]
        years = years_of(PERSON)
        until = kept_until(last, PERSON, years) if last else None
        if until and until > today:
            found.append(
                f"Their last post ended on {last:%-d %B %Y}. People are kept for"
                f" {PERSON.rule(years)}, so until {until:%-d %B %Y}."
            )
    schools = posts.filter(school__isnull=False).values("school")
    holds = LegalHold.objects.in_force()
    on_them = holds.filter(Q(person=person) | Q(school__in=schools))
    found += [f"There is a {hold}." for hold in on_them]
    asked = unanswered_in_the_way_of(person)
    if reader is None:
        return found + asked
    return found + said([Stop(one, Capability.DISCLOSE) for one in asked], reader)
