"""Two people propose the same abbreviation at the same moment: one row is made."""

from functools import partial

import pytest

from glossary.models import Entry
from glossary.services import AlreadyThere, propose_entry
from sitrack.core.models import User
from tests.threads import at_once
from tests.universe import Council


@pytest.fixture
def council(committed: Council) -> Council:
    """The cast, for several connections at once."""
    return committed


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
