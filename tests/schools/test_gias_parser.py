"""The register's file becomes rows and refusals; no database is needed."""

import lzma
from datetime import date
from pathlib import Path

import pytest

from schools.importers import cells, gias
from schools.importers.gias import RegisterFile
from schools.importers.gias_rows import (
    LONGEST,
    LONGEST_HEAD,
    FederationName,
    Head,
    Refusal,
    SchoolRow,
)
from schools.importers.opening import FileRefused
from schools.models import Federation, RegisteredHead, School
from tests.schools.register import numbered, register, register_text

SUFFOLK = Path("fixtures/register/suffolk_2025-07-17.csv")


def only_row(**cells: str) -> SchoolRow:
    (row,) = register(cells)
    assert isinstance(row, SchoolRow)
    return row


def only_refusal(**cells: str) -> Refusal:
    (row,) = register(cells)
    assert isinstance(row, Refusal)
    return row


def test_the_published_file_of_suffolk_is_read_whole() -> None:
    rows = list(gias.read(SUFFOLK))
    schools = [row for row in rows if isinstance(row, SchoolRow)]
    assert len(schools) == len(rows) == 323
    assert sum(row.facts.maintained for row in schools) == 88
    assert schools[0].facts.name == "Highfield Nursery School"
    assert schools[0].facts.dfe_number == "935/1001"


def test_the_packed_file_reads_like_the_plain_one(tmp_path: Path) -> None:
    packed = tmp_path / "suffolk.csv.xz"
    packed.write_bytes(lzma.compress(SUFFOLK.read_bytes()))
    assert list(gias.read(packed)) == list(gias.read(SUFFOLK))


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig", "utf-8"])
def test_both_published_encodings_are_read(encoding: str) -> None:
    text = register_text({"EstablishmentName": "St Mary’s Café School"})
    (row,) = RegisterFile(text.encode(encoding))
    assert isinstance(row, SchoolRow)
    assert row.facts.name == "St Mary’s Café School"


def test_columns_are_known_by_name_whatever_their_case_place_and_spaces() -> None:
    text = (
        "EstablishmentStatus  (name),establishmentname,la (CODE),urn,"
        "TypeOfEstablishment (name),Invented\n"
        "Open,Ash Primary School,935,100001,Community school,x\n"
    )
    file = RegisterFile(text.encode())
    (row,) = file
    assert isinstance(row, SchoolRow)
    assert (row.urn, row.facts.name) == (100001, "Ash Primary School")
    assert file.unknown_columns == ["Invented"]
    assert "PhaseOfEducation (name)" in file.missing_columns
    assert "phase" not in file.fields


def test_a_short_row_is_filled_up_and_a_long_one_refused() -> None:
    lines = register_text({}).splitlines()
    short = lines[1].rsplit(",", 2)[0]
    text = "\n".join([lines[0], short, f"{lines[1]},,", f"{lines[1]},extra"])
    rows = list(RegisterFile(text.encode()))
    assert isinstance(rows[0], SchoolRow)
    assert rows[1].line == 3
    assert isinstance(rows[2], Refusal)
    assert "more cells" in rows[2].reason


def test_a_line_break_inside_a_cell_does_not_shift_the_line_numbers() -> None:
    rows = list(
        register({"Street": "Church\r\nRoad"}, {"URN": "2", "EstablishmentName": ""})
    )
    assert [row.line for row in rows] == [2, 4]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("01-09-2024", date(2024, 9, 1)),
        ("01/09/2024", date(2024, 9, 1)),
        ("2024-09-01", date(2024, 9, 1)),
        ("", None),
        ("01/01/1900", None),
        ("01-01-1900", None),
    ],
)
def test_dates_are_read_in_the_ways_they_are_written(
    text: str, expected: date | None
) -> None:
    assert cells.day(text) == expected


@pytest.mark.parametrize("text", ["31-02-2020", "1 Sept", "01-09-24", "2024-13-01"])
def test_a_bad_date_refuses_the_row(text: str) -> None:
    refusal = only_refusal(OpenDate=text)
    assert (refusal.line, refusal.column, refusal.value) == (2, "OpenDate", text)
    assert "not a real date" in refusal.reason


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("01473742534", "01473742534"),
        ("1473742534", "01473742534"),
        ("441442217893", "01442217893"),
        ("4473852107", "4473852107"),
        ("01473 742534", "01473 742534"),
        ("", ""),
    ],
)
def test_a_telephone_number_gets_its_nought_back(written: str, stored: str) -> None:
    assert only_row(TelephoneNum=written).facts.telephone == stored


