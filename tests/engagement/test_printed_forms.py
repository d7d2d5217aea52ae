"""Suffolk's forms as data: labels, prompts, options, the conversation, the menu."""

from pathlib import Path

import pytest

from engagement.definitions import Definition, read_definition

FRAMEWORKS = Path(__file__).parents[2] / "fixtures" / "frameworks"


@pytest.fixture(scope="module")
def suffolk() -> Definition:
    return read_definition(FRAMEWORKS / "suffolk.yaml")


def test_the_record_keeps_the_order_of_the_form(suffolk: Definition) -> None:
    codes = [label.code for label in suffolk.record_labels]
    assert codes[5:] == [f"SUF-R-{number:02}" for number in range(1, 27)]


@pytest.mark.item(
    "SUF-R-03", "SUF-R-07", "SUF-R-09", "SUF-R-13", "SUF-R-14", "SUF-R-15", "SUF-R-16",
    "SUF-R-17", "SUF-R-21", "SUF-R-22", "SUF-R-25", "SUF-R-26",
)  # fmt: skip
@pytest.mark.parametrize(
    ("code", "label", "column"),
    [
        (
            "form_title",
            "Record of school improvement engagement model work",
            None,
        ),
        ("SUF-R-03", "Headteacher and email", None),
        ("SUF-R-07", "Standards and Excellence Partner (SEP)", None),
        (
            "SUF-R-09",
            "Name of external adviser used for Headteacher Performance Management",
            None,
        ),
        ("SUF-R-13", "School\u2019s vision", None),
        (
            "SUF-R-14",
            "1. Continuous conversation - "
            "summary of the school\u2019s position and trajectory",
            None,
        ),
        (
            "SUF-R-15",
            "Trajectory to the next Ofsted inspection",
            "School\u2019s view",
        ),
        ("SUF-R-16", "Trajectory to the next Ofsted inspection", "LA view"),
        (
            "SUF-R-17",
            "Trajectory for assessments at the end of the year",
            None,
        ),
        ("SUF-R-21", "2. Plan for Collaborative Improvement Support", None),
        (
            "SUF-R-22",
            "How will the Standards and Excellence support entitlement be used?",
            None,
        ),
        ("SUF-R-25", "Support the school could offer other schools", None),
        ("SUF-R-26", "3. Record of joint work", None),
    ],
)
def test_a_label_of_the_record_reads_as_printed(
    suffolk: Definition, code: str, label: str, column: str | None
) -> None:
    labels = {label.code: label for label in suffolk.record_labels}
    assert (labels[code].label, labels[code].column) == (label, column)


@pytest.mark.item(
    "SUF-R-27", "SUF-R-28", "SUF-R-29", "SUF-R-30", "SUF-R-31", "SUF-R-32", "SUF-R-33",
    "SUF-R-34", "SUF-R-35", "SUF-R-36",
)  # fmt: skip
def test_the_visit_asks_the_printed_prompts_in_their_order(
    suffolk: Definition,
) -> None:
    (template,) = suffolk.visit_templates
    (section,) = template.sections
    assert [(prompt.key, prompt.label) for prompt in section.prompts] == [
        ("date", "Date:"),
        ("present", "Present:"),
        ("visit_type", "Visit Type:"),
        ("follow_up", "Follow up actions from last visit:"),
        ("focus", "Focus of this visit:"),
        (
            "summary",
            "Summary evaluation/key points, including evidence, "
            "that supports this evaluation:",
        ),
        ("next_steps", "Next steps:"),
        ("next_visit", "Next visit date and time:"),
        ("agenda", "Agenda items:"),
        (
            "documents",
            "Documents linked to the visit that school leaders have chosen to share:",
        ),
    ]


@pytest.mark.item("SUF-R-33")
def test_next_steps_are_a_table_of_three_columns(suffolk: Definition) -> None:
    (template,) = suffolk.visit_templates
    prompts = {prompt.key: prompt for prompt in template.sections[0].prompts}
    columns = [column.label for column in prompts["next_steps"].columns]
    assert columns == ["Next steps:", "By Date:", "Who?"]


