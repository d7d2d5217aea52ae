"""Two people take the same entry back at the same moment: one reversal is made."""

import pytest

from engagement.models import TimeEntry
from engagement.services.hours import Spent, log_own_time
from reports.services.ledger import correct, take_back
from sitrack.core.rules import RuleBroken
from tests.threads import at_once
from tests.universe import TODAY, Council


@pytest.fixture
def council(committed: Council) -> Council:
    """The cast, for several connections at once."""
    return committed


@pytest.mark.item("INV-15")
def test_of_two_who_take_an_entry_back_or_correct_it_one_does(council: Council) -> None:
    category = council.option("time_category", "preparation")
    spent = Spent(TODAY, 180, category, "Reading the data")
    entry = log_own_time(record=council.record(), spent=spent, by=council.rita)
    pk = entry.pk

    def found() -> TimeEntry:
        with_parts = ("record__school", "school", "person__user", "term", "team")
        return TimeEntry.objects.select_related(*with_parts).get(pk=pk)

    def sams() -> str:
        try:
            take_back(entry=found(), reason="Entered twice", by=council.sam)
        except RuleBroken as broken:
            return broken.message
        return "done"

    def ritas() -> str:
        anew = Spent(TODAY, 30, category, "Reading the data")
        try:
            correct(entry=found(), spent=anew, reason="Half an hour", by=council.rita)
        except RuleBroken as broken:
            return broken.message
        return "done"

    came = at_once(sams, ritas)
    assert sorted(came) == ["This entry is reversed already.", "done"]
    rows = [row.minutes for row in TimeEntry.objects.order_by("pk")]
    assert rows == ([180, -180] if came[0] == "done" else [180, -180, 30])
