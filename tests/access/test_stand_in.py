"""Whoever reads through a prepared statement sees what they see without one."""

from typing import Any

import pytest

from schools.access import MOST_NAMED
from schools.models import Post, Region, School
from sitrack.core.models import User
from sitrack.core.prepared import Prepared, prepared
from sitrack.core.roles import Role
from tests.architecture.test_visible_to import our_models
from tests.universe import TODAY, Council

MODELS = [
    model
    for model in our_models()
    if hasattr(model._default_manager.get_queryset(), "visible_to")
]
PEOPLE = (
    *("sam", "ola", "rita", "rolf", "hana", "dee", "theo", "ada"),
    *("helen", "dev", "cora", "gus", "sena", "eva", "odd"),
)


def seen_of(model: Any) -> Prepared:
    """The keys of a model's rows that a reader may see."""

    @prepared
    def seen(reader: User) -> Any:
        rows = model._default_manager.visible_to(reader).order_by("pk")
        return rows.values_list("pk", flat=True).distinct()

    return seen


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_everybody_sees_the_same_rows(model: Any, council: Council) -> None:
    seen = seen_of(model)
    for name in PEOPLE:
        reader = council.user(name)
        assert seen(reader) == list(seen.build(reader)), name


def appointed(council: Council, name: str, role: Role, number: int) -> list[School]:
    """So many schools, at each of which the person holds the role."""
    first = School.objects.count()
    schools = School.objects.bulk_create(
        School(urn=910_000 + first + place, name=f"School {place}", maintained=True)
        for place in range(number)
    )
    Post.objects.bulk_create(
        Post(person=council.persons[name], role=role, school=school, start=TODAY)
        for school in schools
    )
    return schools


@pytest.mark.parametrize(
    "further",
    [
        {},
        {Role.GOVERNOR: 3},
        {Role.GOVERNOR: MOST_NAMED + 1},
        # Neither is held at many, and both together are.
        {Role.GOVERNOR: MOST_NAMED, Role.SENDCO: MOST_NAMED},
    ],
    ids=["one role", "a few besides", "two roles", "too many to tell"],
)
def test_whoever_holds_very_many_posts_sees_the_same_rows(
    council: Council, further: dict[Role, int]
) -> None:
    held = further if len(further) > 1 else {Role.OFFICER: MOST_NAMED + 1, **further}
    for role, number in held.items():
        schools = appointed(council, "ola", role, number)
    for model in MODELS:
        reader = council.user("ola")
        seen = seen_of(model)
        assert seen(reader) == list(seen.build(reader)), model
        others = [statement is None for statement in seen.kept.values()]
        assert others == ([] if len(further) > 1 else [False]), model
    assert {one.pk for one in schools} <= set(
        School.objects.visible_to(council.user("ola")).values_list("pk", flat=True)
    )
    left = Post.objects.filter(person=council.persons["ola"], school=schools[0])
    left.delete()
    assert schools[0].pk not in seen_of(School)(council.user("ola"))


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_who_leads_two_regions_sees_the_same_rows(model: Any, council: Council) -> None:
    west = Region.objects.get(code="W")
    Post.objects.create(
        person=council.persons["rita"], role=Role.LEAD, region=west, start=TODAY
    )
    seen, reader = seen_of(model), council.user("rita")
    assert seen(reader) == list(seen.build(reader))
