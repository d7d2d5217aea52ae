"""The glossary's file: the printed rows in the printed order, each with its code."""

from pathlib import Path

import pytest

from glossary.definitions import Entry, read_glossary
from sitrack.core.typed_yaml import DefinitionError

SUFFOLK = Path(__file__).parents[2] / "fixtures" / "glossary" / "suffolk.yaml"


@pytest.mark.item("SUF-G-00")
def test_the_glossary_keeps_its_heading_and_its_instruction() -> None:
    glossary = read_glossary(SUFFOLK)
    assert glossary.heading == "Glossary"
    assert glossary.instruction == "New rows can be inserted, and new terms added."


def test_every_printed_row_is_there_in_order() -> None:
    codes = [term.code for term in read_glossary(SUFFOLK).terms]
    assert codes == [f"SUF-G-{number:03}" for number in range(1, 101)]


@pytest.mark.item(
    "SUF-G-001", "SUF-G-009", "SUF-G-048", "SUF-G-083", "SUF-G-084", "SUF-G-100"
)
@pytest.mark.parametrize(
    ("code", "abbreviation", "meaning"),
    [
        ("SUF-G-001", "ADHD", "Attention Deficit Hyperactivity Disorder"),
        (
            "SUF-G-009",
            "CLA/CiC/LAC",
            "Child (Looked After)/Child in Care/Looked After Child "
            "(These terms are currently interchangeable)",
        ),
        ("SUF-G-048", "LPA", "Low Prior Attainment"),
        ("SUF-G-083", "SEP", "Standards and Excellence Partner"),
        ("SUF-G-084", "SES", "Specialist Education Services"),
        ("SUF-G-100", "WWW", "What\u2019s Working Well"),
    ],
)
def test_a_row_reads_as_printed(code: str, abbreviation: str, meaning: str) -> None:
    terms = {term.code: term for term in read_glossary(SUFFOLK).terms}
    found = terms[code]
    assert (found.abbreviation, found.meaning) == (abbreviation, meaning)


@pytest.mark.item("SUF-G-062", "SUF-G-064")
def test_both_rows_of_puma_are_kept_and_the_first_has_the_editors_note() -> None:
    first, second = (
        term for term in read_glossary(SUFFOLK).terms if term.abbreviation == "PUMA"
    )
    assert first == Entry(
        code="SUF-G-062",
        abbreviation="PUMA",
        meaning="Progress in Reading Assessment",
        note="as printed; almost certainly PIRA (the menu says PIRA/PUMA)",
    )
    assert second.meaning == "Progress in Understanding Mathematics Assessment"
    assert second.note is None


def test_every_mistake_of_a_glossary_is_named_with_its_line() -> None:
    text = """\
glossary:
  framework: suffolk
  heading: Glossary
  instruction: Add rows.
  terms:
    - {code: A, abbreviation: HT, meaning: Headteacher}
    - {code: A, abbreviation: HT, meaning: Headteacher}
    - {code: B, abbreviation: SEP}
"""
    with pytest.raises(DefinitionError) as caught:
        read_glossary(text, name="glossary.yaml")
    assert str(caught.value).splitlines() == [
        "glossary.yaml:7: glossary.terms.A.code: A is used twice",
        "glossary.yaml:7: glossary.terms.A.meaning: this row is there twice",
        "glossary.yaml:8: glossary.terms.B.meaning: is missing",
    ]
