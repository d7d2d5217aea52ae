"""Two sweeps at the same moment: each person has one row, and one mail."""

from collections.abc import Iterator

import pytest
import time_machine
from django.core import mail
from django.db import transaction

from reports.models import Digest, DigestChoice
from reports.services.digests import place_digests
from sitrack.core import sweep
from tests.threads import at_once
from tests.universe import NOW, Council, read_council


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=True) as traveller:
        yield traveller


@pytest.fixture
def council(transactional_db: None, clock: time_machine.Traveller) -> Council:
    """The cast, committed, so that every connection sees it."""
    with transaction.atomic():
        placed = read_council()
        DigestChoice.objects.all().delete()
    return placed


def test_two_sweeps_place_and_send_each_mail_once(council: Council) -> None:
    at_once(lambda: place_digests(100), lambda: place_digests(100))
    assert Digest.objects.count() == 11
    at_once(sweep.sweep, sweep.sweep)
    weekly = [one.to for one in mail.outbox if one.subject == "What is due for you"]
    assert len(weekly) == len({tuple(to) for to in weekly}) == 6
    assert Digest.objects.exclude(told=None).count() == 11
