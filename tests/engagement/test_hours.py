"""The hours ledger: used, remaining, over, and what is never counted."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from engagement.models import TimeEntry, View
from engagement.queries.hours import HoursPosition, hours_position
from engagement.services.decisions import approve
from engagement.services.hours import log_time, reverse_time
from engagement.services.proposals import give_view
from engagement.services.year import lock_record
from sitrack.core.models import Notification
from sitrack.core.rules import RuleBroken
from tests.engagement.proposing import proposed
from tests.universe import Council

DAY = date(2025, 11, 10)


def log(council: Council, minutes: int, **facts: Any) -> TimeEntry:
    who = facts.pop("who", "sam")
    category = facts.pop("category", "conversation")
    return log_time(
        **{
            "record": council.record(),
            "day": DAY,
            "minutes": minutes,
            "person": council.persons[who],
            "category": council.option("time_category", category),
            "by": council.sam,
            **facts,
        }
    )


def autumn(council: Council) -> HoursPosition:
    return hours_position(council.record(), council.terms["autumn"])


def raise_level(council: Council) -> None:
    """From 20 November the school stands at 12 hours."""
    row = proposed(council)
    give_view(assignment=row, view=View.AGREES, by=council.helen)
    approve(assignment=row, by=council.rita)


@pytest.mark.item("DER-01", "DER-02", "INV-16")
def test_the_worked_example_of_the_ledger(council: Council) -> None:
    log(council, 120)
    log(council, 90, who="theo")
    reverse_time(entry=log(council, 30), reason="Wrong day", by=council.sam)
    log(council, 180, category="joint_support")
    now = autumn(council)
    assert (now.used, now.remaining, now.uncounted) == (300, 180, 90)
    raise_level(council)
    assert autumn(council).remaining == 420
    log(council, 480, over_ceiling_reason="A new head of English")
    now = autumn(council)
    assert (now.used, now.remaining, now.over) == (780, -60, 60)
    told = Notification.objects.filter(title__contains="over the ceiling")
    assert [note.recipient for note in told] == [council.rita]


@pytest.mark.item("ACC-026", "SUF-E-01")
def test_acc_026_time_inside_the_entitlement_needs_no_reason(council: Council) -> None:
    log(council, 150)
    log(council, 60)
    now = autumn(council)
    assert (now.used, now.ceiling, now.remaining, now.over) == (210, 480, 270, 0)


@pytest.mark.item("ACC-027", "SUF-F-04")
def test_acc_027_time_over_the_ceiling_asks_why_and_tells_the_rle(
    council: Council,
) -> None:
    log(council, 450)
    with pytest.raises(RuleBroken, match="Say why more time is needed") as refusal:
        log(council, 120)
    assert refusal.value.field == "over_ceiling_reason"
    entry = log(council, 120, over_ceiling_reason="Two new teachers")
    assert entry.over_ceiling_reason == "Two new teachers"
    assert autumn(council).over == 90
    told = Notification.objects.get(title__contains="over the ceiling")
    assert told.recipient == council.rita


@pytest.mark.item("ACC-028", "SUF-E-02")
def test_acc_028_another_teams_time_is_shown_and_not_counted(council: Council) -> None:
    entry = log(council, 180, who="theo", category="other")
    assert not entry.counted
    now = autumn(council)
    assert (now.used, now.uncounted, now.remaining) == (0, 180, 480)


@pytest.mark.item("ACC-029", "INV-16", "SUF-T-05", "SUF-T-07")
def test_acc_029_a_level_raised_in_mid_term_lifts_the_whole_terms_ceiling(
    council: Council,
) -> None:
    raise_level(council)
    assert autumn(council).ceiling == 720
    spring = hours_position(council.record(), council.terms["spring"])
    assert (spring.used, spring.ceiling) == (0, 720)


@pytest.mark.item("SUF-T-07")
def test_the_ceiling_starts_afresh_with_each_term(council: Council) -> None:
    log(council, 300)
    log(council, 60, day=date(2026, 1, 12))
    spring = hours_position(council.record(), council.terms["spring"])
    assert (autumn(council).used, spring.used, spring.remaining) == (300, 60, 420)


def test_time_in_the_holidays_counts_with_the_term_before(council: Council) -> None:
    entry = log(council, 60, day=date(2025, 12, 22))
    assert entry.term == council.terms["autumn"]


@pytest.mark.parametrize("category", ["preparation", "travel", "write_up"])
def test_preparation_travel_and_write_up_are_not_counted(
    council: Council, category: str
) -> None:
    assert not log(council, 60, category=category).counted


@pytest.mark.item("ACC-031", "INV-15")
def test_acc_031_a_mistake_is_reversed_and_nothing_is_deleted(council: Council) -> None:
    wrong = log(council, 180)
    reversal = reverse_time(entry=wrong, reason="Wrong day", by=council.sam)
    log(council, 30)
    assert (reversal.minutes, reversal.reverses) == (-180, wrong)
    assert TimeEntry.objects.count() == 3
    assert autumn(council).used == 30
    for entry in (wrong, reversal):
        with pytest.raises(RuleBroken, match="reversed already"):
            reverse_time(entry=entry, reason="Wrong day", by=council.sam)


@pytest.mark.item("ACC-032", "INV-15")
@pytest.mark.parametrize("minutes", [0, -60])
def test_acc_032_no_time_or_less_is_refused(council: Council, minutes: int) -> None:
    with pytest.raises(RuleBroken, match="more than 0 minutes") as refusal:
        log(council, minutes)
    assert refusal.value.field == "minutes"
    entry = log(council, 60)
    with pytest.raises(IntegrityError), transaction.atomic():
        TimeEntry.objects.filter(pk=entry.pk).update(minutes=minutes)


@pytest.mark.item("INV-06")
def test_time_lies_in_the_records_year_and_an_open_record(council: Council) -> None:
    with pytest.raises(RuleBroken, match="must lie in the record’s year"):
        log(council, 60, day=date(2026, 9, 1))
    lock_record(record=council.record(), reason="The year is over", by=council.hana)
    with pytest.raises(RuleBroken, match="is locked"):
        log(council, 60)


@pytest.mark.item("SUF-F-09", "SUF-E-19")
def test_hours_left_over_are_neither_a_warning_nor_carried_on(council: Council) -> None:
    log(council, 180)
    assert not Notification.objects.exists()
    spring = hours_position(council.record(), council.terms["spring"])
    assert spring.remaining == 480


def test_the_ledger_is_read_by_those_whose_role_it_is(council: Council) -> None:
    entry = log(council, 60, who="theo")
    readers = {
        name
        for name in ("sam", "rita", "hana", "helen", "theo", "gus", "odd", "rolf")
        if entry in TimeEntry.objects.visible_to(council.user(name))
    }
    assert readers == {"sam", "rita", "hana", "helen", "theo"}
