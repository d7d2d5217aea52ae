"""Why a person cannot be erased now."""

from __future__ import annotations

from django.db.models import Max, Q

from disclosure.queries.unanswered import unanswered_in_the_way_of
from protection.models import LegalHold
from protection.rules import years_after
from schools.models import Person
from sitrack.core import calendar

# How many years after the last post a person is kept, so that a record can be explained.
YEARS = 2


def hindrances(person: Person) -> list[str]:
    """Each reason in words; nothing where the person can be erased."""
    found = []
    today = calendar.today()
    posts = person.posts.all()
    if posts.filter(Q(end=None) | Q(end__gte=today)).exists():
        found.append("They hold a post, or will hold one. End it first.")
    else:
        last = posts.aggregate(day=Max("end"))["day"]
        until = years_after(last, YEARS) if last else None
        if until and until > today:
            found.append(
                f"Their last post ended on {last:%-d %B %Y}. People are kept for"
                f" {YEARS} years after that, until {until:%-d %B %Y}."
            )
    schools = posts.filter(school__isnull=False).values("school")
    holds = LegalHold.objects.in_force()
    on_them = holds.filter(Q(person=person) | Q(school__in=schools))
    found += [f"There is a {hold}." for hold in on_them]
    return found + unanswered_in_the_way_of(person)
