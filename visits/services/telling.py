"""Telling people of a visit: a title and a link, never content (CONF-04)."""

from collections.abc import Iterable

from schools.access import users_holding
from sitrack.core import delivery
from sitrack.core.models import User
from sitrack.core.roles import Role
from visits.models import Visit


def notify_holders(
    visit: Visit,
    roles: Iterable[Role],
    title: str,
    *,
    occasion: str,
    but: User | None = None,
    chases: str = "",
) -> None:
    """Tell those who hold these roles at the school, and not the person who acts."""
    people = users_holding(visit.record.school, *roles)
    notify_people(visit, people, title, occasion=occasion, but=but, chases=chases)


def notify_people(
    visit: Visit,
    people: Iterable[User],
    title: str,
    *,
    occasion: str,
    but: User | None = None,
    chases: str = "",
) -> None:
    """Tell these people of an occasion once, each with the school's name; ``chases`` as
    in ``delivery.notify``."""
    delivery.notify(
        [person for person in people if person != but],
        title=f"{title}: {visit.record.school}",
        path=visit.get_absolute_url(),
        key=f"visit:{visit.pk}:{occasion}",
        chases=chases,
    )
