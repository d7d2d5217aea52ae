"""A list as CSV and Excel: steady columns, text that stays text, days that are days."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import RequestFactory
from openpyxl import load_workbook

from sitrack.core.sheets import Sheet, asked_as, by_pages, in_hours, sheet_file, value

SHEET = Sheet("things", {"What": lambda row: row[0], "How": lambda row: row[1]})
MARK = b"\xef\xbb\xbf"
HOSTILE = [
    "=1+1",
    "+44 1473",
    "-2",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "  =cmd|' /C calc'!A0",
    "\u200b=1+1",
    "\u00a0@SUM(A1)",
    "＝1+1",  # noqa: RUF001 - wide letters are meant
]


def as_csv(rows: list[tuple[Any, Any]]) -> list[list[str]]:
    whole = sheet_file(SHEET, rows, "csv").content
    assert whole.startswith(MARK)
    return list(csv.reader(io.StringIO(whole.decode("utf-8-sig"), newline="")))


def as_excel(rows: list[tuple[Any, Any]]) -> Any:
    book = load_workbook(io.BytesIO(sheet_file(SHEET, rows, "xlsx").content))
    return book.active


def test_text_is_quoted_and_numbers_are_not() -> None:
    rows = [("Größe", 3), ('He said "no"', Decimal("2.50")), ("", None)]
    assert sheet_file(SHEET, rows, "csv").content.decode("utf-8-sig") == (
        '"What","How"\r\n"Größe",3\r\n"He said ""no""",2.50\r\n"",""\r\n'
    )


def test_days_moments_and_answers_read_the_same_everywhere() -> None:
    moment = datetime(2025, 7, 1, 8, 30, tzinfo=UTC)
    rows = [(date(2025, 11, 10), moment), (True, False)]
    assert as_csv(rows)[1:] == [["2025-11-10", "2025-07-01 09:30"], ["Yes", "No"]]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_taken_for_a_formula(text: str) -> None:
    (said, _) = as_csv([(text, "")])[1]
    assert said.startswith("'")
    cell = as_excel([(text, "")])["A2"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert not str(cell.value).startswith("'")


def test_ordinary_text_and_our_own_numbers_stay_as_they_are() -> None:
    rows = [("Maths: 3 = 2 + 1", Decimal("-0.50")), ("#N/A", -3)]
    assert as_csv(rows)[1:] == [["Maths: 3 = 2 + 1", "-0.50"], ["#N/A", "-3"]]
    page = as_excel(rows)
    assert [(c.data_type, c.value) for c in (page["A3"], page["B3"])] == [
        ("s", "#N/A"),
        ("n", -3),
    ]


def test_control_characters_do_not_reach_a_file() -> None:
    text = "A\x00B\x07C\x1bD\u202eE\nF\ud800"
    assert as_csv([(text, "")])[1] == ["ABCDE\nF", ""]
    assert as_excel([(text, "")])["A2"].value == "ABCDE\nF"


def test_excel_has_real_days_and_headings_that_stay_in_sight() -> None:
    moment = datetime(2025, 7, 1, 8, 30, tzinfo=UTC)
    page = as_excel([(date(2025, 11, 10), moment)])
    assert [cell.value for cell in page[1]] == ["What", "How"]
    assert (page.title, page.freeze_panes) == ("things", "A2")
    assert page.print_title_rows == "$1:$1"
    day, at = page["A2"], page["B2"]
    assert (day.value, day.number_format) == (datetime(2025, 11, 10), "d mmm yyyy")  # noqa: DTZ001 - Excel's days have no zone
    assert at.value == datetime(2025, 7, 1, 9, 30)  # noqa: DTZ001 - nor its moments
    assert at.is_date


def test_text_that_is_too_long_for_excel_says_so() -> None:
    whole = "a" * 40_000
    cell = as_excel([(whole, "")])["A2"].value
    assert (len(cell), cell[-38:]) == (32_767, "[cut here: the CSV file has all of it]")
    assert as_csv([(whole, "")])[1][0] == whole


def test_a_list_without_an_end_is_cut_and_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(value, "MOST_ROWS", 2)
    rows = [(str(number), "") for number in range(4)]
    assert as_csv(rows)[3:] == [
        ["Only the first 2 rows are here. Narrow the list to have the others."]
    ]


def test_a_list_is_made_a_page_at_a_time() -> None:
    sizes = []

    def rows_of(some: Any) -> Any:
        sizes.append(len(some))
        return some

    assert list(by_pages(range(450), rows_of)) == list(range(450))
    assert sizes == [200, 200, 50]


def test_minutes_are_told_as_hours() -> None:
    assert [in_hours(150), in_hours(-30), in_hours(None)] == [
        Decimal("2.50"),
        Decimal("-0.50"),
        None,
    ]


def test_the_file_is_private_and_its_name_tells_nothing() -> None:
    for kind, mime in (
        ("csv", "text/csv; charset=utf-8"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ):
        response = sheet_file(SHEET, [("a", "b")], kind)
        assert response["Content-Type"] == mime
        name = response["Content-Disposition"].partition("filename=")[2]
        assert name.startswith('"things-20')
        assert response["Cache-Control"] == "private, no-store"
        assert response["X-Content-Type-Options"] == "nosniff"


def test_what_fails_while_it_is_written_is_no_file() -> None:
    def rows() -> Any:
        yield ("a", "b")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        sheet_file(SHEET, rows(), "csv")


@pytest.mark.parametrize(
    ("query", "kind"),
    [("as=csv", "csv"), ("as=xlsx", "xlsx"), ("as=CSV", ""), ("as=pdf", ""), ("", "")],
)
def test_only_the_two_kinds_are_known(query: str, kind: str) -> None:
    assert asked_as(RequestFactory().get(f"/?{query}")) == kind
