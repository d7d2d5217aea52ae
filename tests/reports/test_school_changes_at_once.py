"""Two confirm the same closing at the same moment, and two sweeps close a school."""

from datetime import date

import pytest

from reports.services.closing import lock_closed
from schools.models import School
from sitrack.core.models import Event
from sitrack.core.rules import RuleBroken
from tests.reports.changing import confirmed, proposed
from tests.threads import at_once
from tests.universe import Council


@pytest.fixture
def council(committed: Council) -> Council:
    """The cast, for several connections at once."""
    return committed


def test_of_two_who_confirm_a_closing_at_once_one_does(council: Council) -> None:
    change = proposed(council, last_day=date(2025, 11, 7))

    def confirm() -> str:
        try:
            confirmed(council, change)
        except RuleBroken as broken:
            return broken.message
        return "confirmed"

    came = at_once(confirm, confirm)
    assert sorted(came) == ["Somebody has already decided this.", "confirmed"]
    for verb in ("change.confirmed", "school.closed", "record.locked"):
        assert Event.objects.filter(verb=verb).count() == 1


def test_two_sweeps_close_a_school_once(council: Council) -> None:
    School.objects.filter(pk=council.elm.pk).update(closed_on=date(2025, 11, 7))
    came = at_once(lambda: lock_closed(9), lambda: lock_closed(9))
    assert sorted(came) == [0, 1]
    assert Event.objects.filter(verb="school.closed").count() == 1
    assert Event.objects.filter(verb="record.locked").count() == 1
