"""Nobody gets further than the table of access says, whatever they send.

What they get who only ask for a page is seen where all pages are read (test_canaries).
"""

import re
from itertools import chain

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from sitrack.core.models import Audience, Event
from tests.access.asking import NOT_ANSWERED, ask, names
from tests.access.frameworks.parts import PARTS
from tests.access.matrix import ACCESS
from tests.access.printing import print_as_text
from tests.access.row import PEOPLE
from tests.access.world import World
from tests.universe import Council

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')


@pytest.fixture
def world(built: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """Everything there is; documents are not drawn, only asked for."""
    print_as_text(monkeypatch)
    return built


@pytest.fixture
def clients(council: Council) -> dict[str, Client]:
    """Each person's browser, signed in."""
    made = {}
    for person in PEOPLE:
        made[person] = Client()
        if person != "nobody":
            made[person].force_login(getattr(council, person))
    return made


def test_every_address_has_its_row() -> None:
    elsewhere = {
        name for parts in PARTS.values() for part in parts for name in part.rows
    }
    assert set(names(get_resolver())) == ACCESS.keys() | elsewhere


def test_every_row_speaks_of_every_person() -> None:
    tables = [part.rows for parts in PARTS.values() for part in parts]
    for table in (ACCESS, *tables):
        for row in chain(*table.values()):
            assert set(row.expected()) == set(PEOPLE)


def differences(
    council: Council, world: World, clients: dict[str, Client], name: str
) -> list[str]:
    """Where one address answers otherwise than its rows say."""
    found = []
    answered = {method for row in ACCESS[name] for method in row.methods.split()}
    for row in ACCESS[name]:
        address = reverse(name, kwargs=row.where(council, world))
        for method in row.methods.split():
            for person, expected in row.expected().items():
                if method == "GET" and person != "nobody":
                    continue
                got = ask(clients[person], method, address)
                if got != expected:
                    line = f"{name} {method} {address} {person}: {got}, not {expected}"
                    found.append(line)
        for method in {"GET", "POST"} - answered:
            got = ask(clients["sam"], method, address)
            if got not in {NOT_ANSWERED, "x", "."}:
                found.append(f"{name} {method} {address}: {got}, has no row")
    return found


@pytest.mark.item("SUF-S-01", "CONF-07")
@pytest.mark.parametrize("app", sorted({name.rpartition(":")[0] for name in ACCESS}))
def test_nobody_gets_further_than_the_table_says(
    council: Council, world: World, clients: dict[str, Client], app: str
) -> None:
    found = [
        line
        for name in ACCESS
        if name.rpartition(":")[0] == app
        for line in differences(council, world, clients, name)
    ]
    assert found == []


def test_acc_081_another_schools_record_is_not_found_and_noted(
    council: Council, clients: dict[str, Client]
) -> None:
    birch = council.records["birch"]
    response = clients["helen"].get(reverse("record", args=[birch.pk]))
    assert response.status_code == 404
    event = Event.objects.get(verb="access.refused")
    assert (event.actor_name, event.audience) == ("Helen Marsh", Audience.SYSTEM)
    assert event.subject == f"engagement.schoolyearrecord:{birch.pk}"
    assert "Birch" not in response.content.decode()


def test_an_address_that_leads_nowhere_looks_the_same(
    council: Council, clients: dict[str, Client]
) -> None:
    hidden = clients["helen"].get(reverse("school", args=[council.birch.pk]))
    missing = clients["helen"].get(reverse("school", args=[987654]))
    assert hidden.status_code == missing.status_code == 404
    assert TOKEN.sub(b"", hidden.content) == TOKEN.sub(b"", missing.content)
