"""An evaluation whose draft is being checked, one with another lead, and who gets there."""

from datetime import date

from tests.access.canaries import GOVERNORS, LA, Canaries
from tests.access.frameworks.part import FrameworkWorld, Part, Things, thing
from tests.access.places import Where, school
from tests.access.row import Row
from tests.universe import Council
from tests.visits.evaluating import (
    WRONG,
    again,
    an_activity,
    judged,
    planned,
    taken_to,
    texts_of,
    with_evaluator,
)
from visits.models import Evaluation, EvaluationMember, FactMark
from visits.services.evaluations import day, facts, feedback, preparing, reporting
from visits.services.evaluations.day import hold_evaluation
from visits.services.evaluations.ending import call_off

#           no he de co gu se od ev sa ol ri ro ha de th ad
SEES = "    - o o o o . o . o . o . o o o ."
OFF = "     - o o o o . . . o . o . o o . ."
LEADS = "   - x x x x . x . o . o . x x x ."
WRITES = "  - x x x x . o . o . o . x x o ."
READS = "   - x x x x . o . o . o . o o o ."
TEAMS = "   - . . . . . o . o . o . x x o ."
GRADES = "  - o x o o . o . o . o . o o o ."
CHECKS = "  - o x x x . x . x . x . x x x ."
MARKS = "   - o . . . . x . x . x . x x x ."
MARKING = " - o x x x . x . x . x . x x x ."
ANSWERS = " - x . . . . x . o . o . x x x ."
DISCUSS = " - o x x x . x . o . o . x x x ."
ANOTHERS = "- o x o o . . . x . o . o o . ."
DRAFT = "   - o . o o . o . o . o . o o o ."
LIST = "    - o o o o . . . o . o . o o o ."
PLANS = "   - x x x x x . . o . o . x x x ."

# Who works on it, and who answers for the service (domain 4.2).
INSIDE = LA | {"theo", "odd"}
# What it found: governors but no SENDCo, and no deputy unless the headteacher says so.
TOLD = INSIDE | {"helen", "cora", "gus"}
EVERYBODY = INSIDE | {"helen", "dev", *GOVERNORS} - {"sena"}
UNTIL = date(2026, 7, 31)


def add_evaluations(council: Council, canaries: Canaries) -> Things:
    """Words that stand each in one text of the evaluation that Sam leads."""
    word = canaries.word
    one = planned(council, because=f"Why: {word('evaluationwhy', EVERYBODY)}.")
    member = with_evaluator(one, council, "theo", UNTIL)
    with_evaluator(one, council, "odd", UNTIL)
    one = taken_to("prep", council, one)
    preparing.write_focus(
        evaluation=one,
        focus=f"Writing {word('evaluationfocus', EVERYBODY)}",
        methodology="Lessons and books",
        expected_version=one.version,
        by=council.sam,
    )
    preparing.share_focus(evaluation=one, by=council.sam)
    hold_evaluation(evaluation=again(one), by=council.sam)
    notes = f"Talk is used. {word('evaluationnotes', INSIDE)}"
    activity = day.add_activity(
        evaluation=one, activity=an_activity(notes=notes), by=council.sam
    )
    mark = _reported(council, canaries, one, member)
    others = planned(council, lead=council.persons["rita"])
    others = taken_to("draft_sent", council, others)
    off = call_off(
        evaluation=planned(council),
        reason=f"The school merges {word('evaluationoff', EVERYBODY - {'theo', 'odd'})}",
        by=council.sam,
    )
    return {
        "evaluation_off": off,
        "evaluation": again(one),
        "evaluator": member,
        "evaluation_activity": activity,
        "evaluation_mark": mark,
        "evaluation_report": one.reports.get(kind="draft"),
        "evaluation_of_rita": others,
    }


