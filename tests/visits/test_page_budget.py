"""A note's page asks the database at most twelve times; once more where it says by
when the school is to answer."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.universe import Council


@pytest.mark.parametrize(
    ("make", "most"),
    [("shared_visit", 13), ("commented_visit", 12), ("final_visit", 12)],
)
def test_a_note_is_read_in_few_queries(council: Council, make: str, most: int) -> None:
    visit = getattr(council, make)()
    client = Client()
    client.force_login(council.helen)
    client.get(visit.get_absolute_url())
    with CaptureQueriesContext(connection) as queries:
        client.get(visit.get_absolute_url())
    assert len(queries) <= most
