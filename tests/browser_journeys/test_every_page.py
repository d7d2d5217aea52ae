"""Every page that there is, narrow, as the first person who may open it."""

from collections.abc import Callable, Iterator

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.access.matrix import ACCESS
from tests.access.world import World, build_world
from tests.browser_journeys.checks import check_names, check_width
from tests.browser_journeys.person import NARROW, Person
from tests.universe import Council

pytestmark = pytest.mark.browser
# Whoever may do most comes first: their pages hold most.
READERS = ("sam", "helen", "rita", "ada", "eva", "cora", "odd", "hana")


def pages(council: Council, world: World) -> Iterator[tuple[str, str]]:
    """Each address that answers with a page, and who opens it."""
    clients = {name: Client() for name in READERS}
    for name, client in clients.items():
        client.force_login(council.user(name))
    for url_name, rows in ACCESS.items():
        row = next((row for row in rows if "GET" in row.methods), None)
        if row is None:
            continue
        reader = next((who for who in READERS if row.expected()[who] == "o"), None)
        if reader is None:
            continue
        address = reverse(url_name, kwargs=row.where(council, world))
        answer = clients[reader].get(address)
        answer.close()  # A file's answer would stay open.
        if answer.status_code == 200 and "html" in answer.get("Content-Type", ""):
            yield reader, address


def test_no_page_has_a_fault_that_axe_finds_or_is_wider_than_a_phone(
    person: Callable[..., Person], council: Council
) -> None:
    with transaction.atomic():
        world = build_world(council)
    opened = {name: person(name, width=NARROW) for name in READERS}
    met = set()
    for reader, address in pages(council, world):
        somebody = opened[reader]
        somebody.open(address)
        check_names(somebody.page)
        check_width(somebody.page)
        somebody.axe(somebody.page)
        met.add(address)
    assert [who.complaints for who in opened.values()] == [[]] * len(READERS)
    assert len(met) > 100
