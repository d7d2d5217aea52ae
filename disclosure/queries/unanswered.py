"""Requests that still stand in the way of taking anything away."""

from typing import Any

from django.db.models import Q

from disclosure.models import Disclosure
from schools.models import Person, School


def unanswered_about(schools: Any) -> list[str]:
    """A sentence for each request about these schools that is not answered yet."""
    return _sentences(Q(school__in=schools))


def unanswered_in_the_way_of(person: Person) -> list[str]:
    """The same of the schools where the person held a post, or which a post of a region
    or of the whole service reached: their name may stand in what is asked for."""
    return _sentences(Q(school__in=reached_by(person)))


def reached_by(person: Person) -> Any:
    """The keys of the schools that a post of theirs reaches or reached."""
    posts = person.posts.order_by()
    keys = School.objects.order_by().values_list("pk", flat=True)
    if posts.filter(school=None, region=None).exists():
        return keys
    schools, regions = posts.values("school"), posts.values("region")
    return keys.filter(Q(pk__in=schools) | Q(region__in=regions))


def _sentences(which: Q) -> list[str]:
    found = Disclosure.objects.unanswered().filter(which).select_related("school")
    return [
        f"A request for information about {one.school} is not answered yet."
        for one in found.order_by("due_by", "pk")
    ]
