"""Which rows of the assessment table a school sees."""

from pathlib import Path

import pytest

from engagement.definitions import Definition, read_definition
from engagement.rules.measures import Showing, showing

FRAMEWORKS = Path(__file__).parents[2] / "fixtures" / "frameworks"

KS1 = ["KS1 READING", "KS1 WRITING", "KS1 MATHEMATICS"]
KS2 = ["KS2 READING", "KS2 WRITING", "KS2 MATHEMATICS", "KS2 RWM Combined", "PROGRESS"]
KS4 = ["KS4 En/Ma (5-9)", "EBACC ENTRY", "ATTAINMENT 8", "PROGRESS 8"]


@pytest.fixture(scope="module")
def suffolk() -> Definition:
    return read_definition(FRAMEWORKS / "suffolk.yaml")


def rows(
    definition: Definition,
    phase: str,
    ages: tuple[int, int] | tuple[None, None],
    *,
    has_sixth_form: bool = False,
    special: bool = False,
) -> dict[str, Showing]:
    return {
        measure.label: showing(
            measure.applies,
            phase=phase,
            age_low=ages[0],
            age_high=ages[1],
            has_sixth_form=has_sixth_form,
            special=special,
            optional=measure.optional,
        )
        for measure in definition.measures
    }


@pytest.mark.item(
    "SUF-R-18a", "SUF-R-18b", "SUF-R-18c", "SUF-R-18d", "SUF-R-18e", "SUF-R-18f",
    "SUF-R-18g", "SUF-R-18h", "SUF-R-18i", "SUF-R-18j", "SUF-R-18k", "SUF-R-18l",
    "SUF-R-18m", "SUF-R-18n", "SUF-R-18o",
)  # fmt: skip
@pytest.mark.parametrize(
    ("phase", "ages", "has_sixth_form", "expected"),
    [
        ("nursery", (3, 5), False, []),
        ("infant", (4, 7), False, ["EYFS", "PHONICS", *KS1]),
        ("first", (4, 9), False, ["EYFS", "PHONICS", *KS1]),
        ("primary", (2, 11), False, ["EYFS", "PHONICS", *KS1, *KS2]),
        ("junior", (7, 11), False, KS2),
        ("middle", (9, 13), False, KS2),
        ("secondary", (11, 16), False, KS4),
        ("secondary", (11, 18), True, [*KS4, "KS5"]),
        (
            "all_through",
            (4, 18),
            True,
            ["EYFS", "PHONICS", *KS1, *KS2, *KS4, "KS5"],
        ),
    ],
)
def test_a_school_sees_the_rows_of_the_ages_it_teaches(
    *,
    suffolk: Definition,
    phase: str,
    ages: tuple[int, int],
    has_sixth_form: bool,
    expected: list[str],
) -> None:
    found = rows(suffolk, phase, ages, has_sixth_form=has_sixth_form)
    shown = [label for label, how in found.items() if how != Showing.HIDDEN]
    assert shown == expected


def test_key_stage_1_may_be_left_out(suffolk: Definition) -> None:
    found = rows(suffolk, "infant", (4, 7))
    assert {found[label] for label in KS1} == {Showing.OPTIONAL}
    assert found["PHONICS"] == Showing.EXPECTED


def test_a_special_school_may_use_every_row_and_must_use_none(
    suffolk: Definition,
) -> None:
    found = rows(suffolk, "special", (4, 19), special=True)
    assert set(found.values()) == {Showing.OPTIONAL}


def test_an_unknown_age_range_hides_no_row_that_depends_on_it(
    suffolk: Definition,
) -> None:
    found = rows(suffolk, "primary", (None, None))
    assert found["KS2 READING"] == Showing.OPTIONAL
    assert found["KS5"] == Showing.HIDDEN
