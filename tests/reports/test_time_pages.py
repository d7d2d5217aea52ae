"""Time outside a visit: entering it, correcting it and taking it back, on pages."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from engagement.models import TeamMembership, TimeEntry
from engagement.queries.hours import HoursPosition, hours_position
from engagement.services.hours import Spent, log_own_time
from sitrack.core.models import Notification
from sitrack.core.submissions import new_token
from tests.universe import NOW, TODAY, Council

FORM = {
    "date": "10/11/2025",
    "minutes": "1h",
    "category": "conversation",
    "what_for": "A call about phonics",
}


def client(council: Council, who: str = "sam") -> Client:
    signed_in = Client()
    signed_in.force_login(council.user(who))
    return signed_in


def enter(council: Council, who: str = "sam", **typed: str) -> Any:
    address = reverse("engagement:time_log", args=[council.record().pk])
    return client(council, who).post(address, {**FORM, **typed}, follow=True)


def spend(council: Council, minutes: int, who: str = "sam") -> TimeEntry:
    category = council.option("time_category", "conversation")
    spent = Spent(TODAY, minutes, category, "A call", "A new headteacher")
    return log_own_time(record=council.record(), spent=spent, by=council.user(who))


def change(
    council: Council, name: str, entry: TimeEntry, who: str, **typed: str
) -> Any:
    address = reverse(name, args=[entry.pk])
    return client(council, who).post(address, typed, follow=True)


def autumn(council: Council) -> HoursPosition:
    return hours_position(council.record(), council.terms["autumn"])


@pytest.mark.item("SUF-E-01", "DER-01")
def test_acc_026_an_hour_is_entered_and_3_5_of_8_are_used(council: Council) -> None:
    spend(council, 150)
    page = enter(council)
    assert page.redirect_chain == [
        (
            f"/schools/{council.hawthorn.pk}/hours/?term={council.terms['autumn'].pk}",
            302,
        )
    ]
    words = page.content.decode()
    assert "Up to 8 hours; 3.5 used" in words
    assert "A call about phonics" in words
    assert autumn(council).remaining == 270


@pytest.mark.item("SUF-F-04")
def test_acc_027_over_the_ceiling_asks_why_tells_the_rle_and_suggests_to_talk(
    council: Council,
) -> None:
    spend(council, 450)
    page = enter(council, minutes="2h")
    assert page.status_code == 422
    words = page.content.decode()
    assert "Say why more time is needed than the level’s ceiling" in words
    assert "A call about phonics" in words
    assert TimeEntry.objects.count() == 1
    page = enter(council, minutes="2h", over_ceiling_reason="A new headteacher")
    words = page.content.decode()
    assert "over by 1 hour 30 minutes" in words
    assert "talk about what the school needs, and about its level" in words
    told = Notification.objects.get(title__contains="over the ceiling")
    assert told.recipient == council.rita
    assert told.path == TimeEntry.objects.latest("pk").get_absolute_url()
    assert client(council, "rita").get(told.path).status_code == 200
    told.refresh_from_db()
    assert told.read_at is not None


@pytest.mark.item("SUF-E-02")
def test_acc_028_another_teams_officer_enters_time_that_is_not_counted(
    council: Council,
) -> None:
    page = enter(council, "theo", minutes="3h")
    words = page.content.decode()
    assert "3 hours" in words
    assert "Up to 8 hours" not in words
    now = autumn(council)
    assert (now.used, now.uncounted, now.remaining) == (0, 180, 480)


def test_an_officer_of_another_team_counts_nowhere_even_without_a_team(
    council: Council,
) -> None:
    TeamMembership.objects.filter(person=council.persons["theo"]).delete()
    enter(council, "theo")
    assert autumn(council).used == 0


@pytest.mark.item("ACC-032", "INV-15", "INV-06")
@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"minutes": "0"}, "Time spent must be more than 0 minutes"),
        ({"minutes": "-1h"}, "Time spent must be more than 0 minutes"),
        ({"minutes": "25h"}, "Time spent must be 24 hours or less"),
        ({"minutes": "a while"}, "Time spent must be a length of time"),
        ({"minutes": ""}, "Enter the time spent"),
        ({"date": "11/11/2025"}, "11 November 2025 is in the future"),
        ({"date": "31/8/2025"}, "must lie in the record’s year"),
        ({"date": "31/2/2025"}, "Day must be a real date"),
        ({"category": ""}, "Select a category"),
        ({"category": "holiday"}, "Select one of the choices listed"),
        ({"what_for": " "}, "Say what the time was for"),
    ],
)
def test_acc_032_what_cannot_be_is_refused_beside_its_field(
    council: Council, typed: dict[str, str], message: str
) -> None:
    page = enter(council, **typed)
    assert page.status_code == 422
    words = page.content.decode()
    assert f'href="#id_{next(iter(typed))}' in words
    assert words.count(message) == 2
    kept = {**FORM, **typed}
    assert f'value="{kept["date"]}"' in words
    assert kept["what_for"].strip() in words
    assert not TimeEntry.objects.exists()


def test_a_day_has_24_hours(council: Council) -> None:
    spend(council, 23 * 60)
    page = enter(council, minutes="61")
    assert "more than 24 hours on 10 November 2025" in page.content.decode()
    assert TimeEntry.objects.count() == 1


def test_a_double_click_enters_time_once(council: Council) -> None:
    token = new_token()
    enter(council, submit_token=token)
    enter(council, submit_token=token)
    page = enter(council, submit_token=token, minutes="2h")
    assert "You sent this form a moment ago" in page.content.decode()
    assert [entry.minutes for entry in TimeEntry.objects.all()] == [60]


@pytest.mark.item("INV-15")
def test_acc_031_an_entry_is_corrected_by_a_reversing_row_and_a_new_one(
    council: Council,
) -> None:
    wrong = spend(council, 180)
    page = change(
        council,
        "time_correct",
        wrong,
        "sam",
        **FORM | {"minutes": "30", "reason": "Typed in minutes"},
    )
    rows = TimeEntry.objects.order_by("pk")
    assert [row.minutes for row in rows] == [180, -180, 30]
    assert rows[1].reason == "Typed in minutes"
    assert autumn(council).used == 30
    words = page.content.decode()
    assert "Typed in minutes" in words
    assert "Up to 8 hours; 0.5 used" in words


def test_a_correction_that_cannot_be_leaves_the_entry_as_it_was(
    council: Council,
) -> None:
    entry = spend(council, 60)
    for typed in (
        {**FORM, "reason": ""},
        {**FORM, "minutes": "0", "reason": "Wrong"},
        {**FORM, "minutes": "9h", "reason": "Wrong"},
        {**FORM, "date": "11/11/2025", "reason": "Wrong"},
        {**FORM, "what_for": "A call", "reason": "Wrong"},
    ):
        assert change(council, "time_correct", entry, "sam", **typed).status_code == 422
    assert TimeEntry.objects.get() == entry


def test_a_team_mates_entry_is_taken_back_and_its_owner_told(council: Council) -> None:
    entry = spend(council, 60, "rita")
    assert change(council, "time_reverse", entry, "sam", reason=" ").status_code == 422
    change(council, "time_reverse", entry, "sam", reason="Entered twice")
    reversal = TimeEntry.objects.get(reverses=entry)
    assert (reversal.reason, reversal.entered_by) == ("Entered twice", council.sam)
    told = Notification.objects.get()
    assert (told.recipient, told.path) == (council.rita, entry.get_absolute_url())


def test_the_second_of_two_who_take_an_entry_back_is_told_so(council: Council) -> None:
    entry = spend(council, 60, "rita")
    change(council, "time_reverse", entry, "sam", reason="Entered twice")
    late = change(council, "time_reverse", entry, "rita", reason="Wrong school")
    assert late.status_code == 422
    assert "This entry is reversed already" in late.content.decode()
    assert "Wrong school" in late.content.decode()
    back = client(council, "rita").get(
        reverse("time_reverse", args=[entry.pk]), follow=True
    )
    assert "This entry was taken back already" in back.content.decode()
    assert TimeEntry.objects.count() == 2


def test_a_visits_time_is_changed_with_its_visit(council: Council) -> None:
    visit = council.shared_visit()
    entry = TimeEntry.objects.get()
    for name in ("time_correct", "time_reverse"):
        page = change(council, name, entry, "sam", **FORM, reason="Wrong")
        assert page.status_code == 409
        assert visit.get_absolute_url() in page.content.decode()
    assert TimeEntry.objects.count() == 1
    ledger = client(council).get(entry.get_absolute_url()).content.decode()
    assert "Take back" not in ledger


def test_a_locked_record_takes_no_time(council: Council) -> None:
    entry = spend(council, 60)
    record = council.record()
    type(record).objects.update(state="locked", locked_at=NOW)
    page = enter(council)
    assert "is locked. Nothing was changed" in page.content.decode()
    change(council, "time_reverse", entry, "sam", reason="Wrong")
    assert TimeEntry.objects.count() == 1
    ledger = client(council).get(entry.get_absolute_url()).content.decode()
    assert "Enter time outside a visit" not in ledger
    assert "Take back" not in ledger


def test_time_before_the_term_is_entered_where_it_belongs(council: Council) -> None:
    enter(council, date="2/9/2025")
    assert TimeEntry.objects.get().day == date(2025, 9, 2)
