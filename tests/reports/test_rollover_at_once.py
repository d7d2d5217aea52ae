"""Two start the rollover at the same moment, and somebody writes while it locks."""

import pytest
import time_machine

from engagement.services.priorities import set_priorities
from engagement.services.year import lock_record
from reports.models import Rollover
from reports.services import rollover_job
from sitrack.core.models import Event
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import Stale
from tests.reports.turning import FIRST_DAY, carry, next_year
from tests.threads import at_once
from tests.universe import Council


@pytest.fixture
def council(committed: Council, going_clock: time_machine.Traveller) -> Council:
    """The cast on the first day of the year, for several connections at once."""
    going_clock.move_to(FIRST_DAY)
    return committed


def test_two_who_start_it_at_once_have_one_job(council: Council) -> None:
    def start() -> str:
        try:
            rollover_job.start_rollover(year=next_year(), by=council.hana)
        except RuleBroken as broken:
            return broken.message
        return "started"

    came = at_once(start, start)
    assert sorted(came) == ["The records are being carried over already.", "started"]
    assert Rollover.objects.count() == 1


def test_two_who_carry_the_same_school_over_do_it_once(council: Council) -> None:
    came = at_once(lambda: carry(council), lambda: carry(council))
    assert {rolled.outcome for rolled in came} == {"carried"}
    assert Event.objects.filter(verb="record.carried").count() == 1
    assert Event.objects.filter(verb="record.locked").count() == 1


@pytest.mark.item("INV-06")
def test_nothing_is_written_behind_a_lock(council: Council) -> None:
    record, reason = council.record(), "The year is over"

    def write() -> str:
        try:
            set_priorities(
                record=council.record(),
                expected_version=record.version,
                texts=["Phonics"],
                by=council.sam,
            )
        except (RuleBroken, Stale):
            return "refused"
        return "written"

    def lock() -> str:
        lock_record(record=record, reason=reason, by=council.hana)
        return "locked"

    came = at_once(write, lock)
    verbs = Event.objects.filter(verb__in=["priorities.changed", "record.locked"])
    told = list(verbs.order_by("pk").values_list("verb", flat=True))
    if came[0] == "written":
        assert told == ["priorities.changed", "record.locked"]
    else:
        assert told == ["record.locked"]
        assert not council.record().priorities.exists()
