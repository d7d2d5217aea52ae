"""Every list as a file: its columns in their order, for those who may see the list."""

import csv
import io
from typing import Any

import pytest
from django.core.paginator import Paginator
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from tests.access.import_pages import folder
from tests.access.matrix import ACCESS
from tests.access.places import Where, nothing, sam, school, term
from tests.access.world import World
from tests.universe import Council

HAWTHORN = school("hawthorn")
OLD_RECORDS = "File,School,State,Reason,Handed in by,Handed in at,Ended by,Ended at"
STEPS = "Next step,School,Year,Visit of,By date,Who,State,Closed on,Note"
# Each list, what it is about, somebody who may see it, and its columns.
LISTS: dict[str, tuple[Where, str, str]] = {
    "home": (
        nothing,
        "sam",
        "School,Level,Next visit,Hours up to,Hours used,Hours over,Waits,Late,Vacant,"
        "Record opened",
    ),
    "handovers": (nothing, "sam", "School,Waits for you,Next visit,Before you,Until"),
    "unvisited": (nothing, "hana", "School,Region,Next visit,Reason"),
    "closing": (
        nothing,
        "sam",
        "School,Visit held,Both views,Level confirmed,Next visit,Still open",
    ),
    "caseload": (
        nothing,
        "hana",
        "Officer,Schools,Levels,Hours up to,Hours planned,Hours used",
    ),
    "caseload_of": (
        sam,
        "hana",
        "School,Level,Hours up to,Hours planned,Hours used",
    ),
    "picture_schools": (
        nothing,
        "hana",
        "School,Level,Since the term before,Since a year before,Visit,Views differ,Plan",
    ),
    "school_due": (
        HAWTHORN,
        "helen",
        "Term,What,Due by,Note,How it stands,Done on,Why not needed",
    ),
    "my_due": (nothing, "sam", "School,What,By date,Late,Put off until"),
    "hours": (
        HAWTHORN,
        "sam",
        "Date,Who,Team,On what,What for,Hours,Counted,Over the ceiling because,"
        "Taken back,Reason",
    ),
    "level_queue": (
        nothing,
        "rita",
        "School,Region,From,To,School says,LA says,Criteria suggest,Raised by,"
        "Raised on,State,View asked for by,Parked until",
    ),
    "moderations": (
        nothing,
        "hana",
        "School,State,Note,To be looked at,Written by,Written at",
    ),
    "members_reports": (nothing, "hana", "Term,Of,Approved by,Approved at"),
    "school_records": (
        HAWTHORN,
        "helen",
        "Year,State,Opened at,Locked at,Why locked,Why unlocked",
    ),
    "school_openings": (HAWTHORN, "helen", "When,Who,What,Kind"),
    "school_changes": (
        nothing,
        "hana",
        "School,What,Followed by,Last day,State,Source,Decided by,Decided at,Reason",
    ),
    "schools:people": (
        nothing,
        "ada",
        "Name,E-mail address,Has an account,Posts today",
    ),
    "schools:vacancies": (nothing, "ada", "School,Post,Named in the national register"),
    "schools:directory": (
        nothing,
        "gus",
        "Section,Topic,Name,Role,Area,Phone,E-mail address,Web page,Checked on",
    ),
    "schools:federations": (nothing, "ada", "Federation,Schools"),
    "schools:agreements": (nothing, "ada", "Academy,URN,First day,Last day"),
    "schools:links": (nothing, "ada", "School,Follows,From,How"),
    "glossary:entries": (nothing, "gus", "Abbreviation,Meaning,Not confirmed"),
    "glossary:proposals": (
        nothing,
        "ada",
        "Abbreviation,Meaning,Note,Proposed by,Proposed on",
    ),
    "visits:school_visits": (
        HAWTHORN,
        "helen",
        "Day,Planned for,Type,Led by,Team,State,Reason",
    ),
    "visits:my_visits": (
        nothing,
        "sam",
        "School,Day,Planned for,Type,State,What it wants",
    ),
    "visits:school_steps": (HAWTHORN, "helen", STEPS),
    "visits:my_steps": (nothing, "helen", STEPS),
    "plans:my_actions": (nothing, "helen", "Action,School,By date,When,Late"),
    "plans:pressing": (nothing, "hana", "School,What,Day,Asked by"),
    "engagement:offers": (
        nothing,
        "sam",
        "Area,School,Town,Telephone,Offer,From,Until,Miles away,Shown to other schools",
    ),
    "engagement:team_requests": (
        nothing,
        "theo",
        "School,Term,What is asked,Needed by,Sent on,State,Answer",
    ),
    "engagement:inspections": (
        HAWTHORN,
        "gus",
        "Inspectorate,Kind,Held on,Outcome,Areas,Risk of decline,Key points,"
        "Report published on",
    ),
    "engagement:term_changes": (
        term("hawthorn"),
        "helen",
        "What,When,Who,After the term ended,Written,Before",
    ),
    "engagement:frameworks": (
        nothing,
        "hana",
        "Version,Handed in at,Standing,Records made by it",
    ),
    "schools:leavers": (nothing, "ada", "Name,E-mail address,Last post ended on"),
    "protection:erasures": (
        nothing,
        "ada",
        "Person,Reason,Asked by,Asked at,State,Decided by,Decided at,Note",
    ),
    "protection:holds": (
        nothing,
        "hana",
        "School,Person,Reason,Set by,Set at,Lifted by,Lifted at,Why lifted",
    ),
    "protection:destructions": (
        nothing,
        "dee",
        "Certificate,Kind,School year,Places,Rule,Reason,Asked by,Asked at,State,"
        "Decided by,Decided at,Note",
    ),
    "disclosure:requests": (
        nothing,
        "hana",
        "Reference,School,State,Received on,Due by,Answered at,Withdrawn on",
    ),
    "word_imports": (nothing, "sam", OLD_RECORDS),
    "import_folder": (folder, "ada", OLD_RECORDS),
    "school_published": (
        HAWTHORN,
        "helen",
        "Document,Version,Year,For,Published at,Published by,Times opened,Last opened,"
        "Withdrawn at,Why withdrawn",
    ),
}
# Lists of restricted letters, and what only leads to lists.
WITHOUT_FILES = {"engagement:letters", "engagement:legal_helps", "search"}


