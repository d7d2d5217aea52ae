"""What stands in the way is told to whoever may read it, and to nobody else."""

import csv
import io

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from protection.models import Destruction, DestructionUnit
from protection.queries.retention.stops import HIDDEN
from protection.services.erasures import ask as ask_to_erase
from protection.services.holds import set_hold
from protection.services.retention.asking import confirm
from schools.models import Person
from sitrack.core.models import Event
from sitrack.core.rules import RuleBroken
from sitrack.core.sweep import sweep
from tests.disclosure.acts import request_about
from tests.protection.retiring import LATER, YEAR, asked
from tests.universe import Council
from visits.models import Visit

HELD = "There is a legal hold on Helen Marsh."
ASKED = "A request for information about Hawthorn Primary School is not answered yet."


@pytest.fixture
def visited(council: Council, clock: time_machine.Traveller) -> Visit:
    visit = council.final_visit()
    clock.move_to(LATER)
    return visit


def in_the_way(client: Client, council: Council, name: str) -> list[str]:
    """What somebody reads at the place."""
    client.force_login(council.user(name))
    here = reverse(
        "protection:retention_place", args=["record", YEAR, council.hawthorn.pk]
    )
    stops: list[str] = client.get(here).context["weighed"].stops
    return stops


def test_each_reads_at_the_place_what_they_may_read(
    client: Client, council: Council, visited: Visit
) -> None:
    set_hold(person=council.persons["helen"], reason="A claim", by=council.ada)
    request_about(council, received_on=LATER.date())
    assert in_the_way(client, council, "hana") == [ASKED, HELD]
    assert in_the_way(client, council, "ada") == [HIDDEN, HELD]
    assert in_the_way(client, council, "dee") == [ASKED, HIDDEN]


def test_the_list_says_of_a_hold_to_those_alone_who_read_holds(
    client: Client, council: Council, visited: Visit
) -> None:
    set_hold(school=council.hawthorn, reason="An inquiry", by=council.ada)
    address = reverse("protection:retention_year", args=["record", YEAR])
    for name, told in (("ada", True), ("dee", False)):
        client.force_login(council.user(name))
        page = client.get(address).content.decode()
        assert ("under a legal hold" in page) is told


def test_the_administrator_is_not_told_of_a_request_when_asking_is_refused(
    council: Council, visited: Visit
) -> None:
    request_about(council, received_on=LATER.date())
    with pytest.raises(RuleBroken) as refused:
        asked(council, by=council.ada)
    assert refused.value.message == HIDDEN
    with pytest.raises(RuleBroken) as refused:
        asked(council, by=council.dee)
    assert refused.value.message == ASKED


@pytest.mark.parametrize(("name", "told"), [("hana", HELD), ("dee", HIDDEN)])
def test_confirming_is_refused_where_somebody_who_is_named_is_held(
    council: Council, visited: Visit, name: str, told: str
) -> None:
    destruction = asked(council, by=council.ada)
    set_hold(person=council.persons["helen"], reason="A claim", by=council.ada)
    with pytest.raises(RuleBroken) as refused:
        confirm(destruction=destruction, by=council.user(name))
    assert refused.value.message == told
    assert Destruction.objects.get().is_open


def test_the_administrator_is_not_told_of_a_request_when_somebody_is_to_be_erased(
    client: Client, council: Council, left: Person
) -> None:
    request_about(council)
    address = reverse("protection:erasure_ask", args=[left.pk])
    for name, told in (("hana", ASKED), ("ada", HIDDEN)):
        client.force_login(council.user(name))
        assert client.get(address).context["hindrances"] == [told]
        with pytest.raises(RuleBroken) as refused:
            ask_to_erase(person=left, reason="x", by=council.user(name))
        assert refused.value.message == told


def test_neither_the_school_nor_a_certificate_tells_what_stopped_it(
    client: Client, council: Council, visited: Visit
) -> None:
    destruction = asked(council, by=council.dee)
    confirm(destruction=destruction, by=council.hana)
    set_hold(person=council.persons["helen"], reason="A claim", by=council.ada)
    request_about(council, received_on=LATER.date())
    sweep()
    assert DestructionUnit.objects.get().why == HIDDEN
    told = Event.objects.within(council.hawthorn.scope)
    assert not told.filter(verb__startswith="destruction.").exists()
    address = destruction.get_absolute_url()
    client.force_login(council.ada)
    page = client.get(address).content.decode()
    assert HIDDEN in page
    assert "request for information" not in page.casefold()
    answer = client.get(address, {"as": "csv"}).content.decode("utf-8-sig")
    row = next(csv.DictReader(io.StringIO(answer)))
    assert row["Why not"] == HIDDEN
