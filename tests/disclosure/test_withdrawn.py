"""Whoever asked takes the request back: it is closed as that, and not as a refusal."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from disclosure.models import Disclosure, State
from disclosure.queries.unanswered import unanswered_about
from disclosure.services.steps import prepare, withdraw
from sitrack.core.models import Event
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import Stale
from tests.core.pages import posted_from
from tests.disclosure.acts import now, request_about, settle_all
from tests.universe import Council

DAY = date(2025, 11, 9)


def take_back(found: Disclosure, council: Council, on: date = DAY) -> None:
    one = now(found)
    withdraw(disclosure=one, on=on, expected_version=one.version, by=council.hana)


def test_it_is_closed_with_the_day_and_who_recorded_it(council: Council) -> None:
    found = request_about(council)
    take_back(found, council)
    closed = now(found)
    assert (closed.state, closed.withdrawn_on) == (State.WITHDRAWN, DAY)
    assert (closed.answered_by, closed.section, closed.reason) == (council.hana, "", "")
    assert unanswered_about([council.hawthorn]) == []
    said = Event.objects.about(found).first()
    assert said
    assert said.sentence == (
        "closed the request for information FOI 26/041: whoever asked withdrew it on"
        " 9 November 2025"
    )


@pytest.mark.parametrize("day", [date(2025, 11, 6), date(2025, 11, 11)])
def test_the_day_lies_between_its_receipt_and_today(
    council: Council, day: date
) -> None:
    found = request_about(council)
    with pytest.raises(RuleBroken, match="from its receipt until today"):
        take_back(found, council, day)
    assert now(found).is_open


def test_while_it_is_checked_too_and_nothing_comes_after(
    council: Council, asked: Disclosure
) -> None:
    settle_all(asked, council.hana)
    one = now(asked)
    prepare(disclosure=one, expected_version=one.version, by=council.hana)
    with pytest.raises(Stale):
        withdraw(disclosure=one, on=DAY, expected_version=one.version, by=council.dee)
    take_back(asked, council)
    with pytest.raises(RuleBroken, match="is withdrawn meanwhile"):
        take_back(asked, council)


@pytest.mark.parametrize("person", ["helen", "sam", "rita", "ada"])
def test_nobody_else_closes_it(council: Council, person: str) -> None:
    found = request_about(council)
    with pytest.raises(PermissionDenied):
        withdraw(
            disclosure=found,
            on=DAY,
            expected_version=found.version,
            by=getattr(council, person),
        )


def test_the_database_says_so_too(council: Council) -> None:
    rows = Disclosure.objects.filter(pk=request_about(council).pk)
    for facts in (
        {"withdrawn_on": DAY},
        {"state": State.WITHDRAWN, "answered_by": council.hana},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**facts)


def test_the_page_asks_for_the_day_and_tells_it_afterwards(
    client: Client, council: Council
) -> None:
    found = request_about(council)
    client.force_login(council.hana)
    address = reverse("disclosure:step", args=[found.pk, "withdraw"])
    assert address in client.get(found.get_absolute_url()).content.decode()
    form, _ = posted_from(client.get(address))
    refused = client.post(address, {**form, "on": "1/11/2025"})
    assert refused.status_code == 422
    assert "Choose a day from its receipt until today" in refused.content.decode()
    assert client.post(address, {**form, "on": "9/11/2025"}).status_code == 302
    text = " ".join(client.get(found.get_absolute_url()).content.decode().split())
    assert "<dt>Withdrawn on</dt><dd>9 November 2025</dd>" in text
    assert "<dt>Recorded by</dt><dd>Hana Yilmaz, 10 November 2025" in text
    assert "Refuse" not in text
    listed = " ".join(
        client.get(reverse("disclosure:requests")).content.decode().split()
    )
    assert "Withdrawn on 9 November 2025, due by 5 December 2025" in listed


def test_of_one_that_was_withdrawn_no_item_says_that_it_was_given_out(
    client: Client, council: Council, asked: Disclosure
) -> None:
    settle_all(asked, council.hana)
    client.force_login(council.hana)
    for given in (5, 0):
        text = client.get(asked.get_absolute_url()).content.decode()
        assert text.count("Given out") == given
        assert ("What would be given out" in text) is bool(given)
        if given:
            take_back(asked, council)