@pytest.fixture
def world(built: World) -> World:
    return built


def browser(council: Council, person: str) -> Client:
    client = Client()
    client.force_login(getattr(council, person))
    return client


def csv_of(response: Any) -> list[list[str]]:
    text = response.content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def test_each_list_has_its_columns_in_one_order(council: Council, world: World) -> None:
    found = {}
    for name, (where, person, _) in LISTS.items():
        address = reverse(name, kwargs=where(council, world))
        response = browser(council, person).get(address, {"as": "csv"})
        found[name] = ",".join(csv_of(response)[0])
    assert found == {name: columns for name, (*_, columns) in LISTS.items()}


def test_an_excel_file_holds_the_rows_of_the_csv_file(
    council: Council, world: World
) -> None:
    for name, (where, person, _) in LISTS.items():
        client = browser(council, person)
        address = reverse(name, kwargs=where(council, world))
        rows = csv_of(client.get(address, {"as": "csv"}))
        book = load_workbook(
            io.BytesIO(client.get(address, {"as": "xlsx"}).content), read_only=True
        )
        assert sum(1 for _ in book.active.rows) == len(rows), name
        book.close()


def test_a_list_says_where_its_files_are_and_they_keep_its_filter(
    council: Council, world: World
) -> None:
    page = browser(council, "ada").get(
        reverse("schools:people"), {"role": "lead", "page": "1"}
    )
    text = page.content.decode()
    assert 'href="?role=lead&amp;as=xlsx"' in text
    assert 'href="?role=lead&amp;as=csv"' in text
    rows = csv_of(browser(council, "ada").get("/people/?role=lead&as=csv"))
    assert [row[0] for row in rows[1:]] == ["Rita Okafor", "Rolf Denny"]


def test_a_file_holds_all_pages_of_the_list(
    council: Council, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = browser(council, "ada")
    page = client.get(reverse("schools:people")).context["page_obj"]
    assert isinstance(page.paginator, Paginator)
    rows = csv_of(client.get("/people/?as=csv"))
    assert len(rows) - 1 == page.paginator.count > 15


@pytest.mark.item("CONF-07")
def test_who_may_not_see_a_list_gets_no_file_of_it(
    council: Council, world: World
) -> None:
    found = []
    for name, (where, *_) in LISTS.items():
        keys = where(council, world)
        rows = [one for one in ACCESS[name] if one.where(council, world) == keys]
        for person, expected in rows[0].expected().items():
            client = Client() if person == "nobody" else browser(council, person)
            response = client.get(reverse(name, kwargs=keys), {"as": "csv"})
            is_file = response["Content-Type"].startswith("text/csv")
            if is_file and expected != "o":
                found.append((name, person))
    assert found == []


@pytest.mark.item("INV-17")
def test_restricted_letters_and_what_only_searches_are_in_no_file(
    council: Council, world: World
) -> None:
    assert WITHOUT_FILES.isdisjoint(LISTS)
    client = browser(council, "hana")
    for name in WITHOUT_FILES:
        response = client.get(reverse(name), {"as": "csv"})
        assert response["Content-Type"].startswith("text/html")
        assert b"as=csv" not in response.content


def test_how_often_a_version_was_opened_is_told_to_whom_its_page_tells_it(
    council: Council, world: World
) -> None:
    address = reverse("school_published", args=[council.hawthorn.pk])
    found = {}
    for person in ("helen", "gus"):
        rows = csv_of(browser(council, person).get(address, {"as": "csv"}))
        found[person] = {(row[3], row[6]) for row in rows[1:]}
    for_governors = "Governors and the school’s leaders"
    assert found["gus"] == {(for_governors, "")}
    assert (for_governors, "0") in found["helen"]
