"""A plan with thirty actions and twelve reviews is read in few queries."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.plans.forms import url
from tests.plans.whole import thirty_actions, twelve_reviews
from tests.universe import Council

MOST = 12


def queries_of(person: object, address: str) -> list[str]:
    client = Client()
    client.force_login(person)  # type: ignore[arg-type]
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in queries]


@pytest.mark.parametrize("person", ["sam", "rita", "helen", "gus", "theo"])
def test_a_whole_plan_is_read_in_few_queries(council: Council, person: str) -> None:
    plan = twelve_reviews(council)
    asked = queries_of(getattr(council, person), plan.get_absolute_url())
    assert len(asked) <= MOST, "\n".join(sql[:160] for sql in asked)


def test_a_draft_and_its_forms_are_read_in_few_queries(council: Council) -> None:
    plan = thirty_actions(council)
    row = plan.priorities.all()[0]
    for address in (
        plan.get_absolute_url(),
        url("plan_edit", plan.pk),
        url("priority_edit", plan.pk, row.pk),
    ):
        asked = queries_of(council.sam, address)
        assert len(asked) <= MOST, "\n".join([address, *(sql[:160] for sql in asked)])
