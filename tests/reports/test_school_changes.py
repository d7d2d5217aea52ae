"""A school closes, converts or is replaced, once a person has confirmed it."""

from datetime import date, datetime
from itertools import pairwise
from typing import Any

import pytest
import time_machine

from engagement.models import Obligation, TimeEntry, View
from engagement.services.decisions import approve
from engagement.services.hours import log_time
from engagement.services.proposals import give_view
from engagement.services.year import lock_record, unlock_record
from plans.models import PlanExtension
from reports.services.closing import lock_closed
from reports.services.summaries import refresh
from schools.models import School, SchoolChange, SchoolLink
from sitrack.core.models import Event
from sitrack.core.rules import RuleBroken
from sitrack.core.sweep import sweep
from tests.plans.running import running
from tests.reports.acts import proposal
from tests.reports.changing import Kind, confirmed, new_academy, proposed
from tests.reports.turning import LONDON
from tests.universe import NOW, TODAY, Council
from visits.services.diary import plan_visit

IN_JANUARY = datetime(2026, 1, 5, 9, 0, tzinfo=LONDON)
REASON = "The school closed on 31 December 2025."


def planned(council: Council, day: date = date(2026, 2, 3)) -> Any:
    return plan_visit(
        record=council.record(),
        at=datetime(day.year, day.month, day.day, 9, tzinfo=LONDON),
        lead=council.persons["sam"],
        by=council.sam,
    )


def spend(council: Council, day: date = TODAY) -> TimeEntry:
    return log_time(
        record=council.record(),
        day=day,
        minutes=60,
        person=council.persons["sam"],
        category=council.option("visit_type", "conversation"),
        by=council.sam,
    )


def hawthorn(council: Council) -> School:
    school: School = School.objects.get(pk=council.hawthorn.pk)
    return school


@pytest.mark.item("INV-22", "SUF-R-01", "INV-25")
def test_acc_074_a_school_closes_in_the_middle_of_the_year(
    council: Council, clock: time_machine.Traveller
) -> None:
    plan = running(council, "suf_24")
    visit, entry, level = planned(council), spend(council), proposal(council)
    refresh([council.hawthorn.pk])
    still = Obligation.objects.filter(school=council.hawthorn, cancelled="")
    assert still.filter(met_on=None).exists()
    change = confirmed(council, proposed(council))
    assert change.state == "confirmed"
    assert hawthorn(council).status == "Open, but proposed to close"
    assert council.record().state == "open"
    clock.move_to(datetime(2025, 12, 31, 23, 0, tzinfo=LONDON))
    sweep()
    assert council.record().state == "open"
    clock.move_to(IN_JANUARY)
    sweep()
    sweep()
    for row in (visit, entry, level, plan, change):
        row.refresh_from_db()
    assert (change.state, hawthorn(council).status) == ("done", "Closed")
    record = council.record()
    assert (record.state, record.lock_reason) == ("locked", REASON)
    assert (visit.state, visit.cancelled_reason) == ("cancelled", REASON)
    assert level.state == "withdrawn"
    assert (plan.state, plan.ended_reason) == ("cancelled", REASON)
    assert entry.minutes == 60
    assert not still.filter(met_on=None).exists()
    cancelled = Obligation.objects.filter(school=council.hawthorn).exclude(cancelled="")
    assert {row.get_cancelled_display() for row in cancelled} == {"school closed"}
    told = Event.objects.filter(scope=council.hawthorn.scope, at__gte=IN_JANUARY)
    assert list(told.order_by("pk").values_list("verb", flat=True)) == [
        *("school.closed", "level.withdrawn_closed", "plan.cancelled"),
        *("visit.cancelled", "record.locked"),
    ]
    assert Event.objects.get(verb="level.withdrawn_closed").sentence == (
        f"withdrew the proposal of Entitlement up to 12 hours: {REASON}"
    )


@pytest.mark.item("INV-22")
def test_a_closure_in_the_past_takes_effect_at_once_and_once(council: Council) -> None:
    change = proposed(council, last_day=date(2025, 11, 7))
    assert confirmed(council, change).state == "done"
    assert council.record().state == "locked"
    assert hawthorn(council).status == "Closed"
    assert lock_closed(100) == 0
    with pytest.raises(RuleBroken, match="Somebody has already decided this"):
        confirmed(council, change, by=council.ada)
    assert Event.objects.filter(verb="school.closed").count() == 1


@pytest.mark.item("INV-22")
def test_a_record_that_was_unlocked_before_the_school_closed_is_locked_with_it(
    council: Council,
) -> None:
    lock_record(record=council.record(), reason="By mistake", by=council.hana)
    unlock_record(record=council.record(), reason="A mistake", by=council.hana)
    confirmed(council, proposed(council, last_day=date(2025, 11, 7)))
    assert council.record().state == "locked"
    unlock_record(record=council.record(), reason="A date is wrong", by=council.hana)
    assert lock_closed(100) == 0
    assert council.record().state == "open"


@pytest.mark.item("INV-22")
def test_no_school_closes_before_what_was_done_there(council: Council) -> None:
    change = proposed(council, last_day=date(2025, 10, 31))
    draft = council.draft_visit()
    with pytest.raises(RuleBroken) as refused:
        confirmed(council, change)
    assert refused.value.message == (
        "There is a visit of 10 November 2025, which is after that day. Check the day."
    )
    assert council.record().state == "open"
    assert confirmed(council, change, last_day=draft.date).state == "confirmed"


