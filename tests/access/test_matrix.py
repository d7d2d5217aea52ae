"""Nobody gets further than the table of access says."""

import re
from collections.abc import Iterator
from copy import deepcopy
from importlib import import_module
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from sitrack.core.models import Audience, Event
from tests.access.matrix import ACCESS
from tests.access.row import PEOPLE
from tests.access.world import World
from tests.universe import Council

LETTERS = {
    **dict.fromkeys((200, 302, 400, 409, 422), "o"),
    401: "-",
    403: "x",
    404: ".",
}
NOT_ANSWERED = "405"
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')


def names(resolver: Any, namespace: str = "") -> Iterator[str]:
    """The names of all addresses, with their namespace."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from names(entry, inner)
        elif isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}"


@pytest.fixture
def world(built: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """Everything there is; documents are not drawn, only asked for."""
    pages = import_module("reports.views.record")
    monkeypatch.setattr(pages, "render_pdf", lambda document: b"%PDF")
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


def ask(client: Client, method: str, address: str) -> str:
    """Ask, leave nothing behind, and say in a letter of the table what came."""
    cookies = deepcopy(client.cookies)
    with transaction.atomic():
        if method == "POST":
            response = client.post(address, {"submit_token": ""})
        else:
            response = client.get(address)
        transaction.set_rollback(True)
    client.cookies = cookies
    response.getvalue()  # a file is closed once it is read
    status = response.status_code
    if status == 302 and "/accounts/login/" in response.headers["Location"]:
        return "-"
    return LETTERS.get(status, str(status))


def test_every_address_has_its_row() -> None:
    assert sorted(names(get_resolver())) == sorted(ACCESS)


def test_every_row_speaks_of_every_person() -> None:
    for rows in ACCESS.values():
        for row in rows:
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
