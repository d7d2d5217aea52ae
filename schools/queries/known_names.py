"""Names that others know of somebody: of no use in a password."""

from collections.abc import Iterable

from schools.models import Person, Post
from sitrack.core import passwords
from sitrack.core.models import User

PLACES = ("school__name", "school__town", "school__locality", "school__trust")


def names_around(person: Person) -> list[str]:
    """The person's own name, and those of the places where they hold posts: a query."""
    posts = Post.objects.filter(person=person).order_by()
    rows = posts.values_list("title", "region__name", *PLACES)
    return [person.name, *{name for row in rows for name in row if name}]


def _around_account(user: User) -> Iterable[str]:
    person = Person.objects.filter(user=user).first()
    return names_around(person) if person else []


passwords.also_known(_around_account)