@pytest.mark.item(
    "SUF-Q-01", "SUF-Q-05", "SUF-Q-06", "SUF-Q-14", "SUF-Q-18", "SUF-Q-20", "SUF-Q-24"
)
def test_the_conversation_has_its_stages_and_prompts(suffolk: Definition) -> None:
    cycle = suffolk.cycle
    assert cycle is not None
    assert [(stage.heading, stage.subheading) for stage in cycle.stages] == [
        ("Where is the school now?", "Current position / Reality"),
        ("What is the vision and ambition for pupils at the school?", None),
        (
            "What needs to change to fulfil the school\u2019s vision?",
            "Planning for improvement",
        ),
        ("What actions are being taken?", "What is being done? Implementation."),
        ("Review, learn, adapt.", None),
    ]
    prompts = {p.code: p.text for stage in cycle.stages for p in stage.prompts}
    assert list(prompts) == [f"SUF-Q-{number:02}" for number in range(1, 25)]
    assert prompts["SUF-Q-01"] == "Where is the school in relation to its vision?"
    assert not prompts["SUF-Q-05"]
    assert prompts["SUF-Q-06"] == "Where do the school want to be next? By when?"
    assert prompts["SUF-Q-14"] == (
        "Are actions being taken in line with the School Development Plan?"
    )
    assert prompts["SUF-Q-18"] == "What difference have our actions made? Impact?"
    assert prompts["SUF-Q-20"] == (
        "What is working well? What makes this successful? What learning can be "
        "transferred to other aspects of the school\u2019s work?"
    )
    assert prompts["SUF-Q-24"] == "What external support would help us?"


@pytest.mark.item("SUF-W-04")
def test_the_conversation_and_the_meetings_of_a_plan_use_the_cycle(
    suffolk: Definition,
) -> None:
    (types,) = (one for one in suffolk.option_lists if one.code == "visit_type")
    assert [option.code for option in types.options if option.guide] == [
        "conversation",
        "plan_meeting",
        "plan_review",
        "end_evaluation",
    ]


def test_only_lists_that_the_source_prints_are_final(suffolk: Definition) -> None:
    final = {chosen.code for chosen in suffolk.option_lists if not chosen.provisional}
    assert final == {"rag", "on_track"}


def test_preparation_travel_and_write_up_are_not_counted(suffolk: Definition) -> None:
    options = suffolk.option_list("time_category").options
    uncounted = [option.code for option in options if not option.counted]
    assert uncounted == ["preparation", "travel", "write_up"]


def test_every_type_of_visit_names_the_category_of_its_time(
    suffolk: Definition,
) -> None:
    options = suffolk.option_list("visit_type").options
    assert all(option.category for option in options)


@pytest.mark.item("SUF-P-12")
def test_priorities_can_be_tagged_with_what_standards_covers(
    suffolk: Definition,
) -> None:
    labels = [option.label for option in suffolk.option_list("priority_theme").options]
    assert "; ".join(labels) == (
        "school improvement support; learning; pupil outcomes; aspiration; provision; "
        "curriculum; teaching; professional development; leadership; governance"
    )


def test_the_menu_lists_46_items_of_five_teams(suffolk: Definition) -> None:
    codes = [item.code for item in suffolk.menu]
    assert codes == [f"SUF-M-{number:02}" for number in range(1, 47)]
    assert [team.name for team in suffolk.teams] == [
        "School Improvement and Standards and Excellence Support",
        "Assessment Team Support",
        "Early Years and Childcare support",
        "School Effectiveness and Organisation Support",
        "Virtual School Support",
    ]
    assert [team.code for team in suffolk.teams if team.counted] == [
        "standards_excellence"
    ]


@pytest.mark.item("SUF-M-02", "SUF-M-15", "SUF-M-28", "SUF-M-41", "SUF-M-43")
@pytest.mark.parametrize(
    ("code", "team", "text"),
    [
        ("SUF-M-02", "standards_excellence", "Effective planning for improvement."),
        ("SUF-M-15", "standards_excellence", "Developing the school's vision."),
        ("SUF-M-28", "early_years", "Developing the use of the outdoor area."),
        ("SUF-M-41", "school_effectiveness", "Safeguarding focused visit."),
        (
            "SUF-M-43",
            "virtual_school",
            "Designated Teacher induction or ongoing training.",
        ),
    ],
)
def test_an_item_of_the_menu_reads_as_printed(
    suffolk: Definition, code: str, team: str, text: str
) -> None:
    items = {item.code: item for item in suffolk.menu}
    assert (items[code].team, items[code].text) == (team, text)