@pytest.mark.item("INV-22")
def test_no_school_closes_before_its_time_and_levels(council: Council) -> None:
    change = proposed(council, last_day=date(2025, 8, 31))
    with pytest.raises(RuleBroken, match="There is a level from 1 September 2025"):
        confirmed(council, change)
    spend(council)
    with pytest.raises(RuleBroken, match="in the hours ledger on 10 November 2025"):
        confirmed(council, change, last_day=date(2025, 11, 7))


@pytest.mark.item("INV-22")
def test_nothing_is_dated_after_a_closing_that_is_confirmed(council: Council) -> None:
    level = proposal(council)
    confirmed(council, proposed(council, last_day=date(2025, 11, 7)), last_day=TODAY)
    with pytest.raises(RuleBroken, match="The school closed on 10 November 2025"):
        spend(council, date(2025, 11, 11))
    level.effective_from = date(2025, 12, 1)
    level.save()
    level.refresh_from_db()
    give_view(assignment=level, view=View.AGREES, by=council.helen)
    with pytest.raises(RuleBroken, match="The school closed on 10 November 2025"):
        approve(assignment=level, by=council.rita)


@pytest.mark.item("INV-23", "SUF-P-18", "CONF-11")
def test_acc_075_a_conversion_makes_a_new_school_and_moves_nothing(
    council: Council, clock: time_machine.Traveller
) -> None:
    visit = council.final_visit()
    academy = new_academy(council)
    change = confirmed(council, proposed(council, Kind.CONVERSION, academy))
    link = SchoolLink.objects.get()
    assert (link.successor, link.predecessor) == (academy, council.hawthorn)
    assert (link.kind, link.since) == ("conversion", date(2026, 1, 1))
    assert not academy.maintained
    clock.move_to(IN_JANUARY)
    sweep()
    change.refresh_from_db()
    visit.refresh_from_db()
    assert change.state == "done"
    assert visit.record == council.record()
    assert visit.record.school == council.hawthorn
    assert not academy.records.exists()


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        (
            {"establishment_type": "Community school"},
            "The school that follows is maintained",
        ),
        (
            {"opened_on": date(2012, 9, 1)},
            "has been open since 1 September 2012, and a conversion makes a new one",
        ),
    ],
)
@pytest.mark.item("INV-23")
def test_a_conversion_to_what_is_no_new_academy_is_refused(
    council: Council, facts: dict[str, Any], told: str
) -> None:
    school = new_academy(council, **facts)
    change = proposed(council, Kind.CONVERSION, school)
    with pytest.raises(RuleBroken, match=told):
        confirmed(council, change)
    assert not SchoolLink.objects.exists()
    assert confirmed(council, change, kind="replacement").kind == "replacement"


def test_an_academy_is_replaced_and_converts_to_nothing(council: Council) -> None:
    change = proposed(
        council, Kind.CONVERSION, new_academy(council), school=council.academy
    )
    with pytest.raises(RuleBroken, match="Only a school that the authority maintains"):
        confirmed(council, change)


def test_two_schools_do_not_convert_to_the_same_academy(council: Council) -> None:
    academy = new_academy(council)
    confirmed(council, proposed(council, Kind.CONVERSION, academy))
    second = proposed(council, Kind.CONVERSION, academy, school=council.elm)
    with pytest.raises(RuleBroken, match="is what Hawthorn Primary School converted"):
        confirmed(council, second)
    assert confirmed(council, second, kind="amalgamation").state == "confirmed"


@pytest.mark.item("INV-23")
def test_no_school_follows_itself_or_goes_round_in_a_ring(council: Council) -> None:
    ring = [council.elm, council.infant, council.ash]
    for before, after in pairwise(ring):
        change = proposed(council, Kind.REPLACEMENT, after, school=before)
        confirmed(council, change)
    last = proposed(council, Kind.REPLACEMENT, council.elm, school=council.ash)
    with pytest.raises(RuleBroken, match="The school that follows closes no later"):
        confirmed(council, last)
    School.objects.filter(pk=council.elm.pk).update(closed_on=None)
    last.refresh_from_db()
    with pytest.raises(RuleBroken, match="Ash Primary School follows Elm Junior"):
        confirmed(council, last)
    with pytest.raises(RuleBroken, match="A school cannot follow itself"):
        proposed(council, Kind.REPLACEMENT, council.birch, school=council.birch)


def test_a_federation_and_an_agreement_end_with_the_school(council: Council) -> None:
    day = date(2025, 11, 7)
    confirmed(council, proposed(council, last_day=day, school=council.ash))
    membership = council.ash.memberships.get()
    assert membership.end == day
    assert SchoolChange.objects.get().state == "done"


def test_what_is_asked_of_a_plan_is_let_go_with_its_school(
    council: Council, clock: time_machine.Traveller
) -> None:
    plan = running(council)
    extension = PlanExtension.objects.create(
        plan=plan,
        old_end=date(2026, 3, 27),
        new_end=date(2026, 7, 22),
        reason="Writing needs longer.",
        basis="exception",
        asked_by=council.sam,
        asked_at=NOW,
    )
    confirmed(council, proposed(council))
    clock.move_to(IN_JANUARY)
    sweep()
    extension.refresh_from_db()
    assert (extension.state, extension.decided_by) == ("declined", council.sam)
