"""What an evaluation found: feedback, the report, the check of its facts (SM-5)."""

from datetime import date

import pytest
import time_machine

from engagement.services.year import lock_record
from sitrack.core.models import Event, Notification
from sitrack.core.rules import RuleBroken
from tests.universe import TODAY, Council
from tests.visits.evaluating import (
    RIGHT,
    TEXTS,
    WRONG,
    again,
    judged,
    planned,
    taken_to,
    texts_of,
    with_evaluator,
)
from visits.models import EvaluationReport
from visits.services.evaluations import (
    ending,
    facts,
    feedback,
    late,
    reporting,
)


@pytest.mark.item("WIL-E-38")
def test_feedback_wants_a_grade_and_reasons_for_every_judgement(
    wiltshire: Council,
) -> None:
    one = taken_to("conducted", wiltshire)
    found = judged(one)
    less = {code: row for code, row in found.judged.items() if code != "leadership"}
    feedback.write_judgements(
        evaluation=one,
        found=feedback.Found(judged=less),
        expected_version=one.version,
        by=wiltshire.sam,
    )

    with pytest.raises(RuleBroken, match="reasons for: Leadership and Management"):
        feedback.give_feedback(
            evaluation=again(one), day=TODAY, to="The headteacher", by=wiltshire.sam
        )


def test_a_grade_from_elsewhere_is_refused(wiltshire: Council) -> None:
    one = taken_to("conducted", wiltshire)

    with pytest.raises(RuleBroken, match="Choose a grade from the list"):
        feedback.write_judgements(
            evaluation=one,
            found=judged(one, leadership="excellent"),
            expected_version=one.version,
            by=wiltshire.sam,
        )


@pytest.mark.item("WIL-E-39")
def test_grades_stay_as_they_were_told(wiltshire: Council) -> None:
    one = taken_to("feedback_given", wiltshire)

    with pytest.raises(RuleBroken, match="stay as they were told"):
        feedback.write_judgements(
            evaluation=one,
            found=judged(one, leadership="inadequate"),
            expected_version=one.version,
            by=wiltshire.sam,
        )


@pytest.mark.item("WIL-E-41")
def test_an_external_review_is_recommended_with_a_reason(wiltshire: Council) -> None:
    one = taken_to("conducted", wiltshire)

    with pytest.raises(RuleBroken, match="Say why a review is recommended: Pupil"):
        feedback.write_judgements(
            evaluation=one,
            found=feedback.Found(reviews={"pupil_premium": " "}),
            expected_version=one.version,
            by=wiltshire.sam,
        )


@pytest.mark.item("WIL-E-40", "WIL-E-45")
def test_a_draft_is_sent_whole_and_with_every_summary(wiltshire: Council) -> None:
    one = planned(wiltshire)
    member = with_evaluator(one, wiltshire)
    one = taken_to("feedback_given", wiltshire, again(one))
    reporting.write_draft(
        evaluation=one,
        texts=texts_of(one, recommendations="  "),
        expected_version=0,
        by=wiltshire.sam,
    )
    with pytest.raises(RuleBroken, match="still lacks: Recommendations"):
        reporting.send_draft(evaluation=one, by=wiltshire.sam)
    draft = EvaluationReport.objects.get(evaluation=one)
    reporting.write_draft(
        evaluation=one,
        texts=TEXTS,
        expected_version=draft.version,
        by=wiltshire.sam,
    )
    with pytest.raises(RuleBroken, match="summary of key issues: Theo Grant"):
        reporting.send_draft(evaluation=one, by=wiltshire.sam)
    reporting.give_summary(
        member=member, text="Reading.", expected_version=1, by=wiltshire.theo
    )

    reporting.send_draft(evaluation=one, by=wiltshire.sam)

    assert again(one).state == "draft_sent"
    with pytest.raises(RuleBroken, match="stays as it is"):
        reporting.write_draft(
            evaluation=again(one), texts=TEXTS, expected_version=3, by=wiltshire.sam
        )


