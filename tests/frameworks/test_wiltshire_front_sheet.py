"""The front sheet of Wiltshire's notes: what it prints, who fills in which row."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from engagement.definitions import read_definition
from engagement.definitions.front_sheets import FrontSheet
from engagement.models import FrontSheetSide, Side
from engagement.services.front_sheets import write_front_sheet
from schools.services.inspections import Inspection, enter_inspection
from sitrack.core.versions import Stale
from tests.frameworks.noting import finish, write
from tests.pdf import text_of
from tests.reports.pages import get, read, signed_in, words
from tests.reports.printing import drawn
from tests.universe import Council

WILTSHIRE = Path(__file__).parents[2] / "fixtures" / "frameworks" / "wiltshire.yaml"
# Each row of the sheet in its order: code, heading above it, label.
ROWS = [
    ("WIL-V-01", None, "School"),
    ("WIL-V-02", None, "DfE No."),
    ("WIL-V-03", None, "School Improvement Advisor"),
    ("WIL-V-04", None, "Dates of Visits"),
    ("WIL-V-05", None, "Support level"),
    ("WIL-V-06", None, "Ofsted Inspection Date"),
    ("WIL-V-07", None, "Outcome"),
    ("WIL-V-08", None, "Inspection Priorities Summary"),
    ("WIL-V-09", None, "Wiltshire Priorities Summary"),
    ("local_priorities", None, "Wiltshire Priorities"),
    (
        *("WIL-V-13", "Safeguarding Effectiveness"),
        "Date safeguarding audit completed and submitted:",
    ),
    ("WIL-V-14", None, "Date safeguarding plan approved by governors:"),
    ("WIL-V-15", "Annual Performance Assessment", "KS1 category:"),
    ("WIL-V-16", None, "KS2 category:"),
    ("WIL-V-17", "Outcomes for Pupils", "% reaching ARE/GD"),
]
LOCAL = {
    "WIL-V-10": "Achievement at higher standard, greater depth at all Key Stages",
    "WIL-V-11": "Gaps between disadvantaged learners and all pupils",
    "WIL-V-12": "Increase the percentage of good and outstanding places",
}
HELP = {
    "WIL-V-08.h1": "Please summarise key priorities from the most recent Ofsted report",
    "WIL-V-09.h1": (
        "Based on analysis of local data, comparison of local and national data and"
        " statistical neighbours and should be considered alongside schools' own"
        " priorities as appropriate."
    ),
    "WIL-V-15.h1": (
        "The APA is the categorisation based on a set of performances at the end of"
        " KS2 and is a starting point for conversation; the regular and ongoing risk"
        " assessment is indicative of the school's journey, effectiveness of"
        " leadership and management and quality of teaching and learning."
    ),
}
OFFICERS = {
    "wil_v_08": "Raise attendance.",
    "wil_v_09": "Writing in Key Stage 2.",
    "local_priorities": ["WIL-V-11"],
    "wil_v_15": "average",
    "wil_v_16": "above",
    "wil_v_17__wil_v_17i__national": "75",
    "wil_v_17__wil_v_17i__authority": "73",
    "wil_v_17__wil_v_17i__school": "71",
}
SCHOOLS = {
    "wil_v_13_0": "1",
    "wil_v_13": "1/10/2025",
    "wil_v_14": "20/10/2025",
}


@pytest.fixture(scope="module")
def sheet() -> FrontSheet:
    found = read_definition(WILTSHIRE).front_sheet
    assert found is not None
    return found


@pytest.mark.item("WIL-V-01..WIL-V-17", "WIL-D-02")
def test_the_sheet_prints_its_rows_in_their_order(sheet: FrontSheet) -> None:
    rows = [(one.code, one.heading, one.label) for one in sheet.prompts]
    assert rows == ROWS
    items = {item.code: item.text for one in sheet.prompts for item in one.items}
    assert items == LOCAL
    assert {line.code: line.text for one in sheet.prompts for line in one.help} == HELP
    assert [column.label for column in sheet.prompts[-1].columns] == [
        *("National", "Wiltshire", "School"),
    ]


def address(council: Council) -> str:
    return reverse("engagement:front_sheet", args=[council.record().pk])


def fill_in(council: Council, name: str, **typed: Any) -> Any:
    return signed_in(council.user(name)).post(
        address(council), {"version": "0", **typed}
    )


@pytest.mark.item(
    "WIL-V-08", "WIL-V-09", "WIL-V-11", "WIL-V-15", "WIL-V-16", "WIL-V-17"
)
def test_the_advisor_fills_in_the_la_s_rows(wiltshire: Council) -> None:
    assert fill_in(wiltshire, "sam", **OFFICERS).status_code == 302
    kept = FrontSheetSide.objects.get()
    assert (kept.side, kept.answers) == (
        Side.LA,
        {
            "WIL-V-08": "Raise attendance.",
            "WIL-V-09": "Writing in Key Stage 2.",
            "local_priorities": ["WIL-V-11"],
            "WIL-V-15": "average",
            "WIL-V-16": "above",
            "WIL-V-17": {
                "WIL-V-17i": {"national": "75", "authority": "73", "school": "71"}
            },
        },
    )
    text = read(wiltshire.user("cora"), wiltshire.record().get_absolute_url())
    for said in (
        "Raise attendance.",
        "Gaps between disadvantaged learners and all pupils Applies to the school",
        "KS1 category: Average",
        "KS2 reading, ARE 75 73 71",
    ):
        assert said in text, said


@pytest.mark.item("WIL-V-13", "WIL-V-14")
def test_the_school_says_when_its_audit_and_plan_were_done(wiltshire: Council) -> None:
    page = words(get(wiltshire.user("helen"), address(wiltshire)))
    assert "Date safeguarding audit completed and submitted" in page
    assert "KS1 category" not in page
    assert fill_in(wiltshire, "helen", **SCHOOLS).status_code == 302
    text = read(wiltshire.user("sam"), wiltshire.record().get_absolute_url())
    assert "submitted: 1 October 2025" in text
    assert "approved by governors: 20 October 2025" in text


def test_a_governor_reads_and_changes_nothing(wiltshire: Council) -> None:
    get(wiltshire.user("cora"), address(wiltshire), status=403)
    text = read(wiltshire.user("cora"), wiltshire.record().get_absolute_url())
    assert "Front sheet" in text
    assert "Change the front sheet" not in text


def test_neither_side_stands_in_the_other_s_way(wiltshire: Council) -> None:
    assert fill_in(wiltshire, "sam", **OFFICERS).status_code == 302
    assert fill_in(wiltshire, "helen", **SCHOOLS).status_code == 302
    sides = FrontSheetSide.objects.values_list("side", "version")
    assert set(sides) == {("la", 1), ("school", 1)}


def test_two_of_one_side_see_what_the_other_wrote(wiltshire: Council) -> None:
    assert fill_in(wiltshire, "sam", **OFFICERS).status_code == 302
    late = fill_in(wiltshire, "rita", **OFFICERS | {"wil_v_08": "Raise reading."})
    assert late.status_code == 409
    page = words(late)
    assert "Raise attendance." in page
    assert "Raise reading." in late.content.decode()
    with pytest.raises(Stale):
        write_front_sheet(
            record=wiltshire.record(),
            side=Side.LA,
            answers={},
            expected_version=0,
            by=wiltshire.user("sam"),
        )


def test_a_category_that_is_not_listed_is_refused(wiltshire: Council) -> None:
    answer = fill_in(wiltshire, "sam", **OFFICERS | {"wil_v_15": "splendid"})
    assert answer.status_code == 422
    assert not FrontSheetSide.objects.exists()


@pytest.mark.item(
    "WIL-V-01", "WIL-V-02", "WIL-V-03", "WIL-V-04", "WIL-V-05", "WIL-V-06", "WIL-V-07"
)  # fmt: skip
def test_what_the_record_knows_is_not_typed(wiltshire: Council) -> None:
    enter_inspection(
        school=wiltshire.hawthorn,
        inspection=Inspection("graded", date(2024, 5, 14), headline="Good"),
        by=wiltshire.user("sam"),
    )
    write(wiltshire, "planning", date="6/10/2025")
    write(wiltshire, "interim", intent="draft")
    officer = read(wiltshire.user("sam"), wiltshire.record().get_absolute_url())
    leader = read(wiltshire.user("helen"), wiltshire.record().get_absolute_url())
    for text in (officer, leader):
        for said in (
            "School Hawthorn Primary School",
            "DfE No. 935/0001",
            "School Improvement Advisor Sam Rowe",
            "Support level Secure",
            "Ofsted Inspection Date 14 May 2024",
            "Outcome Good",
        ):
            assert said in text, said
    assert "Dates of Visits 6 October 2025 10 November 2025" in officer
    assert "Dates of Visits 6 October 2025 Support level" in leader


def test_the_record_shows_only_what_the_framework_has(wiltshire: Council) -> None:
    page = get(wiltshire.user("sam"), wiltshire.record().get_absolute_url())
    html = page.content.decode()
    nav = html[
        html.index("app-parts__list") : html.index(
            "</nav>", html.index("app-parts__list")
        )
    ]
    assert [part in nav for part in ("Front sheet", "Visits", "Who did what")] == [
        True
    ] * 3
    for part in ("Position", "Assessments", "Plan for support", "Front page"):
        assert part not in nav


def test_suffolk_has_no_front_sheet(council: Council) -> None:
    path = reverse("engagement:front_sheet", args=[council.record().pk])
    get(council.user("sam"), path, status=404)
    assert "Front sheet" not in read(
        council.user("sam"), council.record().get_absolute_url()
    )


@pytest.mark.item("PDF-05", "WIL-D-02")
def test_the_set_is_one_document_in_the_order_of_the_year(wiltshire: Council) -> None:
    fill_in(wiltshire, "sam", **OFFICERS)
    planning = write(wiltshire, "planning", date="6/10/2025", changes="FIRSTNOTE")
    steps = [step.pk for step in planning.next_steps.all()]
    kept = {f"outcome_{pk}": "open" for pk in steps}
    interim = write(
        wiltshire, "interim", date="3/11/2025", changes="SECONDNOTE", **kept
    )
    last = write(wiltshire, "end_of_year", changes="THIRDNOTE", **kept)
    draft = write(wiltshire, "interim", changes="DRAFTNOTE", intent="draft", **kept)
    for visit in (planning, interim, last):
        finish(wiltshire, visit)
    text = text_of(drawn("record", wiltshire.record().pk, wiltshire.user("sam")))
    places = [
        text.index(said)
        for said in (
            "School Improvement Advisor visit notes",
            "Dates of Visits",
            "Outcomes for Pupils",
            "Categorisation and planning for the year",
            "FIRSTNOTE",
            "SECONDNOTE",
            "End of Year Visit: Impact",
            "THIRDNOTE",
        )
    ]
    assert places == sorted(places)
    assert draft.state == "draft"
    assert "DRAFTNOTE" not in text
    assert "Continuous conversation" not in text
    alone = text_of(drawn("visit", last.pk, wiltshire.user("sam")))
    assert "School Improvement Advisor visit notes" in alone
    assert "FIRSTNOTE" not in alone


def test_a_table_in_which_nothing_stands_is_told_in_one_line(
    wiltshire: Council,
) -> None:
    sheet = read(wiltshire.sam, wiltshire.record().get_absolute_url())
    assert "% reaching ARE/GD Not entered yet" in sheet
    assert "KS2 reading" not in sheet
