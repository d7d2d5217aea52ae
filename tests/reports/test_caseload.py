"""Whose schools are whose: levels, and hours planned and used (DER-15)."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from engagement.services.sections import SupportLine, plan_support
from reports.queries.caseload import Load, caseloads
from reports.queries.my_schools import visible_schools
from reports.services.summaries import refresh_due
from schools.models import Post
from sitrack.core.roles import Role
from tests.universe import TODAY, Council


def loads(council: Council, who: str) -> dict[str, Load]:
    user = council.user(who)
    refresh_due(visible_schools(user))
    return {load.name: load for load in caseloads(user, council.terms["autumn"])}


def shown(council: Council, who: str, address: str) -> str:
    client = Client()
    client.force_login(council.user(who))
    main = client.get(address).content.decode().partition("<main")[2]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def work(council: Council) -> None:
    """Six hours planned at Hawthorn, two and a half used."""
    plan_support(
        record=council.record(),
        term=council.terms["autumn"],
        lines={"entitlement": SupportLine("Writing", 360, 0)},
        by=council.sam,
    )
    council.shared_visit(minutes=150)


@pytest.mark.item("DER-15")
def test_a_lead_sees_each_officer_of_the_region_with_schools_levels_and_hours(
    council: Council,
) -> None:
    work(council)
    page = shown(council, "rita", reverse("caseload"))
    load = loads(council, "rita")["Sam Rowe"]
    names = [school.name for school in load.schools]
    assert council.hawthorn.name in names
    assert council.birch.name not in names
    assert (load.planned, load.used) == (360, 150)
    assert load.levels[0][0] == "Entitlement up to 8 hours"
    hours = f"up to {load.ceiling // 60}; 6 planned; 2.5 used"
    assert f"Sam Rowe {len(names)} " in page
    assert hours in page
    assert "Ola Brandt" not in page


@pytest.mark.item("DER-15")
def test_an_officers_schools_stand_one_by_one(council: Council) -> None:
    work(council)
    address = reverse("caseload_of", args=[council.persons["sam"].pk])
    for reader in ("rita", "hana", "sam"):
        page = shown(council, reader, address)
        assert "Schools of Sam Rowe" in page
        assert (
            f"{council.hawthorn} Entitlement up to 8 hours"
            f" up to 8; 6 planned; 2.5 used at {council.hawthorn}"
        ) in page


def test_the_head_of_service_sees_all_and_an_officer_the_own(council: Council) -> None:
    assert {"Ola Brandt", "Sam Rowe"} <= set(loads(council, "hana"))
    assert set(loads(council, "sam")) == {"Sam Rowe"}


def test_a_school_without_an_officer_stands_apart(council: Council) -> None:
    posts = Post.objects.filter(role=Role.OFFICER, school=council.hawthorn)
    posts.update(end=TODAY - timedelta(days=1))
    page = shown(council, "rita", reverse("caseload"))
    assert (
        f"Nobody today 1 {council.hawthorn} Entitlement up to 8 hours: 1"
        " up to 8; 0 planned; 0 used"
    ) in page


def test_the_list_takes_few_queries_whoever_asks(council: Council) -> None:
    def queries(who: str) -> int:
        client = Client()
        client.force_login(council.user(who))
        client.get(reverse("caseload"))
        with CaptureQueriesContext(connection) as found:
            client.get(reverse("caseload"))
        return len(found)

    work(council)
    assert max(queries(who) for who in ("sam", "rita", "hana", "dee")) <= 12