@pytest.mark.item("ACC-061", "WIL-E-43", "INV-19", "DEC-15")
def test_acc_061_two_errors_are_answered_and_both_sentences_stay(
    wiltshire: Council,
) -> None:
    one = taken_to("draft_sent", wiltshire)
    marks = [
        facts.mark_error(
            evaluation=one,
            section="findings",
            sentence=sentence,
            should_say=should,
            by=wiltshire.helen,
        )
        for sentence, should in (
            (WRONG, RIGHT),
            ("Reading is taught well.", "Reading is taught very well."),
        )
    ]
    facts.finish_check(evaluation=one, by=wiltshire.helen)
    with pytest.raises(RuleBroken, match="Answer the 2 factual errors marked first"):
        ending.finalise(evaluation=again(one), by=wiltshire.sam)

    facts.answer_mark(
        mark=marks[0], accepts=True, becomes=RIGHT, answer="", by=wiltshire.sam
    )
    with pytest.raises(RuleBroken, match="Say why the sentence stays"):
        facts.answer_mark(
            mark=marks[1], accepts=False, becomes="", answer=" ", by=wiltshire.sam
        )
    facts.answer_mark(
        mark=marks[1],
        accepts=False,
        becomes="",
        answer="This is a judgement, not a fact.",
        by=wiltshire.sam,
    )
    ending.finalise(evaluation=again(one), by=wiltshire.sam)

    draft, final = again(one).reports.all()
    assert draft.texts["findings"] == f"{WRONG} Reading is taught well."
    assert final.texts["findings"] == f"{RIGHT} Reading is taught well."
    kept = [(mark.sentence, mark.becomes, mark.answer) for mark in one.marks.all()]
    assert kept == [
        (WRONG, RIGHT, ""),
        ("Reading is taught well.", "", "This is a judgement, not a fact."),
    ]


def test_only_a_sentence_of_the_draft_is_marked_and_only_once(
    wiltshire: Council,
) -> None:
    one = taken_to("draft_sent", wiltshire)

    def mark(sentence: str, should: str = RIGHT) -> None:
        facts.mark_error(
            evaluation=again(one),
            section="findings",
            sentence=sentence,
            should_say=should,
            by=wiltshire.helen,
        )

    for sentence, should, said in (
        ("The school", RIGHT, "Choose the sentence"),
        (WRONG, WRONG, "says already"),
        (WRONG, "  ", "Say what it should say"),
    ):
        with pytest.raises(RuleBroken, match=said):
            mark(sentence, should)
    mark(WRONG)
    with pytest.raises(RuleBroken, match="marked already"):
        mark(WRONG)


@pytest.mark.item("INV-19")
def test_a_silent_headteacher_holds_the_report_for_five_working_days(
    wiltshire: Council, clock: time_machine.Traveller
) -> None:
    one = taken_to("draft_sent", wiltshire)
    for day_ in (10, 14, 17):
        clock.move_to(f"2025-11-{day_}T10:00Z")
        with pytest.raises(RuleBroken, match="or 17 November 2025 has passed"):
            ending.finalise(evaluation=again(one), by=wiltshire.sam)

    clock.move_to("2025-11-18T10:00Z")
    ending.finalise(evaluation=again(one), by=wiltshire.sam)

    now = again(one)
    assert (now.state, now.check_lapsed, now.checked_at) == ("final", True, None)
    verbs = Event.objects.about(now).values_list("verb", flat=True)
    assert {"evaluation.lapsed", "evaluation.finalised"} <= set(verbs)


@pytest.mark.item("WIL-E-44", "WIL-T-07")
def test_governors_discuss_what_is_final(
    wiltshire: Council, clock: time_machine.Traveller
) -> None:
    one = taken_to("final", wiltshire)
    clock.move_to("2025-11-12T10:00Z")

    for wrong in (date(2025, 11, 9), date(2025, 11, 13)):
        with pytest.raises(RuleBroken, match="was discussed on a day from 10 November"):
            ending.discuss_with_governors(evaluation=one, day=wrong, by=wiltshire.sam)
    ending.discuss_with_governors(
        evaluation=one, day=date(2025, 11, 12), by=wiltshire.helen
    )

    assert again(one).governors_on == date(2025, 11, 12)


@pytest.mark.item("ACC-060", "WIL-T-06")
def test_acc_060_a_late_draft_is_told_to_the_region_once(
    wiltshire: Council, clock: time_machine.Traveller
) -> None:
    one = taken_to("conducted", wiltshire)
    clock.move_to("2025-11-17T10:00Z")
    assert late.tell_of_late_drafts(50) == 0

    clock.move_to("2025-11-18T10:00Z")
    assert late.tell_of_late_drafts(50) == 1
    assert late.tell_of_late_drafts(50) == 0

    told = Notification.objects.filter(title__startswith="The draft report of an")
    assert {note.recipient for note in told} == {wiltshire.rita, wiltshire.sam}
    assert {note.path for note in told} == {one.get_absolute_url()}


def test_a_locked_record_holds_its_evaluations_still(wiltshire: Council) -> None:
    one = taken_to("final", wiltshire)
    lock_record(record=one.record, reason="The year is over.", by=wiltshire.hana)

    with pytest.raises(RuleBroken, match="locked"):
        ending.discuss_with_governors(evaluation=one, day=TODAY, by=wiltshire.helen)
