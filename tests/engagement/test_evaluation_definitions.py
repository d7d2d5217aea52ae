"""How a framework's evaluations are read: exact lines, and every mistake in words."""

from dataclasses import replace
from pathlib import Path

import pytest

from engagement.definitions import DefinitionError, read_definition
from engagement.definitions.evaluations import EvaluationKind
from engagement.definitions.kept import kept_whole, read_again

WILTSHIRE = Path("fixtures/frameworks/wiltshire.yaml")
# By item: what domain.md says of it, its abbreviations written out.
LINES = {
    "WIL-E-01": "Planned alongside the headteacher, the senior leadership team and governors; all contribute",
    "WIL-E-02": "“Under no circumstances should information including personal information about pupils, staff or any individual be sent by email.”",
    "WIL-E-03": "Previous inspections (areas for development)",
    "WIL-E-04": "Visit reports",
    "WIL-E-05": "Data and trends from the most recent statutory data",
    "WIL-E-06": "School website including pupil premium strategy (rationale and evaluation)",
    "WIL-E-07": "Curriculum information for parents (breadth and balance)",
    "WIL-E-08": "Safeguarding guidance, equality information and other information for parents",
    "WIL-E-09": "The agreed focus and methodology are “recorded and shared following this meeting and prior to the review.”",
    "WIL-E-10": "Documents are used during the meeting, not sent in advance, and “will not be removed from the school”; nothing is created specially",
    "WIL-E-11": "Summary of self-evaluation",
    "WIL-E-12": "Current improvement plan including longer-term strategy",
    "WIL-E-13": "Analysis of exclusions, pupils off roll, poor behaviour, internal isolation",
    "WIL-E-14": "Analysis of bullying, discriminatory and prejudicial behaviour",
    "WIL-E-15": "Process for DSL referrals and onward referrals, brief details of resolution",
    "WIL-E-16": "Up-to-date attendance analysis for all groups",
    "WIL-E-17": "Timetable, staff list, times of day",
    "WIL-E-18": "Pre-planned interruptions",
    "WIL-E-19": "Lesson observation policy/protocol",
    "WIL-E-20": "Reasons any teacher should not be observed (e.g. capability)",
    "WIL-E-21": "Records of evaluation of teaching, learning and assessment",
    "WIL-E-22": "Evidence of governance work and priorities",
    "WIL-E-23": "Reports of external evaluation (governance, pupil premium)",
    "WIL-E-24": "“1 day”: the headteacher is encouraged to work alongside; joint activities",
    "WIL-E-26": "Staff absence and practical issues are known at the start",
    "WIL-E-27": "Lessons are observed as the priority; “individual gradings will not be made”",
    "WIL-E-28": "Pupils' work is scrutinised; pupils are talked to",
    "WIL-E-29": "Feedback arrangements are led by the lead evaluator",
    "WIL-E-30": "Observation protocol agreed with the headteacher; teachers are not told which classes; not all need be seen; a wide range of subjects, key stages, abilities",
    "WIL-E-32": "The school's own performance information is considered; groups only where large enough",
    "WIL-E-33": "Governors are met without the headteacher or senior staff; this contributes to the leadership judgement",
    "WIL-E-34": "The lead evaluator keeps the headteacher informed of emerging or serious concerns",
    "WIL-E-35": "Team meetings through the day; record important points and outcomes of all meetings and observations",
    "WIL-E-36": "The headteacher attends the final team meeting",
    "WIL-E-37": "Provisional verbal feedback by the lead evaluator; attendees: the headteacher, agreed senior leaders, the chair and as many governors as wished",
    "WIL-E-38": "“provisional grades awarded for each key judgement” with enough detail",
    "WIL-E-40": "Main findings and recommendations will be in the report text",
    "WIL-E-41": "Reasons for recommending any external review (governance, safeguarding, pupil premium)",
    "WIL-E-43": "The draft is with the headteacher within 5 working days; factual-error check",
    "WIL-E-44": "The final report is shared and discussed with the governing body, within 10 working days of the evaluation",
    "WIL-E-45": "Each evaluator gives a summary of key issues to the lead",
}  # fmt: skip


def the_kind() -> EvaluationKind:
    form = read_definition(WILTSHIRE).evaluation
    assert form is not None
    (kind,) = form.kinds
    return kind


