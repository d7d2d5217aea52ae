"""The evidence suggests a level: the worked examples of each kind of framework."""

from pathlib import Path

import pytest

from engagement.definitions import Definition, read_definition
from engagement.rules.suggestion import Evidence, is_true, met, suggest

FRAMEWORKS = Path(__file__).parents[2] / "fixtures" / "frameworks"

SCOTTISH = """
framework: {code: scotland, name: Improvement Framework, version: "1",
  organisation: scottish_council, selection: count, source: "none", grade_scale: grade}
roles: {officer: {label: link Education Officer}, lead: {label: Senior}}
levels:
  - {code: core, label: Core, order: 1, suggest_when: {all: [
      {count: {grade: "<very_good", max: 0}},
      {any: [{flag: recent_inspection}, {flag: vse}]}]}}
  - {code: enhanced, label: Enhanced, order: 2, suggest_when: {any: [
      {count: {grade: satisfactory, min: 1, max: 2}},
      {count: {grade: ">=very_good", max: 0}},
      {flag: new_or_acting_headteacher}]}}
  - {code: supported, label: Supported, order: 3, suggest_when: {any: [
      {count: {grade: satisfactory, min: 3, max: 4}},
      {all: [{flag: recent_inspection}, {count: {grade: "<=satisfactory", min: 1}}]},
      {flag: significant_improvement_agenda}]}}
criteria:
  - {code: S1, level: core, text: all at very good or above}
  - {code: S2, level: enhanced, text: one or two at satisfactory}
  - {code: S3, level: supported, text: three or four at satisfactory}
option_lists:
  - code: grade
    options:
      - {code: excellent, label: excellent}
      - {code: very_good, label: very good}
      - {code: good, label: good}
      - {code: satisfactory, label: satisfactory}
      - {code: weak, label: weak}
      - {code: unsatisfactory, label: unsatisfactory}
"""
GRADES = {
    "E": "excellent",
    "VG": "very_good",
    "G": "good",
    "S": "satisfactory",
    "W": "weak",
}


@pytest.fixture(scope="module")
def suffolk() -> Definition:
    return read_definition(FRAMEWORKS / "suffolk.yaml")


@pytest.fixture(scope="module")
def pathways() -> Definition:
    return read_definition(SCOTTISH, name="scotland.yaml")


def suffolk_codes(numbers: str) -> set[str]:
    return {f"SUF-C-{number}" for number in numbers.split()}


@pytest.mark.item(
    "SUF-C-01", "SUF-C-02", "SUF-C-03", "SUF-C-04", "SUF-C-05", "SUF-C-06", "SUF-C-07",
    "SUF-C-09", "SUF-C-12",
)  # fmt: skip
@pytest.mark.parametrize(
    ("picks", "plan_active", "suggested"),
    [
        ("01 02 03", False, "suf_8"),
        ("01 02 06", False, "suf_12"),
        ("04", False, "suf_12"),
        ("05 07", True, "suf_12"),
        ("09", False, "suf_24"),
        ("09", True, "suf_24"),
        ("12", False, "suf_24"),
        ("12", True, "suf_24"),
        ("", False, None),
    ],
)
def test_the_picked_criteria_suggest_a_level(
    *, suffolk: Definition, picks: str, plan_active: bool, suggested: str | None
) -> None:
    chosen = suffolk_codes(picks)
    assert suggest(suffolk.levels, picks=chosen, plan_active=plan_active) == suggested


@pytest.mark.item("SUF-C-03")
def test_outcomes_that_are_not_applicable_do_not_keep_a_nursery_from_the_base_level(
    suffolk: Definition,
) -> None:
    picks = suffolk_codes("01 02")
    assert suggest(suffolk.levels, picks=picks) is None
    assert suggest(suffolk.levels, picks=picks, not_applicable={"SUF-C-03"}) == "suf_8"


@pytest.mark.parametrize("missing", ["01", "02"])
def test_only_outcomes_may_be_not_applicable(suffolk: Definition, missing: str) -> None:
    picks = suffolk_codes("01 02 03") - suffolk_codes(missing)
    not_applicable = suffolk_codes(missing)
    assert suggest(suffolk.levels, picks=picks, not_applicable=not_applicable) is None


