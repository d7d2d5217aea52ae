"""Who may see and do what at which school: from the posts in force today."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q
from django.http import Http404

from schools.held import posts_of
from schools.models.people import Person, Post
from schools.models.school import School
from sitrack.core import calendar, events
from sitrack.core.models import Audience, User
from sitrack.core.prepared import prepared
from sitrack.core.roles import (
    AUTHORITY_ROLES,
    CAPABILITIES,
    DELEGATED,
    SCHOOL_LEADERS,
    SCHOOL_ROLES,
    Capability,
    Delegable,
    Role,
    roles_with,
)

Row = TypeVar("Row", bound=models.Model)
NOTHING = Q(pk__in=[])
# Not an empty Q: that one vanishes when another condition is added with "or".
EVERYTHING = ~NOTHING
MOST_NAMED = 50
Places = dict[int | None, frozenset[Role]]
Lent = frozenset[Delegable]
_NO_ROLES: frozenset[Role] = frozenset()
_NOTHING_LENT: Lent = frozenset()
_ONE_ROLE = {role.value: frozenset({role}) for role in Role}


def person_of(user: User) -> Person:
    """The person behind an account."""
    return Person.objects.get(user=user)


def at_schools(user: User, roles: frozenset[Role], *, path: str) -> Q:
    """The filter for rows at schools where the user holds one of these roles.

    ``path`` leads from the row to its school, such as ``record__school``; it is
    empty where the row is the school. A long list of schools is left to the database.
    """
    wide, near, *_ = _reach_of(user)
    if not roles.isdisjoint(wide.get(None, _NO_ROLES)):
        return EVERYTHING
    # In the order of the posts: a prepared statement names them in the same order.
    schools: Any = [key for key, held in near.items() if not roles.isdisjoint(held)]
    regions = [key for key, held in wide.items() if not roles.isdisjoint(held)]
    if not schools and not regions:
        return NOTHING
    through: set[int] = set()
    if len(schools) > MOST_NAMED:
        own_posts = Post.objects.filter(person=posts_of(user)[0].person_id)
        named = own_posts.filter(role__in=roles, school__isnull=False)
        schools = named.in_force(calendar.today()).order_by().values("school")
        through = _schools_before(user, roles)
    # By the keys themselves: a list of related rows takes no slots.
    school = f"{path}__" if path else ""
    own, area = f"{school}id__in", f"{school}region__id__in"
    if through:
        return Q(**{own: schools}) | Q(**{own: through}) | Q(**{area: regions})
    if not regions:
        return Q(**{own: schools})
    if not schools:
        return Q(**{area: regions})
    return Q(**{own: schools}) | Q(**{area: regions})


def _schools_before(user: User, roles: frozenset[Role]) -> set[int]:
    """The schools that the user reaches only because their own follow them."""
    return {
        post.school_id
        for post in posts_of(user)
        if post.through and post.school_id and post.role in roles
    }


def at_places(user: User, roles: frozenset[Role]) -> Q:
    """The filter for posts held wider than at one school, at regions where the user
    holds one of these roles: the region's, and the whole service's."""
    reach = _reach_of(user).wide
    # In the order of the posts: a prepared statement names them in the same order.
    places = [key for key, held in reach.items() if not roles.isdisjoint(held)]
    wide = Q(whole_service=True)
    if None in places:
        return EVERYTHING
    return wide | Q(region__id__in=places) if places else wide


def granted(user: User, path: str, *grants: tuple[frozenset[Role], Q | None]) -> Q:
    """The filter for rows that any of these grants lets the user see.

    A grant names roles and the further condition on what they may see, None for
    all. Roles that the user holds nowhere leave no trace in the query.
    """
    found = NOTHING
    for roles, condition in grants:
        reach = at_schools(user, roles, path=path)
        if reach is NOTHING:
            continue
        seen = reach & condition if condition is not None else reach
        found = seen if found is NOTHING else found | seen
    return found


def roles_at(user: User, school: School) -> frozenset[Role]:
    """The roles that the user's posts give at one school."""
    return roles_at_place(user, school.pk, school.region_id)


def roles_at_place(user: User, school: int, region: int | None) -> frozenset[Role]:
    """The roles at a school, by its key and its region's."""
    wide, near, *_ = _reach_of(user)
    found = wide.get(None, _NO_ROLES) | near.get(school, _NO_ROLES)
    return found if region is None else found | wide.get(region, _NO_ROLES)


class Reach(NamedTuple):
    """A user's roles by region, with None for the whole service, by school, and all;
    and by school what its headteacher lets them do."""

    wide: Places
    near: Places
    anywhere: frozenset[Role]
    lent: dict[int, Lent]


