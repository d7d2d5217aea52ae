"""Suffolk's and Wiltshire's definitions hold what their sources print."""

from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest

from engagement.definitions import Definition, choices, read_definition
from sitrack.core.roles import Role

FRAMEWORKS = Path(__file__).parents[2] / "fixtures" / "frameworks"


@pytest.fixture(scope="module")
def suffolk() -> Definition:
    return read_definition(FRAMEWORKS / "suffolk.yaml")


@pytest.fixture(scope="module")
def of_wiltshire() -> Definition:
    return read_definition(FRAMEWORKS / "wiltshire.yaml")


def test_a_definition_speaks_of_the_roles_the_product_has() -> None:
    assert set(get_args(choices.Role)) == set(Role.values)


def test_suffolk_names_every_role(suffolk: Definition) -> None:
    assert set(suffolk.roles) == set(Role.values)
    assert suffolk.roles["officer"].label == "Standards and Excellence Partner"
    assert suffolk.roles["lead"].short == "RLE"


@pytest.mark.item("SUF-L-01", "SUF-L-02", "SUF-L-03", "SUF-L-04")
def test_the_four_levels_are_the_printed_ones(suffolk: Definition) -> None:
    found = [
        (level.order, level.label, level.short_name, level.requires_plan)
        for level in suffolk.levels
    ]
    assert found == [
        (1, "Entitlement up to 8 hours", "8-hour circle", False),
        (2, "Entitlement up to 12 hours", "12-hour circle", True),
        (3, "Entitlement up to 24 hours", "24-hour circle", True),
        (4, "Entitlement to statutory intervention", "statutory circle", True),
    ]


def test_the_base_level_is_the_lowest_and_only_the_highest_is_statutory(
    suffolk: Definition,
) -> None:
    assert [level.base for level in suffolk.levels] == [True, False, False, False]
    assert [level.statutory for level in suffolk.levels] == [False, False, False, True]
    approvers = [level.approver for level in suffolk.levels]
    assert approvers == ["lead", "lead", "lead", "head"]


@pytest.mark.item("SUF-E-01", "SUF-E-04", "SUF-E-06")
@pytest.mark.parametrize(
    ("level", "code", "hours"),
    [
        ("suf_8", "SUF-E-01", 8),
        ("suf_12", "SUF-E-04", 12),
        ("suf_24", "SUF-E-06", 24),
    ],
)
def test_a_level_counts_hours_of_the_standards_and_excellence_team_each_term(
    suffolk: Definition, level: str, code: str, hours: int
) -> None:
    counted = [line for line in suffolk.entitlements_of(level) if line.counted]
    (line,) = counted
    assert (line.code, line.quantity_max) == (code, Decimal(hours))
    assert (line.unit, line.per, line.provider) == (
        "hour",
        "term",
        "standards_excellence",
    )
    assert line.text == (
        f"Up to {hours} hours per term school improvement support "
        "from the Standards and Excellence team"
    )


@pytest.mark.item("SUF-E-02", "SUF-E-05")
@pytest.mark.parametrize("code", ["SUF-E-02", "SUF-E-05"])
def test_time_of_other_teams_is_not_counted(suffolk: Definition, code: str) -> None:
    lines = {line.code: line for level in suffolk.levels for line in level.entitlements}
    found = lines[code]
    assert found.text == "support from other Education, Skills and Learning teams"
    assert not found.counted


@pytest.mark.item("SUF-E-13")
def test_the_statutory_level_has_what_the_24_hour_level_has_and_more(
    suffolk: Definition,
) -> None:
    inherited = suffolk.level("suf_24").entitlements
    lines = suffolk.entitlements_of("suf_statutory")
    assert lines[: len(inherited)] == inherited
    assert lines[len(inherited)].text == (
        "As previous entitlement plus use of statutory powers of intervention."
    )


@pytest.mark.item("SUF-E-07", "SUF-E-08", "SUF-E-09", "SUF-E-10", "SUF-E-12")
def test_the_24_hour_level_has_a_checklist(suffolk: Definition) -> None:
    lines = suffolk.level("suf_24").entitlements
    assert [line.text for line in lines if line.checklist] == [
        "health check: assessment",
        "health check: safeguarding",
        "health check: budget",
        "health check: governance",
        "LA officer provided Headteacher Performance Management "
        "external advisor support",
    ]


@pytest.mark.item("SUF-E-15", "SUF-E-16", "SUF-E-17", "SUF-E-18")
def test_some_lines_hold_at_every_level_with_a_plan_and_one_at_all(
    suffolk: Definition,
) -> None:
    planned = {"SUF-E-15", "SUF-E-16", "SUF-E-17"}
    for level in suffolk.levels:
        codes = {line.code for line in suffolk.entitlements_of(level.code)}
        assert "SUF-E-18" in codes
        assert codes & planned == (planned if level.requires_plan else set())


