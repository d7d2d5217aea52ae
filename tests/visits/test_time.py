"""A visit's time in the hours ledger, and the ceiling of the level."""

from datetime import date
from typing import Any

import pytest

from engagement.models import TimeEntry
from engagement.queries.hours import HoursPosition, hours_position
from sitrack.core.models import Notification
from sitrack.core.rules import RuleBroken
from tests.universe import Council
from visits.models import Visit
from visits.services.notes import save_note, start_and_share


def position(council: Council, term: str = "autumn") -> HoursPosition:
    return hours_position(council.record(), council.terms[term])


def change(council: Council, visit: Visit, **overrides: Any) -> Visit:
    return save_note(
        visit=visit,
        note=council.note(**overrides),
        expected_version=visit.version,
        by=council.sam,
    )


@pytest.mark.item("SUF-E-01", "DER-01")
def test_acc_026_hours_within_the_entitlement(council: Council) -> None:
    council.shared_visit(minutes=150)
    council.shared_visit(minutes=60)
    now = position(council)
    assert (now.used, now.ceiling, now.remaining) == (210, 480, 270)


def test_acc_027_hours_over_the_entitlement_want_a_reason(council: Council) -> None:
    council.shared_visit(minutes=450)
    with pytest.raises(RuleBroken, match="Say why more time is needed") as refusal:
        council.shared_visit(minutes=120)
    assert refusal.value.field == "over_ceiling_reason"
    assert Visit.objects.count() == 1
    council.shared_visit(minutes=120, over_ceiling_reason="A new headteacher")
    entry = TimeEntry.objects.get(minutes=120)
    assert entry.over_ceiling_reason == "A new headteacher"
    assert position(council).over == 90
    told = Notification.objects.filter(title__contains="over the ceiling")
    assert [row.recipient for row in told] == [council.rita]


@pytest.mark.item("SUF-E-02")
def test_acc_028_the_time_of_another_team_is_not_counted(council: Council) -> None:
    start_and_share(
        record=council.record(),
        note=council.note(visit_type=council.visit_type("other_team"), minutes=180),
        lead=council.persons["theo"],
        by=council.theo,
    )
    now = position(council)
    assert (now.used, now.uncounted, now.remaining) == (0, 180, 480)
    assert TimeEntry.objects.get().team == council.team("virtual_school")


@pytest.mark.parametrize(
    ("visit_type", "category"),
    [
        ("conversation", "conversation"),
        ("governance", "joint_support"),
        ("htpm", "htpm"),
        ("health_check_budget", "health_check"),
        ("other", "other"),
    ],
)
def test_the_type_of_visit_names_the_category(
    council: Council, visit_type: str, category: str
) -> None:
    council.shared_visit(visit_type=council.visit_type(visit_type))
    assert TimeEntry.objects.get().category.code == category


def test_a_draft_enters_no_time(council: Council) -> None:
    council.draft_visit()
    assert not TimeEntry.objects.exists()


@pytest.mark.item("INV-15")
def test_acc_031_time_is_corrected_by_a_reversing_row(council: Council) -> None:
    visit = council.shared_visit(minutes=180)
    change(council, visit, minutes=30)
    assert [entry.minutes for entry in TimeEntry.objects.order_by("pk")] == [
        180,
        -180,
        30,
    ]
    first = TimeEntry.objects.order_by("pk").first()
    assert TimeEntry.objects.get(minutes=-180).reverses == first
    assert position(council).used == 30


def test_time_corrected_twice_reverses_the_latest(council: Council) -> None:
    visit = council.shared_visit(minutes=180)
    change(council, visit, minutes=30)
    change(council, visit, minutes=45)
    assert position(council).used == 45
    assert visit.time.count() == 3


def test_a_change_of_words_alone_enters_nothing(council: Council) -> None:
    visit = council.shared_visit()
    change(council, visit, agenda=("Something else",))
    assert TimeEntry.objects.count() == 1


def test_a_visit_that_moves_to_another_day_moves_its_time(council: Council) -> None:
    visit = council.shared_visit()
    change(council, visit, date=date(2025, 11, 7))
    assert [entry.day.day for entry in TimeEntry.objects.order_by("pk")] == [10, 10, 7]
    assert position(council).used == 90


def test_a_correction_is_measured_without_the_entry_it_reverses(
    council: Council,
) -> None:
    visit = council.shared_visit(minutes=450)
    change(council, visit, minutes=480)
    assert position(council).remaining == 0
