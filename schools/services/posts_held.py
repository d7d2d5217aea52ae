"""Whether somebody holds a post: what an account and an invitation rest on."""

from django.db.models import Q

from schools.models import Person
from sitrack.core import calendar


def holds_post(person: Person) -> bool:
    """Whether the person holds a post today or will."""
    rest = Q(end=None) | Q(end__gte=calendar.today())
    return person.posts.filter(rest).exists()