@pytest.mark.item("SUF-C-07")
def test_a_school_with_a_plan_must_be_on_track_for_the_12_hour_level(
    suffolk: Definition,
) -> None:
    assert suggest(suffolk.levels, picks={"SUF-C-05"}, plan_active=True) is None
    assert suggest(suffolk.levels, picks={"SUF-C-07"}, plan_active=True) is None


@pytest.mark.item("SUF-C-08a", "SUF-C-08b", "SUF-C-10", "SUF-C-11")
@pytest.mark.parametrize("criterion", ["08a", "08b", "09", "10", "11", "12"])
def test_any_one_criterion_suggests_24_hours(
    suffolk: Definition, criterion: str
) -> None:
    picks = suffolk_codes(criterion)
    assert suggest(suffolk.levels, picks=picks) == "suf_24"


@pytest.mark.item("SUF-C-13a", "SUF-C-13b", "SUF-C-14", "SUF-C-15")
@pytest.mark.parametrize("criterion", ["13a", "13b", "14", "15"])
def test_any_one_criterion_suggests_the_statutory_level(
    suffolk: Definition, criterion: str
) -> None:
    picks = suffolk_codes(criterion)
    assert suggest(suffolk.levels, picks=picks) == "suf_statutory"


def test_the_highest_level_that_fits_is_suggested(suffolk: Definition) -> None:
    picks = suffolk_codes("01 02 03 06 09")
    evidence = Evidence(picks=picks)
    assert met(suffolk.levels, evidence) == ["suf_8", "suf_12", "suf_24"]
    assert suggest(reversed(suffolk.levels), picks=picks) == "suf_24"


@pytest.mark.parametrize(
    ("grades", "flags", "suggested"),
    [
        ("VG VG VG E", {"recent_inspection"}, "core"),
        ("VG G G S", {"vse"}, "enhanced"),
        ("G G G G", {"vse"}, "enhanced"),
        ("S S S G", {"vse"}, "supported"),
        ("VG VG VG W", {"recent_inspection"}, "supported"),
        ("VG VG G G", {"vse"}, None),
        (
            "VG VG VG VG",
            {"recent_inspection", "significant_improvement_agenda"},
            "supported",
        ),
        ("", {"vse"}, None),
    ],
)
def test_grades_and_flags_suggest_a_pathway(
    pathways: Definition, grades: str, flags: set[str], suggested: str | None
) -> None:
    found = suggest(
        pathways.levels,
        picks=set(),
        grades=[GRADES[grade] for grade in grades.split()],
        scale=pathways.grades(),
        flags=flags,
    )
    assert found == suggested


def test_an_acting_headteacher_suggests_enhanced_and_core_shows_as_a_conflict(
    pathways: Definition,
) -> None:
    evidence = Evidence(
        picks=set(),
        grades=["very_good"] * 4,
        scale=pathways.grades(),
        flags={"recent_inspection", "new_or_acting_headteacher"},
    )
    assert met(pathways.levels, evidence) == ["core", "enhanced"]


@pytest.mark.item("WIL-L-03a", "WIL-L-03b", "WIL-L-03c")
@pytest.mark.parametrize("headline", ["WIL-L-03a", "WIL-L-03b", "WIL-L-03c"])
def test_any_one_headline_suggests_vulnerable(headline: str) -> None:
    wiltshire = read_definition(FRAMEWORKS / "wiltshire.yaml")
    assert suggest(wiltshire.levels, picks={headline}) == "wil_vulnerable"


@pytest.mark.parametrize(
    ("picks", "holds"),
    [({"A"}, False), ({"A", "B"}, True), ({"A", "B", "C"}, False), (set(), False)],
)
def test_a_count_of_criteria_has_a_least_and_a_most(
    *, picks: set[str], holds: bool
) -> None:
    expression = {"count": {"of": ["A", "B", "C"], "min": 2, "max": 2}}
    assert is_true(expression, Evidence(picks=picks)) is holds


@pytest.mark.parametrize(
    ("wanted", "number"),
    [(">=good", 2), (">good", 1), ("<=good", 2), ("<good", 1), ("good", 1)],
)
def test_grades_are_compared_on_the_scale(wanted: str, number: int) -> None:
    evidence = Evidence(
        picks=set(),
        grades=["excellent", "good", "weak"],
        scale=["excellent", "very_good", "good", "satisfactory", "weak"],
    )
    exactly = {"count": {"grade": wanted, "min": number, "max": number}}
    assert is_true(exactly, evidence)
