"""The three notes of Wiltshire's advisors, as Appendix 1 prints them."""

from pathlib import Path

import pytest

from engagement.definitions import read_definition
from engagement.definitions.forms import VisitTemplate

WILTSHIRE = Path(__file__).parents[2] / "fixtures" / "frameworks" / "wiltshire.yaml"


@pytest.fixture(scope="module")
def notes() -> dict[str, VisitTemplate]:
    return {one.code: one for one in read_definition(WILTSHIRE).visit_templates}


# Code, key and label of each prompt, in the order of the form.
PROMPTS = {
    "planning": [
        ("WIL-V-20", "date", "Date:"),
        ("WIL-V-21", "present", "Others involved HT, CoG,"),
        ("WIL-V-22", "changes", "Significant changes in context/emerging issues"),
        ("WIL-V-23", "priorities", "Priorities for Improvement and Development"),
        ("WIL-V-24", "next_steps", "Agreed actions to secure improvement"),
        ("WIL-V-25", "summary", "Summary evaluation"),
        ("WIL-V-26", "comments", "Additional Comments LA officer/Headteacher"),
    ],
    "interim": [
        ("WIL-V-30", "date", "Date:"),
        ("WIL-V-31", "focus", "Focus of Visit:"),
        ("WIL-V-32", "present", "Others involved HT, CoG,"),
        ("WIL-V-33", "changes", "Significant changes in context/emerging issues"),
        (
            *("WIL-V-34", "activity"),
            "Overview of school Improvement activity undertaken",
        ),
        ("WIL-V-35", "follow_up", "Progress on actions to secure improvement"),
        ("WIL-V-36", "next_steps", "Agreed actions to secure further improvement"),
        ("WIL-V-37", "comments", "Additional Comments LA officer/ Headteacher"),
    ],
    "end_of_year": [
        ("WIL-V-40", "date", "Date:"),
        ("WIL-V-41", "present", "Others involved HT, CoG,"),
        ("WIL-V-42", "changes", "Significant changes in context/emerging issues"),
        ("WIL-V-43", "follow_up", "Impact of actions to secure improvement"),
        ("WIL-V-44", "continued", "Priorities for continued improvement"),
        ("WIL-V-45", "summary", "Summary evaluation"),
        ("WIL-V-46", "comments", "Additional Comments LA officer/ Headteacher"),
        ("WIL-V-47", "closing_activity", "Activity"),
        ("WIL-V-48", "circulation", "Others:"),
    ],
}
HEADINGS = {
    "planning": "Categorisation and planning for the year",
    "interim": "School Improvement visits",
    "end_of_year": "End of Year Visit: Impact",
}
# The help that is printed in the boxes, by the code of its line (Appendix D.1).
HELP = {
    "WIL-V-21.h1": "Please insert the initials only of those involved in the meeting which should include HT, CoG and other members of SLT as appropriate.",
    "WIL-V-22.h1": "Significant changes may constitute an increased risk e.g. Changes of staff, especially if new to Reception, Year 2 or Year",
    "WIL-V-22.h2": "NQT appointments, concerns re performance.",
    "WIL-V-22.h3": "Building work, governance, falling numbers, concerns around attendance and exclusions",
    "WIL-V-22.h4": "Are there any identified performance concerns around staff",
    "WIL-V-23.h1": "Better to identify a risk that never becomes tangible than to ignore something which later leaves the school vulnerable.",
    "WIL-V-24.h1": "Agree actions that are appropriate and sufficiently robust to affect rapid and sustained improvement including planned actions for the SIA.",
    "WIL-V-24.h2": "Identify any other support required including possibility of working with other schools to develop school to school support and challenge.",
    "WIL-V-24.h3": "Include timelines and dates for agreed support by SIA",
    "WIL-V-24.h4": "Based on evidence of what has-and hasn't worked before",
    "WIL-V-24.h5": "Include actions to address all prior Ofsted recommendations",
    "WIL-V-24.h6": "Include actions to address the most important priorities",
    "WIL-V-24.h7": "Help schools consider;",
    "WIL-V-24.h8": "what, when, by whom, cost implications",
    "WIL-V-24.h9": "potential for support within, between and beyond schools",
    "WIL-V-24.h10": "what's likely to go wrong, HOW will actions be shared, involve others, take ownership?",
    "WIL-V-24.h11": "have similar issues been tackled elsewhere?",
    "WIL-V-24.h12": "How strong is the evidence behind a solution?",
    "WIL-V-24.h13": "How cost effective is it?",
    "WIL-V-24.h14": "How will it be implemented, monitored, evaluated?",
    "WIL-V-24.h15": "DO - Build on success and include interventions found to be effective",
    "WIL-V-24.h16": "Encourage schools to look broadly across a range of evidence",
    "WIL-V-24.h17": "DON'T - Be novel for novelty's sake",
    "WIL-V-25.h1": "The level of risk is based on the evidence of actions to address weaknesses and improve outcomes, capacity to improve and other significant risk factors.",
    "WIL-V-34.h1": "Outline school improvement activities undertaken, who was involved and the outcomes and intended impact",
    "WIL-V-34.h2": "Outline next steps and agreed further actions",
    "WIL-V-35.h1": "What can be seen that supports school evaluation of progress against agreed actions?",
    "WIL-V-35.h2": "Have events, training, resources been put in place?",
    "WIL-V-35.h3": "Have potential obstacles and barriers been addressed?",
    "WIL-V-35.h4": "Test whether what was expected to happen is being realised",
    "WIL-V-35.h5": "In discussion with school leaders",
    "WIL-V-35.h6": "Evidenced through T, L & A",
    "WIL-V-35.h7": "Evidence in classroom organisation, management, behaviour",
    "WIL-V-35.h8": "Triangulated through book scrutiny, discussion, pupil voice.",
    "WIL-V-35.h9": "Are there signs of early success or failure?",
    "WIL-V-35.h10": "Are we on track, what needs to be improved?",
    "WIL-V-35.h11": "Is there capacity for continued improvement?",
    "WIL-V-35.h12": "DO – Look for first hand evidence: discussion, classrooms, books",
    "WIL-V-35.h13": "Acknowledge common problems to get past them",
    "WIL-V-35.h14": "DON'T – Rigidly follow something that isn't working",
    "WIL-V-35.h15": "Encourage review and adjustment",
    "WIL-V-43.h1": "Triangulate a range of evidence to evaluate and verify any marked effect or influence as a result of the school's work-IMPACT.",
    "WIL-V-43.h2": "Has it worked?",
    "WIL-V-43.h3": "Is there evidence of success: classroom, books, data?",
    "WIL-V-43.h4": "Have milestones been reached, outcomes achieved?",
    "WIL-V-43.h5": "Is this worth sharing more widely?",
    "WIL-V-43.h6": "What next, is there more to be done?",
    "WIL-V-43.h7": "Recognise strengths",
    "WIL-V-43.h8": "Celebrate successes",
    "WIL-V-43.h9": "Identify emerging issues",
    "WIL-V-44.h1": "Which actions, interventions, approaches have had the greatest impact?",
    "WIL-V-44.h2": "The 5 WHYs????",
    "WIL-V-44.h3": "Begin to consider emerging issues, questions and challenges regarding school next steps and priorities for further improvement.",
    "WIL-V-48.h1": "Include names of others for whom specific information may be of relevance",
}  # fmt: skip