def _reach_of(user: User) -> Reach:
    reach: Reach | None = getattr(user, "reach_of_posts", None)
    if reach is None:
        wide: Places = {}
        near: Places = {}
        lent: dict[int, Lent] = {}
        for role, school, region, _, _, _, given in posts_of(user):
            place = near if school else wide
            key = school or region
            # Most hold one post at a place: no set is made of two.
            held, one = place.get(key), _ONE_ROLE[role]
            place[key] = held | one if held else one
            if given and school:
                things = map(Delegable, given)
                lent[school] = lent.get(school, _NOTHING_LENT).union(things)
        anywhere = _NO_ROLES.union(*wide.values(), *near.values())
        reach = Reach(wide, near, anywhere, lent)
        user.reach_of_posts = reach  # type: ignore[attr-defined]
    return reach


def roles_anywhere(user: User) -> frozenset[Role]:
    """The roles that the user holds at any place."""
    return _reach_of(user).anywhere


def lent_at(user: User, school: int | None) -> Lent:
    """What the headteacher of a school, by its key, lets the user do today (domain 4.2,
    "if delegated"); at any school where none is named."""
    lent = _reach_of(user).lent
    if school is None:
        return _NOTHING_LENT.union(*lent.values())
    return lent.get(school, _NOTHING_LENT)


def acts_as(user: User, school: int, region: int | None) -> frozenset[str]:
    """What somebody is at a school, by its key and its region's, as what waits there is
    addressed: their roles, and what they are let do."""
    return frozenset((*roles_at_place(user, school, region), *lent_at(user, school)))


def may(user: User, capability: Capability, school: School | None = None) -> bool:
    """Whether the user may do this, at the school, or anywhere where none is named:
    by a role, or because a headteacher lets them."""
    roles = roles_at(user, school) if school else roles_anywhere(user)
    if any(capability in CAPABILITIES[role] for role in roles):
        return True
    lent = lent_at(user, school.pk if school else None)
    return any(capability in DELEGATED[thing] for thing in lent)


def require(user: User, capability: Capability, school: School | None = None) -> None:
    """The third gate: 403 unless the user may."""
    if not may(user, capability, school):
        raise PermissionDenied(f"Your role does not let you {capability.value}.")


def is_authority(user: User, school: School) -> bool:
    """Whether the user works for the authority at this school."""
    return bool(roles_at(user, school) & AUTHORITY_ROLES)


def is_school_leader(user: User, school: School) -> bool:
    return bool(roles_at(user, school) & SCHOOL_LEADERS)


def audiences_of(user: User, school: School) -> set[Audience]:
    """Which events about the school the user may be told of."""
    roles = roles_at(user, school)
    told = set()
    if roles & (AUTHORITY_ROLES | SCHOOL_ROLES):
        told.add(Audience.EVERYONE)
    if roles & AUTHORITY_ROLES:
        told |= {Audience.LEADERS, Audience.AUTHORITY}
    if roles & SCHOOL_LEADERS:
        told |= {Audience.LEADERS, Audience.SCHOOL}
    return told


def get_visible_or_404(queryset: Any, user: User, **lookup: Any) -> Any:
    """The second gate: the row in the user's scope, or 404 and an event.

    A row that exists out of scope looks just like one that does not exist; only
    the audit knows the difference (ACC-081).
    """
    rows = queryset.visible_to(user).filter(**lookup).order_by()
    return first_or_404(rows[:1], user, of=queryset.model, **lookup)


def first_or_404(
    rows: Iterable[Any], user: User, *, of: type[models.Model], **lookup: Any
) -> Any:
    """The second gate where the rows in the user's scope are found already."""
    for row in rows:
        return row
    hidden = of._base_manager.filter(**lookup).first()
    if hidden is not None:
        path = f"{of._meta.label_lower}:{hidden.pk}"
        events.record(
            "access.refused", hidden, by=user, audience=Audience.SYSTEM, path=path
        )
    raise Http404


def holders(school: School, *roles: Role) -> list[Post]:
    """Posts of these roles that reach the school today, with their people's names."""
    return _holders(school.pk, school.region_id, frozenset(roles), calendar.today())


@prepared
def _holders(school: int, region: int | None, roles: frozenset[Role], day: date) -> Any:
    rows = Post.objects.at_place(school, region).filter(role__in=roles)
    named = rows.only("role", "title", "acting", "person__name", "person__user")
    return named.select_related("person").in_force(day)


def users_holding(school: School, *roles: Role) -> list[User]:
    """The accounts of those who hold these roles at the school today."""
    posts = Post.objects.at(school).filter(role__in=roles).in_force(calendar.today())
    people = posts.order_by().values("person")
    return list(User.objects.filter(person__in=people, is_active=True).order_by("pk"))


def users_who_may(capability: Capability) -> list[User]:
    """The accounts of those whose role has a capability, at any place today."""
    posts = Post.objects.filter(role__in=roles_with(capability))
    people = posts.in_force(calendar.today()).order_by().values("person")
    return list(User.objects.filter(person__in=people, is_active=True).order_by("pk"))
