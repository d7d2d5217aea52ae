"""A note's page asks the database at most twelve times."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.universe import Council


@pytest.mark.parametrize("make", ["shared_visit", "commented_visit", "final_visit"])
def test_a_note_is_read_in_twelve_queries(council: Council, make: str) -> None:
    visit = getattr(council, make)()
    client = Client()
    client.force_login(council.helen)
    client.get(visit.get_absolute_url())
    with CaptureQueriesContext(connection) as queries:
        client.get(visit.get_absolute_url())
    assert len(queries) <= 12
