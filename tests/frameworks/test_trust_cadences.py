"""What falls due at a school of a trust follows from its phase."""

from datetime import date

import pytest

from engagement.models import LevelAssignment, Obligation
from reports.services.summaries import refresh
from tests.universe import Council


def due(council: Council, code: str) -> list[date]:
    """The days on which a line of the reviews falls due at Hawthorn this year."""
    refresh([council.hawthorn.pk])
    rows = Obligation.objects.filter(school=council.hawthorn, rule__code=code)
    return [row.due_on for row in rows.filter(cancelled="").order_by("due_on")]


def at_phase(council: Council, code: str, start: date) -> None:
    """Hawthorn's phase is this one, since that day."""
    LevelAssignment.objects.filter(school=council.hawthorn).update(
        level=council.level(code), effective_from=start
    )


@pytest.mark.item("ACC-068", "CAD-21", "TRU-Q-12", "TRU-Q-13", "TRU-Q-14")
def test_acc_068_the_audits_of_repair_are_due_by_term_and_half_term(
    trust: Council,
) -> None:
    ends = [date(2025, 12, 19), date(2026, 3, 27), date(2026, 7, 22)]
    assert due(trust, "TRU-Q-12") == ends
    assert due(trust, "TRU-Q-13") == ends
    halves = [date(2025, 12, 19), date(2026, 2, 13), date(2026, 3, 27)]
    assert due(trust, "TRU-Q-14") == [*halves, date(2026, 5, 22), date(2026, 7, 22)]
    assert due(trust, "TRU-Q-22") == []


@pytest.mark.item("CAD-18", "CAD-19", "TRU-Q-01", "TRU-Q-06")
def test_in_stabilise_weeks_are_counted_from_its_first_day(trust: Council) -> None:
    at_phase(trust, "tru_stabilise", date(2025, 11, 3))
    assert due(trust, "TRU-Q-01")[:2] == [date(2025, 12, 15), date(2026, 1, 26)]
    assert due(trust, "TRU-Q-06")[:3] == [
        date(2025, 11, 17),
        date(2025, 12, 1),
        date(2025, 12, 15),
    ]


@pytest.mark.item("CAD-19", "CAD-20", "TRU-Q-07", "TRU-Q-16")
def test_in_repair_reviews_are_half_termly_and_the_action_plan_six_weekly(
    trust: Council,
) -> None:
    assert due(trust, "TRU-Q-07")[:2] == [date(2025, 12, 19), date(2026, 2, 13)]
    assert due(trust, "TRU-Q-16")[:2] == [date(2025, 11, 24), date(2026, 1, 5)]


@pytest.mark.item("CAD-22", "TRU-Q-25", "TRU-Q-26")
def test_in_improve_visits_are_so_many_a_year(trust: Council) -> None:
    at_phase(trust, "tru_improve", date(2025, 9, 1))
    assert due(trust, "TRU-Q-25") == [date(2026, 3, 27), date(2026, 7, 22)]
    assert due(trust, "TRU-Q-26") == [
        date(2025, 12, 19),
        date(2026, 3, 27),
        date(2026, 7, 22),
    ]


@pytest.mark.item("CAD-23", "TRU-Q-30", "TRU-Q-33")
def test_in_sustain_health_is_checked_at_two_fixed_points(trust: Council) -> None:
    at_phase(trust, "tru_sustain", date(2025, 9, 1))
    assert due(trust, "TRU-Q-30") == [date(2025, 12, 19), date(2026, 7, 22)]
    assert due(trust, "TRU-Q-33") == [date(2026, 8, 28)]


@pytest.mark.item("CAD-17", "DER-12")
def test_the_longest_time_of_a_phase_is_due_on_its_last_day(trust: Council) -> None:
    at_phase(trust, "tru_stabilise", date(2025, 9, 1))
    assert due(trust, "CAD-17") == [date(2025, 11, 24)]
    at_phase(trust, "tru_improve", date(2025, 9, 1))
    assert due(trust, "CAD-17") == []
