"""The pages and the document of the statement of a year's level, and when it is due."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from engagement.models import LevelStatement, Obligation, SchoolYearRecord
from engagement.services.statements import (
    Agreed,
    write_statement,
)
from engagement.services.year import prepare_record
from reports.queries.my_schools import visible_schools
from reports.services.summaries import refresh_due
from sitrack.core.models import AcademicYear, Event, User
from tests.frameworks.stating import (
    WORDS,
    address,
    document,
    signed,
    written,
)
from tests.pdf import text_of
from tests.reports.pages import read, signed_in, words
from tests.universe import Council


@pytest.mark.item("WIL-W-03")
def test_it_is_written_and_signed_on_its_pages(wiltshire: Council) -> None:
    sam = signed_in(wiltshire.sam)
    typed = {"agreed_on": "06/11/2025", "text": WORDS}
    sam.post(address(wiltshire, "statement_write"), typed)
    row = LevelStatement.objects.get()
    for name, part in (("helen", "headteacher"), ("cora", "chair")):
        client = signed_in(wiltshire.user(name))
        shown = client.get(address(wiltshire))
        assert WORDS in words(shown)
        token = shown.context["submit_token"]
        sent = {"part": part, "edition": "1", "submit_token": token}
        for _ in range(2):
            client.post(address(wiltshire, "statement_sign"), sent)
    assert row.signatures.count() == 2
    now = read(wiltshire.helen, address(wiltshire))
    assert "Helen Marsh 10 November 2025 at 10am" in now
    assert "Sign as" not in now
    told = Event.objects.about(row).values_list("verb", flat=True)
    assert sorted(told) == [
        *("statement.signed", "statement.signed", "statement.written"),
    ]


def test_governors_read_it_once_everybody_has_signed(wiltshire: Council) -> None:
    row = signed(wiltshire, written(wiltshire), "helen", "cora")
    gus = signed_in(wiltshire.gus)
    assert gus.get(address(wiltshire)).status_code == 404
    signed(wiltshire, row, "sam")
    assert gus.get(address(wiltshire)).status_code == 200


@pytest.mark.item("PDF-10")
def test_the_document_has_three_lines_each_with_its_stamp(wiltshire: Council) -> None:
    row = signed(wiltshire, written(wiltshire), "helen")
    shown = text_of(document(wiltshire, "cora", row))
    for part in (
        "Statement of categorisation",
        "Level for 2025/26 Secure",
        "Agreed on 6 November 2025",
        "Helen Marsh",
        "Signed electronically with their own account, 10 November 2025 at 10am",
        "Chair of Governors: not signed yet",
        "School Improvement Advisor: not signed yet",
        "Not signed by everybody yet: 1 of 3",
    ):
        assert part in shown, part


@pytest.mark.item("CAD-08", "WIL-W-02")
def test_it_is_due_by_the_end_of_september_and_met_once_it_is_whole(
    wiltshire: Council,
) -> None:
    with time_machine.travel(datetime(2026, 7, 20, 9, 0, tzinfo=UTC), tick=False):
        coming = coming_record(wiltshire)
        brought_up(wiltshire.sam)
        due = Obligation.objects.get(record=coming, activity="statement")
        assert (due.due_on, due.responsible, due.met_on) == (
            date(2026, 9, 30),
            "officer",
            None,
        )
        row = write_statement(
            record=coming, agreed=Agreed(date(2026, 7, 20)), by=wiltshire.sam
        )
        signed(wiltshire, row, "helen", "cora", "sam")
        brought_up(wiltshire.sam)
        due.refresh_from_db()
        assert due.met_on == date(2026, 7, 20)


def test_whoever_has_still_to_sign_finds_it_among_what_waits(
    wiltshire: Council,
) -> None:
    row = signed(wiltshire, written(wiltshire), "sam")
    line = "Sign the statement of categorisation: Secure"
    school = wiltshire.hawthorn.get_absolute_url()
    assert line in read(wiltshire.helen, school)
    assert line in read(wiltshire.cora, school)
    assert line not in read(wiltshire.sam, school)
    signed(wiltshire, row, "helen", "cora")
    assert line not in read(wiltshire.cora, school)


def test_the_record_leads_to_it(wiltshire: Council) -> None:
    record = wiltshire.record().get_absolute_url()
    page = signed_in(wiltshire.cora).get(f"{record}?part=position")
    assert address(wiltshire) in page.content.decode()
    page = signed_in(wiltshire.gus).get(f"{record}?part=position")
    assert address(wiltshire) not in page.content.decode()


def test_suffolk_has_no_statement(council: Council) -> None:
    for page in ("statement", "statement_write"):
        answer = signed_in(council.sam).get(address(council, page))
        assert answer.status_code == 404


def coming_record(council: Council) -> SchoolYearRecord:
    return prepare_record(
        school=council.hawthorn,
        year=AcademicYear.objects.get(label="2026/27"),
        framework=council.framework,
        by=council.sam,
    )


def brought_up(user: User) -> None:
    refresh_due(visible_schools(user))
