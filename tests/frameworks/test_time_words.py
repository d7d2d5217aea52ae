"""Lists say what was used in what the framework gives time in: hours, days or neither."""

from django.urls import reverse

from engagement.queries.time_words import time_used
from engagement.services.hours import log_time
from tests.reports.pages import get, links, read
from tests.universe import TODAY, Council


def work(council: Council, minutes: int, category: str) -> None:
    log_time(
        record=council.record(),
        day=TODAY,
        minutes=minutes,
        person=council.persons["sam"],
        category=council.option("time_category", category),
        by=council.sam,
    )


def test_wiltshires_lists_count_days_and_half_days(wiltshire: Council) -> None:
    work(wiltshire, 540, "school_choice")
    home = read(wiltshire.sam, "/")
    assert "Time used 1½ days" in home
    assert "Hours this term" not in home
    caseload = read(wiltshire.rita, reverse("caseload"))
    assert "Time used" in caseload
    assert "1½ days" in caseload
    assert "ceilings" not in caseload


def test_time_that_is_no_half_day_is_told_as_about(wiltshire: Council) -> None:
    assert time_used(0) == "None yet"
    assert time_used(180) == "½ day"
    assert time_used(200) == "about ½ day"


def test_scotland_notes_time_and_gives_none(scotland: Council) -> None:
    school = scotland.hawthorn
    work(scotland, 90, "other")
    assert "Time this term 1 hour 30 minutes" in read(scotland.sam, "/")
    page = read(scotland.sam, school.get_absolute_url())
    assert "Pathway and time" in page
    assert "Autumn: 1 hour 30 minutes spent." in page
    assert "not counted" not in page
    assert "ceiling" not in page
    assert "hours" not in read(scotland.rita, reverse("caseload")).lower()
    ledger = read(scotland.sam, reverse("hours", args=[school.pk]))
    assert "limit" not in ledger


def test_contacts_stand_beside_gradings_on_the_schools_page(scotland: Council) -> None:
    page = get(scotland.sam, scotland.hawthorn.get_absolute_url())
    school = scotland.hawthorn.pk
    there = links(page)
    gradings = there.index(reverse("engagement:gradings", args=[school]))
    contacts = there.index(reverse("engagement:contacts", args=[school]))
    assert contacts == gradings + 1


def test_the_calendar_of_a_phase_is_on_the_schools_page(trust: Council) -> None:
    page = get(trust.helen, trust.hawthorn.get_absolute_url())
    assert reverse("school_calendar", args=[trust.record().pk]) in links(page)


def test_a_handover_in_wiltshire_speaks_of_no_ceiling_of_hours(
    wiltshire: Council,
) -> None:
    work(wiltshire, 180, "school_choice")
    page = read(wiltshire.sam, reverse("handover", args=[wiltshire.hawthorn.pk]))
    assert "Autumn: 3 hours used." in page
    assert "ceiling" not in page
