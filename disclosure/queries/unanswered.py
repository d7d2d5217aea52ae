"""Requests that still stand in the way of taking anything away."""

from typing import Any

from django.db.models import Q

from disclosure.models import Disclosure
from schools.models import Person


def unanswered_about(schools: Any) -> list[str]:
    """A sentence for each request about these schools that is not answered yet."""
    return _sentences(Q(school__in=schools))


def unanswered_in_the_way_of(person: Person) -> list[str]:
    """The same of the schools where the person held a post, or which a post of a region
    or of the whole service reached: their name may stand in what is asked for."""
    posts = person.posts.all()
    if posts.filter(school=None, region=None).exists():
        return _sentences(Q())
    schools, regions = posts.values("school"), posts.values("region")
    return _sentences(Q(school__in=schools) | Q(school__region__in=regions))


def _sentences(which: Q) -> list[str]:
    found = Disclosure.objects.unanswered().filter(which).select_related("school")
    return [
        f"A request for information about {one.school} is not answered yet."
        for one in found.order_by("due_by", "pk")
    ]
