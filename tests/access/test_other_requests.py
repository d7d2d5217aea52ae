"""What no page of ours sends is acted on nowhere: a form of somebody else's site, and a
method that no address has."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from sitrack.core.models import Event
from tests.access.asking import NOT_ANSWERED
from tests.access.matrix import ACCESS
from tests.access.world import World
from tests.universe import Council


def addresses(council: Council, world: World, method: str) -> Iterator[tuple[str, str]]:
    """Each address of the table once for each of its rows that has the method."""
    for name, rows in ACCESS.items():
        for row in rows:
            if method in row.methods:
                yield name, reverse(name, kwargs=row.where(council, world))


def test_a_form_without_our_token_is_acted_on_nowhere(
    council: Council, built: World
) -> None:
    """Another site can have a browser send a form, and cannot know the token."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(council.hana)
    before = Event.objects.count()
    asked = list(addresses(council, built, "POST"))
    assert len(asked) > 150
    answers = {
        name: status
        for name, address in asked
        if (status := client.post(address, {"submit_token": ""}).status_code) != 403
    }
    assert answers == {}
    assert Event.objects.count() == before


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE"])
def test_a_method_that_no_address_has_is_answered_nowhere(
    council: Council, built: World, method: str
) -> None:
    client = Client()
    client.force_login(council.hana)
    answers = {}
    for name, address in addresses(council, built, "GET"):
        with transaction.atomic():
            answer = client.generic(method, address, HTTP_X_MARK="zztracedzz")
            transaction.set_rollback(True)
        assert b"zztracedzz" not in answer.getvalue()
        if answer.status_code not in {int(NOT_ANSWERED), 404}:
            answers[name] = answer.status_code
    assert answers == {}
