"""Rights come from the posts in force today, and reach as far as the post does."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from schools import access
from schools.models import Post, Region, School
from sitrack.core import calendar
from sitrack.core.models import Audience, Event, User
from sitrack.core.roles import CAPABILITIES, READERS, Capability, Role
from tests.schools.people import LONG_AGO, a_school, somebody

pytestmark = pytest.mark.django_db
YESTERDAY = calendar.today() - timedelta(days=1)
TOMORROW = calendar.today() + timedelta(days=1)


@pytest.fixture
def north() -> Region:
    return Region.objects.create(code="N", name="North")


@pytest.fixture
def ash(north: Region) -> School:
    return a_school("Ash", north)


@pytest.fixture
def elm() -> School:
    return a_school("Elm")


def seen_by(user: User) -> set[str]:
    schools = School.objects.visible_to(user)
    return set(schools.values_list("name", flat=True))


def test_a_post_at_a_school_reaches_that_school(ash: School, elm: School) -> None:
    head = somebody(Role.HEADTEACHER, school=ash)
    assert seen_by(head) == {"Ash"}
    assert access.roles_at(head, ash) == {Role.HEADTEACHER}
    assert access.roles_at(head, elm) == frozenset()


def test_a_post_in_a_region_reaches_its_schools(
    ash: School, elm: School, north: Region
) -> None:
    lead = somebody(Role.LEAD, region=north)
    assert seen_by(lead) == {"Ash"}
    assert access.roles_at(lead, ash) == {Role.LEAD}
    assert access.roles_at(lead, elm) == frozenset()


def test_a_post_in_the_whole_service_reaches_every_school(
    ash: School, elm: School
) -> None:
    director = somebody(Role.DIRECTOR)
    assert seen_by(director) == {"Ash", "Elm"}
    assert access.roles_at(director, elm) == {Role.DIRECTOR}


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (LONG_AGO, None, {"Ash"}),
        (LONG_AGO, TOMORROW, {"Ash"}),
        (LONG_AGO, YESTERDAY, set()),
        (TOMORROW, None, set()),
    ],
)
def test_rights_begin_and_end_with_the_post(
    ash: School, start: date, end: date | None, expected: set[str]
) -> None:
    user = somebody(Role.OFFICER, school=ash, start=start, end=end)
    assert seen_by(user) == expected
    assert bool(access.roles_at(user, ash)) == bool(expected)


@pytest.mark.parametrize("role", list(Role))
def test_only_roles_that_read_the_record_see_the_school(
    ash: School, role: Role
) -> None:
    assert (seen_by(somebody(role, school=ash)) == {"Ash"}) == (role in READERS)


@pytest.mark.parametrize("role", list(Role))
def test_what_a_role_may_do_counts_at_its_own_school_alone(
    ash: School, elm: School, role: Role
) -> None:
    user = somebody(role, school=ash)
    may = {what for what in Capability if access.may(user, what, ash)}
    assert may == CAPABILITIES[role]
    assert not any(access.may(user, what, elm) for what in Capability)


def test_two_posts_add_up(ash: School, elm: School) -> None:
    user = somebody(Role.HEADTEACHER, school=ash)
    Post.objects.create(
        person=user.person, role=Role.GOVERNOR, school=elm, start=LONG_AGO
    )
    assert seen_by(user) == {"Ash", "Elm"}
    assert access.may(user, Capability.EDIT_RECORD, ash)
    assert not access.may(user, Capability.EDIT_RECORD, elm)


def test_somebody_without_a_post_sees_nothing(ash: School) -> None:
    user = User.objects.create_user(email="new@sitrack.example", name="New")
    assert seen_by(user) == set()


def test_what_a_role_may_not_do_is_forbidden(ash: School) -> None:
    governor = somebody(Role.GOVERNOR, school=ash)
    access.require(governor, Capability.READ_RECORD, ash)
    with pytest.raises(PermissionDenied, match="log a visit"):
        access.require(governor, Capability.LOG_VISIT, ash)


@pytest.mark.item("ACC-081")
def test_another_schools_row_looks_missing_and_is_noted(
    ash: School, elm: School
) -> None:
    head = somebody(Role.HEADTEACHER, school=ash)
    assert access.get_visible_or_404(School.objects, head, pk=ash.pk) == ash
    with pytest.raises(Http404):
        access.get_visible_or_404(School.objects, head, pk=elm.pk)
    refused = Event.objects.get(verb="access.refused")
    assert (refused.actor_name, refused.audience) == ("Ada", Audience.SYSTEM)
    with pytest.raises(Http404):
        access.get_visible_or_404(School.objects, head, pk=0)
    assert Event.objects.filter(verb="access.refused").count() == 1


def test_audiences_follow_from_the_side_somebody_is_on(ash: School) -> None:
    head = somebody(Role.HEADTEACHER, name="Helen", school=ash)
    officer = somebody(Role.OFFICER, name="Sam", school=ash)
    governor = somebody(Role.GOVERNOR, name="Gus", school=ash)
    everyone, leaders = Audience.EVERYONE, Audience.LEADERS
    assert access.audiences_of(head, ash) == {everyone, leaders, Audience.SCHOOL}
    assert access.audiences_of(officer, ash) == {everyone, leaders, Audience.AUTHORITY}
    assert access.audiences_of(governor, ash) == {everyone}