@pytest.mark.item("SUF-E-20", "SUF-E-21", "SUF-E-22", "SUF-E-23")
def test_additional_engagement_has_a_limit_and_then_a_transition(
    suffolk: Definition,
) -> None:
    limits = {
        level.code: (level.duration.max, level.duration.unit, level.duration.then)
        for level in suffolk.levels
        if level.duration
    }
    assert limits == {
        "suf_12": (2, "term", "transition"),
        "suf_24": (2, "term", "transition"),
        "suf_statutory": (3, "term", "transition"),
    }
    statutory = suffolk.level("suf_statutory").duration
    assert statutory is not None
    assert statutory.extend_if is not None
    assert (statutory.extend_if.flag, statutory.extend_if.max) == ("ieb_in_place", 4)


@pytest.mark.item(
    "SUF-C-01", "SUF-C-02", "SUF-C-03", "SUF-C-04", "SUF-C-05", "SUF-C-06", "SUF-C-07",
    "SUF-C-09", "SUF-C-10", "SUF-C-14", "SUF-C-15",
)  # fmt: skip
@pytest.mark.parametrize(
    ("code", "level", "text"),
    [
        ("01", "suf_8", "current overall effectiveness is good or outstanding"),
        (
            "02",
            "suf_8",
            "it is likely to be judged Good or outstanding at its next inspection "
            "if the current trajectory continues",
        ),
        (
            "03",
            "suf_8",
            "statutory pupil outcomes are likely to be in line with or above national",
        ),
        (
            "04",
            "suf_12",
            "school\u2019s overall effectiveness is not currently good",
        ),
        ("05", "suf_12", "it is not likely to be judged Good at its next inspection"),
        ("06", "suf_12", "statutory pupil outcomes are likely to be below national"),
        (
            "07",
            "suf_12",
            "the school is on track to address the additional support priorities",
        ),
        ("09", "suf_24", "Safeguarding concerns"),
        ("10", "suf_24", "unacceptably low standards"),
        ("14", "suf_statutory", "Serious safeguarding concerns"),
        (
            "15",
            "suf_statutory",
            "unacceptably low standards which are likely to remain so",
        ),
    ],
)
def test_a_criterion_has_its_printed_text_and_its_level(
    suffolk: Definition, code: str, level: str, text: str
) -> None:
    criteria = {criterion.code: criterion for criterion in suffolk.criteria}
    found = criteria[f"SUF-C-{code}"]
    assert (found.level, found.text) == (level, text)


@pytest.mark.item("SUF-T-01", "SUF-T-02", "SUF-T-03", "SUF-T-04", "SUF-T-05")
@pytest.mark.parametrize(
    ("code", "activity"),
    [
        ("SUF-T-01", "conversation"),
        ("SUF-T-02", "progress_review"),
        ("SUF-T-03", "inspection_trajectory"),
        ("SUF-T-04", "assessment_trajectory"),
        ("SUF-T-05", "level_confirmed"),
    ],
)
def test_these_fall_due_every_term_at_every_level(
    suffolk: Definition, code: str, activity: str
) -> None:
    cadences = {cadence.code: cadence for cadence in suffolk.cadences}
    found = cadences[code]
    assert found.activity == activity
    assert (found.every, found.unit, found.level) == (1, "term", None)


def test_the_characteristics_of_wiltshire_are_all_there(
    of_wiltshire: Definition,
) -> None:
    grid = [criterion for criterion in of_wiltshire.criteria if not criterion.headline]
    assert len(grid) == 88
    assert {criterion.theme for criterion in grid} == {
        theme.code for theme in of_wiltshire.themes
    }


def test_the_same_words_may_stand_under_two_levels(of_wiltshire: Definition) -> None:
    texts = {criterion.code: criterion.text for criterion in of_wiltshire.criteria}
    assert texts["WIL-C-PE-V2"] == texts["WIL-C-PE-CC2"]


@pytest.mark.item("WIL-O-01", "WIL-O-02", "WIL-O-03", "WIL-T-02")
def test_three_days_a_year_are_split_in_two_with_a_ceiling_for_the_first(
    of_wiltshire: Definition,
) -> None:
    line, extra = of_wiltshire.entitlements_of("wil_secure")
    assert (extra.code, extra.quantity_max) == ("WIL-S-15", Decimal("0.5"))
    assert (extra.chargeable, extra.counted) == (True, False)
    assert (line.quantity_max, line.unit, line.per) == (Decimal(3), "day", "year")
    position, choice = line.split
    assert position.quantity == choice.quantity == Decimal("1.5")
    assert position.cap is not None
    assert (position.cap.quantity, position.cap.per) == (Decimal("0.5"), "large_term")
    assert choice.cap is None


@pytest.mark.item("WIL-L-01", "WIL-L-02", "WIL-O-18")
def test_wiltshire_has_four_levels_and_a_notice_forces_the_last(
    of_wiltshire: Definition,
) -> None:
    assert [level.label for level in of_wiltshire.levels] == [
        "Secure plus",
        "Secure",
        "Vulnerable",
        "Causing concern",
    ]
    assert of_wiltshire.levels[-1].forced_by == "formal_notice_of_concern"