@pytest.mark.item(
    "WIL-E-01", "WIL-E-02", "WIL-E-03", "WIL-E-04", "WIL-E-05",
    "WIL-E-06", "WIL-E-07", "WIL-E-08", "WIL-E-09", "WIL-E-10",
    "WIL-E-11", "WIL-E-12", "WIL-E-13", "WIL-E-14", "WIL-E-15",
    "WIL-E-16", "WIL-E-17", "WIL-E-18", "WIL-E-19", "WIL-E-20",
    "WIL-E-21", "WIL-E-22", "WIL-E-23", "WIL-E-24", "WIL-E-26",
    "WIL-E-27", "WIL-E-28", "WIL-E-29", "WIL-E-30", "WIL-E-32",
    "WIL-E-33", "WIL-E-34", "WIL-E-35", "WIL-E-36", "WIL-E-37",
    "WIL-E-38", "WIL-E-40", "WIL-E-41", "WIL-E-43", "WIL-E-44",
    "WIL-E-45",
)  # fmt: skip
def test_the_lines_of_the_protocol_stand_in_their_stages() -> None:
    kind = the_kind()
    lines = [*kind.principles, *(one for stage in kind.stages for one in stage.lines)]

    assert {one.code: one.text for one in lines} == LINES
    assert [stage.code for stage in kind.stages] == [
        *("preparation", "meeting", "review", "feedback", "report", "governors")
    ]


@pytest.mark.item("WIL-E-20", "CONF-12")
def test_one_line_is_shown_and_never_recorded() -> None:
    meeting = the_kind().stage("meeting")
    assert meeting is not None

    never = [line.code for line in meeting.checked if line.code not in meeting.recorded]
    assert never == ["WIL-E-20"]


@pytest.mark.item("WIL-E-25", "WIL-E-31")
def test_activities_and_meetings_have_their_printed_names() -> None:
    kind = the_kind()

    assert [one.label for one in kind.activities] == [
        "Short visits to several lessons",
        "Short observations of small-group teaching",
        "Observing learning/talking/scrutinising",
        "Tracking a class or group",
        "Joint observations",
        "Joint work scrutiny",
    ]
    assert [one.label for one in kind.meetings] == [
        "Governors",
        "Subject/phase leaders",
        "Headteacher",
        "Senior leaders",
        "Groups of students",
        "Teachers with specific responsibility (SEN, safeguarding, T&L, assessment, pupil premium)",
        "Parents",
        "Teaching/learning assistants",
    ]


@pytest.mark.item("WIL-E-39", "WIL-E-42", "WIL-T-06", "WIL-T-07")
def test_the_words_of_confidence_and_the_clocks_are_the_sources() -> None:
    kind = the_kind()

    assert kind.grades_note == (
        "Grades are “provisional and must be treated as confidential and should not be"
        " shared beyond the school's leadership team and governors”"
    )
    assert kind.confidential == (
        "The “draft and final report is confidential between the LA and the school,"
        " however this would need to be shared at Ofsted inspection.”"
    )
    assert kind.clocks is not None
    assert (kind.clocks.draft, kind.clocks.final) == (5, 10)


@pytest.mark.item("CAD-11")
def test_what_is_due_runs_by_the_same_clocks() -> None:
    definition = read_definition(WILTSHIRE)
    due = {one.activity: one for one in definition.cadences}
    clocks = the_kind().clocks
    assert clocks is not None

    for activity, days in (
        ("evaluation_draft", clocks.draft),
        ("evaluation_final", clocks.final),
    ):
        cadence = due[activity]
        assert (cadence.anchor, cadence.offset) == ("evaluation", days)
        assert cadence.working_days


def test_what_a_version_keeps_reads_as_the_file() -> None:
    definition = read_definition(WILTSHIRE)
    kept = kept_whole(definition)

    assert read_again("evaluation", kept["evaluation"]) == definition.evaluation


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("grades: evaluation_grade", "grades: marks", "there is no option list marks"),
        ("{draft: 5, facts: 5, final: 10}", "{draft: 5, facts: 5, final: 4}",
         "must not be before the draft"),
        ("{draft: 5, facts: 5, final: 10}", "{draft: 0, facts: 5, final: 10}",
         "must be 1 or more"),
        ("{code: WIL-E-04, use: check", "{code: WIL-E-03, use: check",
         "WIL-E-03 is used twice"),
        ("{code: findings,", "{code: leadership,", "leadership is used twice"),
        ("- code: report\n          heading", "- code: feedback\n          heading",
         "the stage report is missing"),
        ("use: never", "use: always", "must be one of say, check, never"),
        ("      grades: evaluation_grade", "      pick: 9\n      grades: evaluation_grade",
         "is more than there are judgements"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_place(
    before: str, after: str, message: str
) -> None:
    text = WILTSHIRE.read_text()
    assert before in text

    with pytest.raises(DefinitionError) as refused:
        read_definition(text.replace(before, after, 1), name="changed.yaml")

    assert message in str(refused.value)
    assert "changed.yaml" in str(refused.value)


def test_a_kind_knows_its_parts() -> None:
    kind = the_kind()

    assert replace(kind, stages=()).stage("report") is None
    assert kind.activity_labels["WIL-E-25g"] == "Parents"
