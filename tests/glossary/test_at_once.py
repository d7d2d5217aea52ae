"""Two people propose the same abbreviation at the same moment: one row is made."""

from collections.abc import Iterator
from functools import partial

import pytest
import time_machine
from django.db import transaction

from glossary.models import Entry
from glossary.services import AlreadyThere, propose_entry
from sitrack.core import sweep
from sitrack.core.models import User
from tests.threads import at_once
from tests.universe import NOW, Council, read_council


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """The clock starts at NOW and goes on: threads wait for each other."""
    with time_machine.travel(NOW, tick=True) as traveller:
        yield traveller


@pytest.fixture
def council(transactional_db: None, clock: time_machine.Traveller) -> Iterator[Council]:
    """The cast, committed, so that every connection sees it."""
    with sweep.asleep():
        with transaction.atomic():
            placed = read_council()
        yield placed


def propose(by: User) -> str:
    try:
        propose_entry(abbreviation="OXQ", meaning="Oracy Quality", by=by)
    except AlreadyThere as known:
        return known.message
    return "proposed"


def test_acc_079_of_two_who_propose_the_same_at_once_one_is_refused(
    council: Council,
) -> None:
    came = at_once(partial(propose, council.sam), partial(propose, council.helen))
    refused = (
        "OXQ, “Oracy Quality”, was proposed already, and the administrator has not"
        " decided yet."
    )
    assert sorted(came) == [refused, "proposed"]
    assert Entry.objects.count() == 1
