"""The register's file of links: what it says of our schools waits for a person."""

from datetime import date

import pytest

from schools.importers.gias_rows import Refusal
from schools.importers.links import LinkRow, LinksFile
from schools.importers.opening import FileRefused
from schools.models import School, SchoolChange, SchoolLink
from schools.services.links_file import LinksReport, read_links
from sitrack.core.models import Event, Notification
from tests.schools.linked import links_file
from tests.schools.register import register
from tests.schools.test_register_service import sync
from tests.universe import NOW, Council


def read(*rows: tuple[object, object, str, str]) -> LinksReport:
    return read_links(file=links_file(*rows), by=None)


def said(change: SchoolChange) -> tuple[str, str, str | None, date | None]:
    after = change.successor.name if change.successor else None
    return change.school.name, change.kind, after, change.last_day


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "The file is empty"),
        (b" \r\n", "The file is empty"),
        ("URN,LinkURN\r\n".encode("utf-16"), "UTF-16"),
        (b"URN,LinkURN\x81\x8d\r\n", "unknown encoding"),
        (b"PK\x03\x04", "spreadsheet"),
        (b"<html>", "web page"),
        (b"URN,Name\r\n1,2\r\n", "lacks the columns LinkURN, LinkType, LinkEst"),
    ],
)
def test_a_file_that_is_no_file_of_links_is_refused(data: bytes, told: str) -> None:
    with pytest.raises(FileRefused, match=told):
        LinksFile(data)


def test_either_end_of_a_link_says_the_same() -> None:
    rows = list(
        links_file(
            (1, 2, "Successor", "01-09-2024"),
            (2, 1, "Predecessor", "01-09-2024"),
            (3, 2, "Successor - amalgamated", ""),
            (4, 2, "Sixth Form Centre School", "01-09-2024"),
            (4, 2, "Successor - Split School", "01-09-2024"),
        )
    )
    assert [row[1:] for row in rows] == [
        (1, 2, False, date(2024, 9, 1)),
        (1, 2, False, date(2024, 9, 1)),
        (3, 2, True, None),
    ]


def test_a_row_that_cannot_be_used_is_told_by_line_column_and_reason() -> None:
    found = list(
        links_file(
            ("x", 2, "Successor", ""),
            (1, "", "Successor", ""),
            (1, 1, "Successor", ""),
            (1, 2, "Successor", "31-02-2024"),
            (1, 2, "Successor", "01/09/2024"),
        )
    )
    assert [(row.line, row.column) for row in found if isinstance(row, Refusal)] == [
        *((2, "URN"), (3, "LinkURN"), (4, "LinkURN"), (5, "LinkEstablishedDate")),
    ]
    assert isinstance(found[-1], LinkRow)


@pytest.mark.item("INV-23", "ACC-075")
def test_links_of_our_schools_are_proposed_and_change_nothing(council: Council) -> None:
    School.objects.filter(pk=council.academy.pk).update(opened_on=date(2026, 1, 1))
    report = read(
        (900001, 900010, "Successor", "01-01-2026"),
        (900010, 900001, "Predecessor", "01-01-2026"),
        (900003, 900002, "Successor - amalgamated", "31-08-2025"),
        (900008, 900007, "Successor", "01-09-2025"),
        (900001, 111111, "Predecessor", "01-09-2012"),
        (222222, 333333, "Successor", "01-09-2012"),
    )
    assert report.summary == "3 to be confirmed, 0 known already, 0 refused"
    assert sorted(map(said, SchoolChange.objects.all())) == [
        (
            *("Beech Primary School", "replacement", "Ash Primary School"),
            date(2025, 8, 31),
        ),
        (
            *("Hawthorn Primary School", "conversion", "Rowan Academy"),
            date(2025, 12, 31),
        ),
        (
            *("Willow Infant School", "amalgamation", "Elm Junior School"),
            date(2025, 8, 31),
        ),
    ]
    assert not SchoolLink.objects.exists()
    assert not School.objects.exclude(closed_on=None).exists()


def test_the_same_file_twice_proposes_nothing_more(council: Council) -> None:
    row = (900003, 900002, "Successor - merged", "31-08-2025")
    assert read(row).proposed == 1
    again = read(row, row)
    assert again.summary == "0 to be confirmed, 1 known already, 0 refused"
    assert SchoolChange.objects.count() == 1
    told = Event.objects.filter(verb="links.read").latest("pk")
    assert told.sentence == (
        "read the register’s file of links links.csv:"
        " 0 to be confirmed, 1 known already, 0 refused"
    )


def test_links_in_a_ring_and_a_second_successor_are_refused(council: Council) -> None:
    report = read(
        (900007, 900008, "Successor", "01-09-2025"),
        (900008, 900009, "Successor", "01-09-2025"),
        (900009, 900007, "Successor", "01-09-2025"),
        (900007, 900011, "Successor", "01-09-2025"),
    )
    told = sorted((bad.line, bad.reason.split(".")[0]) for bad in report.refusals)
    assert report.proposed == 2
    assert len(told) == 2
    reasons = {reason for _, reason in told}
    assert reasons == {
        "The two schools would follow each other in a ring",
        "Another school follows the same school",
    }


@pytest.mark.item("INV-22", "ACC-074")
@pytest.mark.django_db
def test_a_closing_in_the_register_waits_for_a_person() -> None:
    sync(register({}))
    closing = {"EstablishmentStatus (name)": "Closed", "CloseDate": "31-08-2025"}
    report = sync(register(closing))
    school = School.objects.get(urn=100001)
    assert (school.status, school.closed_on) == ("Open", None)
    assert (report.ending, report.changed, report.unchanged) == (1, 0, 1)
    change = SchoolChange.objects.get()
    assert said(change) == ("Ash Primary School", "closure", None, date(2025, 8, 31))
    assert sync(register(closing)).ending == 1
    assert SchoolChange.objects.count() == 1


@pytest.mark.django_db
def test_a_day_that_was_confirmed_is_not_undone_by_the_register() -> None:
    sync(register({}))
    School.objects.update(
        closed_on=date(2026, 8, 31), status="Open, but proposed to close"
    )
    report = sync(register({"Town": "Eye"}))
    school = School.objects.get(urn=100001)
    assert report.fields == {"town": 1}
    assert school.closed_on == date(2026, 8, 31)
    assert school.status == "Open, but proposed to close"


@pytest.mark.django_db
def test_a_dry_run_proposes_nothing() -> None:
    sync(register({}))
    closing = {"CloseDate": "31-08-2026"}
    assert sync(register(closing), dry_run=True).ending == 1
    assert not SchoolChange.objects.exists()


def test_a_closing_learns_from_the_links_which_school_follows(council: Council) -> None:
    SchoolChange.objects.create(
        school=council.infant,
        kind="closure",
        last_day=date(2025, 8, 31),
        source="register",
        proposed_at=NOW,
    )
    read((900003, 900002, "Successor - amalgamated", "01-09-2025"))
    change = SchoolChange.objects.get()
    assert (change.kind, change.successor) == ("amalgamation", council.elm)
    assert change.last_day == date(2025, 8, 31)


def test_those_who_confirm_are_told_once(council: Council) -> None:
    read_links(
        file=links_file((900003, 900002, "Successor - merged", "31-08-2025")),
        by=council.ada,
    )
    told = Notification.objects.filter(title="1 school is said to close or change")
    assert [one.recipient for one in told] == [council.hana]
