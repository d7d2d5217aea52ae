"""One level follows another: never two at once, whichever way they are decided."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engagement.models import LevelAssignment, LevelState, SchoolYearRecord, Side, View
from engagement.models.levels import IN_FORCE_STATES
from engagement.queries.levels import level_in_force, term_boxes
from engagement.services.decisions import approve
from engagement.services.records import open_record
from engagement.services.succession import supersede_ended
from schools.models import School
from sitrack.core import sweep
from sitrack.core.models import AcademicYear, Event
from sitrack.core.rules import RuleBroken
from tests.engagement.proposing import EFFECTIVE, drafted, viewed
from tests.threads import at_once
from tests.universe import Council, read_council

ONE_DAY = timedelta(days=1)
JULY = datetime(2026, 7, 6, 9, 0, tzinfo=UTC)
NEXT_FIRST = date(2026, 9, 1)


def next_years(council: Council) -> SchoolYearRecord:
    year = AcademicYear.objects.get(label="2026/27")
    return open_record(
        school=council.hawthorn, year=year, framework=council.framework, by=council.sam
    )


def held(council: Council) -> list[tuple[str, date, date | None]]:
    """The history, the first to begin first."""
    rows = LevelAssignment.objects.filter(
        school=council.hawthorn, state__in=IN_FORCE_STATES
    )
    ordered = rows.order_by("effective_from")
    return list(ordered.values_list("level__code", "effective_from", "effective_to"))


@pytest.mark.item("INV-02", "SUF-F-05")
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["suf_12", "suf_24"]),
            st.booleans(),
            st.integers(min_value=0, max_value=364),
        ),
        min_size=1,
        max_size=6,
    )
)
@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_no_order_of_approvals_leaves_a_day_with_two_levels_or_none(
    council: Council, decisions: list[tuple[str, bool, int]]
) -> None:
    """Levels of this year and the next, approved in any order for any day of theirs."""
    with transaction.atomic():
        later = next_years(council)
        for code, ahead, days in decisions:
            record = later if ahead else council.record()
            day = record.year.start + timedelta(days=days)
            row = viewed(council, code, record=record, day=day)
            try:
                with transaction.atomic():
                    approve(assignment=row, by=council.rita)
            except RuleBroken:
                LevelAssignment.objects.filter(pk=row.pk).update(state="withdrawn")
            history = held(council)
            assert history[0][1] == council.year.start
            assert history[-1][2] is None
            for (_, _, end), (_, start, _) in pairwise(history):
                assert end is not None
                assert end + ONE_DAY == start
        transaction.set_rollback(True)


@pytest.mark.item("INV-04", "SUF-W-13")
def test_next_years_level_is_agreed_in_july_beside_this_years(
    council: Council, clock: time_machine.Traveller
) -> None:
    clock.move_to(JULY)
    later = next_years(council)
    ahead = viewed(council, "suf_24", record=later, day=NEXT_FIRST)
    now = viewed(council, "suf_12", day=date(2026, 7, 8))
    approve(assignment=ahead, by=council.rita)
    assert level_in_force(council.hawthorn, date(2026, 7, 31)) == council.level("suf_8")
    approve(assignment=now, by=council.rita)
    assert held(council) == [
        ("suf_8", date(2025, 9, 1), date(2026, 7, 7)),
        ("suf_12", date(2026, 7, 8), date(2026, 8, 31)),
        ("suf_24", NEXT_FIRST, None),
    ]
    drafted(council, record=later, day=NEXT_FIRST)
    with pytest.raises(RuleBroken, match="is already open"):
        drafted(council, record=later, day=NEXT_FIRST)


def test_a_level_is_superseded_on_the_day_that_the_next_begins(
    council: Council, clock: time_machine.Traveller
) -> None:
    base = council.hawthorn.levels.get()
    approve(assignment=viewed(council, day=EFFECTIVE), by=council.rita)
    base.refresh_from_db()
    assert (base.state, base.effective_to) == ("approved", EFFECTIVE - ONE_DAY)
    clock.move_to(datetime(2025, 11, 19, 9, 0, tzinfo=UTC))
    assert supersede_ended(10) == 0
    clock.move_to(datetime(2025, 11, 20, 9, 0, tzinfo=UTC))
    assert [supersede_ended(10), supersede_ended(10)] == [1, 0]
    base.refresh_from_db()
    assert base.state == LevelState.SUPERSEDED
    told = Event.objects.get(verb="level.superseded")
    assert (told.actor_name, told.sentence) == (
        "sitrack",
        "ended Entitlement up to 8 hours on 19 November 2025: another level follows",
    )


@pytest.mark.item("INV-03", "SUF-F-13")
def test_a_change_that_is_dated_back_moves_the_box_of_the_term_it_began_in(
    council: Council, clock: time_machine.Traveller
) -> None:
    clock.move_to(datetime(2026, 1, 12, 9, 0, tzinfo=UTC))
    row = viewed(council, day=date(2025, 12, 8))
    approve(assignment=row, by=council.rita)
    row.refresh_from_db()
    assert f"{row.decided_at:%d.%m.%Y}, {row.effective_from:%d.%m.%Y}" == (
        "12.01.2026, 08.12.2025"
    )
    boxes = term_boxes(council.record())
    assert boxes[council.terms["autumn"].pk] == council.level("suf_12")
    assert council.hawthorn.levels.get(level__base=True).state == "superseded"


@pytest.mark.item("INV-02")
def test_a_day_before_the_level_in_force_began_is_refused_with_its_name_and_day(
    council: Council,
) -> None:
    approve(assignment=viewed(council, day=date(2025, 10, 6)), by=council.rita)
    row = viewed(council, "suf_24", day=date(2025, 10, 6))
    with pytest.raises(RuleBroken) as refusal:
        approve(assignment=row, by=council.rita)
    assert refusal.value.field == "effective_from"
    assert refusal.value.message == (
        "Entitlement up to 12 hours was approved from 6 October 2025, and another"
        " takes effect on or after that day only. Choose a later day."
    )


@pytest.mark.item("INV-05")
def test_a_school_that_has_become_an_academy_since_is_not_put_under_statute(
    council: Council,
) -> None:
    row = viewed(council, "suf_statutory")
    School.objects.filter(pk=council.hawthorn.pk).update(maintained=False)
    with pytest.raises(RuleBroken, match="this school is not one"):
        approve(assignment=row, by=council.hana)
    assert held(council) == [("suf_8", date(2025, 9, 1), None)]


def test_a_school_that_closes_stands_at_no_level_afterwards(council: Council) -> None:
    row = viewed(council)
    School.objects.filter(pk=council.hawthorn.pk).update(closed_on=date(2025, 11, 14))
    with pytest.raises(RuleBroken, match="closed on 14 November 2025"):
        approve(assignment=row, by=council.rita)


@pytest.mark.item("INV-18", "DEC-02", "SUF-W-14")
def test_the_schools_view_of_the_statutory_level_is_kept_and_no_veto(
    council: Council,
) -> None:
    eight = council.level("suf_8")
    row = viewed(council, "suf_statutory", view=View.PREFERS_OTHER, level=eight)
    with pytest.raises(RuleBroken, match="The two sides differ"):
        approve(assignment=row, by=council.hana)
    approve(assignment=row, by=council.hana, note="The trustees have resigned.")
    row.refresh_from_db()
    assert level_in_force(council.hawthorn, EFFECTIVE) == council.level("suf_statutory")
    assert (row.view, row.view_level, row.viewed_by) == (
        View.PREFERS_OTHER,
        eight,
        council.helen,
    )


@pytest.mark.item("INV-18")
def test_not_even_the_statutory_level_is_decided_before_the_schools_view_is_asked(
    council: Council,
) -> None:
    row = drafted(council, "suf_statutory", side=Side.LA)
    with pytest.raises(RuleBroken, match="still a draft"):
        approve(assignment=row, by=council.hana)
    with pytest.raises(IntegrityError), transaction.atomic():
        LevelAssignment.objects.filter(pk=row.pk).update(state="viewed")


@pytest.mark.item("INV-02")
def test_the_database_itself_refuses_two_levels_at_once(council: Council) -> None:
    """Two without an end on both databases; any overlap where it can say so."""
    base = council.hawthorn.levels.get()
    twice = {
        "school": base.school,
        "record": base.record,
        "level": council.level("suf_12"),
        "state": LevelState.APPROVED,
        "raised_by": council.sam,
        "raised_side": Side.LA,
        "raised_at": base.raised_at,
        "decided_by": council.rita,
        "decided_at": base.raised_at,
        "effective_from": EFFECTIVE,
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        LevelAssignment.objects.create(**twice)
    if connection.vendor == "postgresql":
        with pytest.raises(IntegrityError), transaction.atomic():
            LevelAssignment.objects.create(**twice, effective_to=EFFECTIVE)


def test_this_years_level_and_the_next_are_approved_at_once_without_an_overlap(
    transactional_db: None, clock: object
) -> None:
    with sweep.asleep():
        with transaction.atomic():
            council = read_council()
        later = next_years(council)
        ahead = viewed(council, "suf_24", record=later, day=NEXT_FIRST)
        now = viewed(council, day=EFFECTIVE)
        at_once(
            lambda: approve(assignment=ahead, by=council.rita),
            lambda: approve(assignment=now, by=council.hana),
        )
    assert held(council) == [
        ("suf_8", date(2025, 9, 1), EFFECTIVE - ONE_DAY),
        ("suf_12", EFFECTIVE, NEXT_FIRST - ONE_DAY),
        ("suf_24", NEXT_FIRST, None),
    ]
