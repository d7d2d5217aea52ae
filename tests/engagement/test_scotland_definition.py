"""Scotland's pathways in the source's own words."""

from pathlib import Path

import pytest

from engagement.definitions import Definition, read_definition
from sitrack.core.typed_yaml import DefinitionError
from tests.building import definition

CRITERIA = {
    "SCO-04": "Establishments who have had a recent positive inspection with grading in"
    " all Quality Indicators at very good or above.",
    "SCO-05": "Where Quality Indicator gradings are all sitting at very good or above"
    " and this has been validated through VSE",
    "SCO-08": "Establishments who have 1 or 2 Quality Indicator evaluations at"
    " satisfactory.",
    "SCO-09": "Establishments with no Quality Indicator evaluations at very good.",
    "SCO-10": "Schools who have a new or acting Headteacher.",
    "SCO-11": "Establishments who have 3 or 4 Quality Indicator evaluations at"
    " satisfactory.",
    "SCO-12": "Inspection evaluation of Quality Indicators at satisfactory or below",
    "SCO-13": "Where local authority VSE/ESCA identified significant improvement"
    " agenda.",
    "SCO-14": "Senior leadership teams requiring support to accelerate progress.",
}
ACTIVITIES = {
    "SCO-15": "1 x termly visit link Education Officer",
    "SCO-16": "3 visits Senior Education Officer",
    "SCO-17": "Focused attention evaluative activity school teams",
    "SCO-18": "Engagement : The Quality Indicators",
    "SCO-19": "VSE or ESCA if in 3 year cycle.",
    "SCO-20": "1 x termly visit link Education Officer",
    "SCO-21": "1 x termly link Senior Education Officer visit",
    "SCO-22": "Deep dive into Quality Indicators with link Education Officer and peer"
    " headteacher",
    "SCO-23": "Focused attention evaluative activity with link Education Officer and"
    " peer headteacher",
    "SCO-24": "New headteachers fortnightly meet with link Education Officer",
    "SCO-25": "Engagement : The Quality Indicators",
    "SCO-26": "Identify outcomes for improvement",
    "SCO-27": "Shared and agreed improvement focus",
    "SCO-28": "Action plan and timescales for review.",
    "SCO-29": "Engagement : The Quality Indicators",
    "SCO-30": "Link peer headteacher - weekly engagement.",
    "SCO-31": "Monthly engagement with link Education Officer to review progress of"
    " action plan.",
    "SCO-32": "Termly engagement and reporting to Senior Education Officer on progress.",
}


@pytest.fixture
def scottish() -> Definition:
    return definition("scotland")[0]


@pytest.mark.item("SCO-01", "SCO-02", "SCO-03")
def test_the_three_pathways_have_the_names_of_the_source(scottish: Definition) -> None:
    assert [level.label for level in scottish.levels] == [
        "Core",
        "Enhanced",
        "Supported (Supported Improvement model)",
    ]


@pytest.mark.item("SCO-04", "SCO-05", "SCO-08..SCO-14")
def test_the_criteria_have_the_words_of_the_source(scottish: Definition) -> None:
    assert {one.code: one.text for one in scottish.criteria} == CRITERIA


@pytest.mark.item("SCO-15..SCO-32")
def test_the_activities_have_the_words_of_the_source(scottish: Definition) -> None:
    lines = [line for level in scottish.levels for line in level.entitlements]
    said = {line.code: line.text for line in lines}
    assert {code: said[code] for code in ACTIVITIES} == ACTIVITIES


@pytest.mark.item("SCO-06", "SCO-07", "SCO-37", "SCO-38")
def test_what_is_graded_and_validated_is_said_by_the_definition(
    scottish: Definition,
) -> None:
    form = scottish.gradings
    assert form is not None
    assert form.rule("SCO-06") == (
        "All schools will have a validation visit or esca visit within 3 year cycle."
    )
    assert form.rule("SCO-07") == (
        "Validation Visit 4 core Quality Indicators, ESCA 1 focus Quality Indicator"
    )
    assert form.years == 3
    assert [(kind.short, kind.indicators) for kind in form.validations] == [
        ("VSE", 4),
        ("ESCA", 1),
    ]
    assert [one.named for one in form.indicators] == [
        "1.3 Leadership of change",
        "2.3 Learning, teaching and assessment",
        "3.1 Ensuring wellbeing, equality and inclusion",
        "3.2 Raising attainment and achievement",
    ]
    assert list(scottish.grades()) == [
        *("excellent", "very_good", "good"),
        *("satisfactory", "weak", "unsatisfactory"),
    ]


@pytest.mark.item("SCO-33", "SCO-34", "SCO-36")
def test_the_roles_are_those_of_the_source_and_none_is_of_governance(
    scottish: Definition,
) -> None:
    assert scottish.roles["officer"].label == "Link Education Officer"
    assert scottish.roles["lead"].label == "Senior Education Officer"
    assert scottish.roles["deputy"].label == "Senior leadership team"
    assert not {"chair", "governor", "sendco"} & scottish.roles.keys()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("code: SCO-04, when", "code: SCO-99, when", "there is no criterion SCO-99"),
        ("source: inspection, min: 4", "source: hearsay, min: 4", "no source"),
        ("indicators: 4}", "indicators: 5}", "is more than there are"),
        ("validation: esca}", "validation: tea}", "there is no validation tea"),
    ],
)
def test_a_mistake_in_the_gradings_is_refused_with_its_place(
    old: str, new: str, told: str
) -> None:
    text = Path("fixtures/frameworks/scotland.yaml").read_text()
    assert old in text
    with pytest.raises(DefinitionError, match=told):
        read_definition(text.replace(old, new), name="scotland.yaml")