def _reported(
    council: Council, canaries: Canaries, one: Evaluation, member: EvaluationMember
) -> FactMark:
    word, sam = canaries.word, council.sam
    one = again(one)
    found = judged(one)
    reasons = f"Leaders act. {word('evaluationgrade', TOLD)}"
    given = {**found.judged, "leadership": feedback.Judged("good", reasons)}
    feedback.write_judgements(
        evaluation=one,
        found=feedback.Found(judged=given),
        expected_version=one.version,
        by=sam,
    )
    feedback.give_feedback(
        evaluation=again(one), day=one.evaluation_on, to="The headteacher", by=sam
    )
    for each in one.members.all():
        text = "Reading."
        if each.pk == member.pk:
            text = f"Key issue: {word('evaluationsummary', INSIDE)}"
        reporting.give_summary(
            member=each, text=text, expected_version=each.version, by=sam
        )
    text = f"Plan. {word('evaluationdraft', TOLD)}"
    reporting.write_draft(
        evaluation=again(one),
        texts=texts_of(one, recommendations=text),
        expected_version=0,
        by=sam,
    )
    reporting.send_draft(evaluation=again(one), by=sam)
    return facts.mark_error(
        evaluation=again(one),
        section="findings",
        sentence=WRONG,
        should_say=f"201 {word('evaluationmark', INSIDE | {'helen'})}",
        by=council.helen,
    )


def member_of(council: Council, world: FrameworkWorld) -> dict[str, int]:
    things = world.things
    return {"pk": things["evaluation"].pk, "member": things["evaluator"].pk}


def of_kind(kind: str) -> Where:
    return lambda council, world: {"pk": council.hawthorn.pk, "kind": kind}


ONE = thing("evaluation")
MARK = thing("evaluation_mark")
ACTIVITY = thing("evaluation_activity")
REPORT = thing("evaluation_report", kind="school-evaluation")

EVALUATIONS = Part(
    add_evaluations,
    {
        "visits:school_evaluations": (Row(school("hawthorn"), LIST, "GET"),),
        "visits:evaluation_new": (Row(of_kind("school_evaluation"), PLANS),),
        "visits:evaluation": (
            Row(ONE, SEES, "GET"),
            # Theo and Odd are on the team of the other.
            Row(thing("evaluation_off"), OFF, "GET"),
        ),
        "visits:evaluation_call_off": (Row(ONE, LEADS),),
        "visits:evaluation_plan": (Row(ONE, LEADS),),
        "visits:evaluator_add": (Row(ONE, LEADS),),
        "visits:evaluation_preparation": (Row(ONE, LEADS),),
        "visits:evaluation_meeting": (Row(ONE, LEADS),),
        "visits:evaluation_focus": (Row(ONE, LEADS),),
        "visits:evaluation_share": (Row(ONE, LEADS),),
        "visits:evaluation_held": (Row(ONE, LEADS),),
        "visits:evaluation_activities": (Row(ONE, READS, "GET"),),
        "visits:activity_add": (Row(ONE, WRITES),),
        "visits:activity": (Row(ACTIVITY, TEAMS),),
        "visits:activity_remove": (Row(ACTIVITY, TEAMS),),
        "visits:evaluation_judgements": (Row(ONE, LEADS),),
        "visits:evaluation_feedback": (Row(ONE, LEADS),),
        "visits:evaluation_grades": (
            Row(ONE, GRADES, "GET"),
            Row(thing("evaluation_of_rita"), ANOTHERS, "GET"),
        ),
        "visits:evaluation_summaries": (Row(ONE, READS, "GET"),),
        "visits:evaluation_summary": (
            # The summary is Theo's: another evaluator gives none in his place.
            Row(member_of, "- x x x x . x . o . o . x x o ."),
        ),
        "visits:evaluation_draft": (Row(ONE, LEADS),),
        "visits:evaluation_send": (Row(ONE, LEADS),),
        "visits:evaluation_report": (
            Row(ONE, GRADES, "GET"),
            Row(thing("evaluation_of_rita"), ANOTHERS, "GET"),
        ),
        "document": (Row(REPORT, DRAFT, "GET"),),
        "document_word": (Row(REPORT, DRAFT, "GET"),),
        "publish": (Row(REPORT, "- . . . . . . . . . . . . . . ."),),
        "visits:mark_add": (Row(thing("evaluation", section="findings"), MARKING),),
        "visits:mark_answer": (Row(MARK, ANSWERS),),
        "visits:mark_remove": (Row(MARK, MARKS),),
        "visits:facts_done": (Row(ONE, CHECKS),),
        "visits:evaluation_deputies": (Row(ONE, CHECKS),),
        "visits:evaluation_finalise": (Row(ONE, LEADS),),
        "visits:evaluation_governors": (Row(ONE, DISCUSS),),
        "visits:evaluation_close": (Row(ONE, LEADS),),
        "visits:evaluator_remove": (Row(member_of, LEADS),),
    },
)