def test_nought_nought_is_no_grid_reference() -> None:
    facts = only_row(Easting="0", Northing="0").facts
    assert (facts.easting, facts.northing) == (None, None)


def test_a_website_without_scheme_and_a_formula_stay_as_written() -> None:
    row = only_row(SchoolWebsite="www.ash.example", EstablishmentName="=1+1")
    assert row.facts.website == "www.ash.example"
    assert row.facts.name == "=1+1"


@pytest.mark.parametrize("word", ["", "None", "Does not apply"])
def test_no_religion_has_one_spelling(word: str) -> None:
    row = only_row(**{"ReligiousCharacter (name)": word})
    assert row.facts.religious_character == ""


def test_the_head_stays_as_written_and_federation_has_code_and_name() -> None:
    row = only_row(
        **{
            "HeadFirstName": "Thorn/Olive",
            "HeadLastName": "Quarrendon/Redfern (Acting)",
            "Federations (code)": "2036",
            "Federations (name)": "Two Rivers",
        }
    )
    assert row.head == Head(
        "Mrs Thorn/Olive Quarrendon/Redfern (Acting)", "Headteacher"
    )
    assert row.federation == FederationName("2036", "Two Rivers")


def test_whether_a_school_is_maintained_follows_from_its_type() -> None:
    kind = "TypeOfEstablishment (name)"
    assert only_row(**{kind: "Foundation special school"}).facts.maintained
    assert not only_row(**{kind: "Academy converter"}).facts.maintained


@pytest.mark.parametrize(
    ("cell", "value", "reason"),
    [
        ("EstablishmentName", "", "missing"),
        ("LA (code)", "", "missing"),
        ("URN", "", "missing"),
        ("URN", "12a", "whole number"),
        ("NumberOfPupils", "-5", "whole number"),
        ("NumberOfPupils", "9" * 30, "more than"),
        ("StatutoryHighAge", "100", "more than 99"),
        ("PhaseOfEducation (name)", "Upper", "not a known value"),
        ("EstablishmentStatus (name)", "Ajar", "not a known value"),
        ("CloseDate", "01-09-2014", "closes before it opens"),
        ("Postcode", "IP1 1AA or so", "longer than 10"),
        ("Address3", "x" * 160, "too long"),
    ],
)
def test_a_row_that_cannot_be_used_says_why(cell: str, value: str, reason: str) -> None:
    refusal = only_refusal(**{cell: value})
    assert refusal.column == cell
    assert reason in refusal.reason


def test_the_second_school_of_a_number_is_refused() -> None:
    rows = list(register(*numbered(2), {"URN": "100001"}))
    assert isinstance(rows[2], Refusal)
    assert rows[2].reason == "The same number is already on line 2"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (b" \r\n ", "empty"),
        ("URN,x\n".encode("utf-16"), "UTF-16"),
        (b"PK\x03\x04rest", "spreadsheet"),
        (b"%PDF-1.7", "PDF"),
        (b"<!DOCTYPE html><html>", "web page"),
        (b"URN,\x00\x01", "not text"),
        (b"URN,\x81\x8d", "encoding"),
        (b"one line of words", "not the register"),
        (b"URN;LA (code);EstablishmentName\n1;935;Ash\n", "not the register"),
        (b'"' + b"x" * 200_000, "not CSV"),
        (b"URN,LA (code),a,b,c,d\n", "EstablishmentName, EstablishmentStatus (name)"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_whole(data: bytes, message: str) -> None:
    with pytest.raises(FileRefused) as refused:
        RegisterFile(data)
    assert message in str(refused.value)


@pytest.mark.parametrize(("field", "longest"), LONGEST.items())
def test_what_the_parser_lets_through_fits_the_column(field: str, longest: int) -> None:
    if field in {"dfe_number", "federation_name"}:
        longest += len("0935/") if field == "dfe_number" else len(f" ({'9' * 12})")
    model, name = {
        "head_job": (RegisteredHead, "job_title"),
        "federation_code": (Federation, "code"),
        "federation_name": (Federation, "name"),
    }.get(field, (School, field))
    columns = {column.name: column for column in model._meta.concrete_fields}
    room = columns[name].max_length
    assert room is not None
    assert longest <= room


def test_the_longest_head_fits_its_column() -> None:
    columns = {column.name: column for column in RegisteredHead._meta.concrete_fields}
    assert columns["name"].max_length == LONGEST_HEAD