@pytest.mark.item("WIL-V-20..WIL-V-26", "WIL-V-30..WIL-V-37", "WIL-V-40..WIL-V-48")
@pytest.mark.parametrize("kind", PROMPTS)
def test_a_note_asks_the_printed_prompts_in_their_order(
    notes: dict[str, VisitTemplate], kind: str
) -> None:
    (section,) = notes[kind].sections
    asked = [(one.code, one.key, one.label) for one in section.prompts]
    assert (section.heading, asked) == (HEADINGS[kind], PROMPTS[kind])


@pytest.mark.item("WIL-V-20..WIL-V-26", "WIL-V-30..WIL-V-37", "WIL-V-40..WIL-V-48")
def test_the_boxes_print_their_help_word_for_word(
    notes: dict[str, VisitTemplate],
) -> None:
    printed = {
        line.code: (prompt.code, line.text)
        for note in notes.values()
        for section in note.sections
        for prompt in section.prompts
        for line in prompt.help
    }
    assert printed == {
        code: (code.partition(".")[0], text) for code, text in HELP.items()
    }


@pytest.mark.item("WIL-V-24", "WIL-V-36")
@pytest.mark.parametrize("kind", ["planning", "interim"])
def test_an_action_says_what_when_by_whom_and_at_what_cost(
    notes: dict[str, VisitTemplate], kind: str
) -> None:
    (section,) = notes[kind].sections
    (actions,) = [one for one in section.prompts if one.key == "next_steps"]
    assert [column.label for column in actions.columns] == [
        *("What", "When", "By whom", "Cost"),
    ]
