"""Lists say what was used in what the framework gives time in: hours, days or neither."""

import csv

from django.urls import reverse

from engagement.queries.time_words import time_used
from engagement.services.hours import log_time
from sitrack.core.models import User
from tests.pdf import text_of
from tests.plans.casing import put_at
from tests.reports.pages import get, links, read, signed_in
from tests.reports.printing import drawn
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


def as_file(user: User, path: str) -> list[list[str]]:
    """The rows of a list's CSV file, its headings first."""
    answer = signed_in(user).get(path, {"as": "csv"})
    return list(csv.reader(answer.content.decode("utf-8-sig").splitlines()))


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


def test_the_files_of_lists_count_as_their_pages_do(wiltshire: Council) -> None:
    work(wiltshire, 540, "school_choice")
    home, *rows = as_file(wiltshire.sam, "/")
    assert "Days used" in home
    assert not [heading for heading in home if "Hours" in heading]
    own = next(row for row in rows if row[0] == wiltshire.hawthorn.name)
    assert own[home.index("Days used")] == "1.50"
    caseload = as_file(wiltshire.rita, reverse("caseload"))
    assert caseload[0] == ["Officer", "Schools", "Levels", "Days used"]
    of_one = reverse("caseload_of", args=[wiltshire.persons["sam"].pk])
    assert as_file(wiltshire.rita, of_one)[0] == ["School", "Level", "Days used"]


def test_the_files_of_lists_have_noted_hours_where_none_are_given(
    scotland: Council,
) -> None:
    work(scotland, 90, "other")
    home, *rows = as_file(scotland.sam, "/")
    own = next(row for row in rows if row[0] == scotland.hawthorn.name)
    assert home[1:4] == ["Pathway", "Next visit", "Hours noted"]
    assert own[3] == "1.50"
    caseload = as_file(scotland.rita, reverse("caseload"))
    assert caseload[0] == ["Officer", "Schools", "Pathways"]


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
    assert "Autumn, time used: ½ day." in page
    assert "ceiling" not in page


def test_what_is_asked_of_no_school_there_stands_on_no_page(wiltshire: Council) -> None:
    change = put_at(wiltshire, "wil_vulnerable")
    level = read(wiltshire.rita, reverse("level", args=[change.pk]))
    assert "Autumn term so far Time used: none yet." in level
    assert "Assessments" not in level
    plain = read(wiltshire.gus, wiltshire.hawthorn.get_absolute_url())
    assert "The next Ofsted inspection" not in plain
    assert "trajectory" not in read(wiltshire.hana, reverse("picture"))
    assert "ceiling" not in read(wiltshire.sam, reverse("weekly_mail"))
    summary = text_of(drawn("summary", wiltshire.record().pk, wiltshire.gus))
    assert "Level Vulnerable, since 10 November 2025. The last Ofsted" in summary


def test_a_pathway_is_called_one_in_the_weekly_mail(scotland: Council) -> None:
    mail = read(scotland.rita, reverse("weekly_mail"))
    assert "Pathway proposals to decide or rework" in mail
