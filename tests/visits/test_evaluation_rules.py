"""What the rules of an evaluation say: its steps, its clocks, its sentences (SM-5)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitrack.core.rules import RuleBroken
from visits.rules import evaluations as rules
from visits.rules.sentences import corrected, sentences_of

ALL = {"preparation", "meeting", "review", "feedback", "report", "governors"}
EDGES = [
    ("prepare", "planned", "prep"),
    ("schedule", "prep", "scheduled"),
    ("hold", "scheduled", "conducted"),
    ("feed_back", "conducted", "feedback_given"),
    ("send_draft", "feedback_given", "draft_sent"),
    ("check", "draft_sent", "factual_check"),
    ("lapse", "draft_sent", "factual_check"),
    ("finalise", "factual_check", "final"),
    ("discuss", "final", "shared_with_governors"),
    ("close", "shared_with_governors", "closed"),
    ("call_off", "conducted", "called_off"),
    ("call_off", "feedback_given", "called_off"),
    ("call_off", "planned", "called_off"),
    ("call_off", "prep", "called_off"),
    ("call_off", "scheduled", "called_off"),
]
STATES = [
    *("planned", "prep", "scheduled", "conducted", "feedback_given", "draft_sent"),
    *("factual_check", "final", "shared_with_governors", "closed"),
    "called_off",
]
EASTER = frozenset({date(2026, 4, 3), date(2026, 4, 6)})


@pytest.mark.item("SM-5")
def test_the_table_is_the_one_line_of_the_protocol() -> None:
    found = [
        (verb, source, step.target)
        for verb, step in rules.TRANSITIONS.items()
        for source in sorted(step.sources)
    ]
    assert found == EDGES


@pytest.mark.item("SM-5")
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize(
    ("verb", "target"), dict.fromkeys((verb, target) for verb, _, target in EDGES)
)
def test_each_step_is_taken_from_its_own_states_alone(
    state: str, verb: str, target: str
) -> None:
    if (verb, state, target) in EDGES:
        assert rules.check_can(verb, state=state, stages=ALL).target == target
        return
    with pytest.raises(RuleBroken, match="Somebody has already taken"):
        rules.check_can(verb, state=state, stages=ALL)


def test_a_kind_without_a_stage_steps_over_it() -> None:
    few = {"review", "report"}
    for verb, state in (
        ("schedule", "planned"),
        ("send_draft", "conducted"),
        ("close", "final"),
    ):
        rules.check_can(verb, state=state, stages=few)
    for verb, state in (
        ("prepare", "planned"),
        ("feed_back", "conducted"),
        ("discuss", "final"),
        ("schedule", "prep"),
    ):
        with pytest.raises(RuleBroken):
            rules.check_can(verb, state=state, stages=few)


@pytest.mark.item("DER-14", "INV-20", "CAD-11", "WIL-T-06", "WIL-T-07")
def test_the_clocks_pass_over_easter() -> None:
    clocks = rules.clocks_of(date(2026, 4, 2), draft=5, final=10, closed=EASTER)

    assert clocks.draft_due == date(2026, 4, 13)
    assert clocks.final_due == date(2026, 4, 20)


@pytest.mark.item("INV-20")
def test_a_closed_day_more_moves_both_clocks() -> None:
    closed = EASTER | {date(2026, 4, 9)}
    clocks = rules.clocks_of(date(2026, 4, 2), draft=5, final=10, closed=closed)

    assert (clocks.draft_due.day, clocks.final_due.day) == (14, 21)


@pytest.mark.item("INV-19")
@pytest.mark.parametrize(
    ("checked", "day", "unanswered", "allowed"),
    [
        (False, 15, 0, False),
        (False, 20, 0, False),
        (False, 21, 0, True),
        (False, 21, 1, False),
        (True, 15, 0, True),
        (True, 15, 2, False),
    ],
)
def test_a_report_is_final_after_the_check_or_its_days(
    checked: bool, day: int, unanswered: int, allowed: bool
) -> None:
    def ask() -> None:
        rules.check_can_finalise(
            unanswered=unanswered,
            is_checked=checked,
            ends_on=date(2026, 4, 20),
            today=date(2026, 4, day),
        )

    if allowed:
        ask()
        return
    with pytest.raises(RuleBroken):
        ask()


def test_without_a_clock_only_the_headteacher_ends_the_check() -> None:
    with pytest.raises(RuleBroken, match=r"has finished the check of facts\.$"):
        rules.check_can_finalise(
            unanswered=0, is_checked=False, ends_on=None, today=date(2026, 4, 30)
        )


def test_sentences_stand_as_they_are_written() -> None:
    text = (
        "- Attendance is 93.5 per cent. “Is it so?” Yes!\n\nThe school (Rowan.) grows"
    )

    assert sentences_of(text) == [
        "- Attendance is 93.5 per cent.",
        "“Is it so?”",
        "Yes!",
        "The school (Rowan.)",
        "grows",
    ]


def test_a_short_sentence_is_never_put_right_within_a_longer_one() -> None:
    text = "It grew. It grew fast. It grew."

    assert corrected(text, [("It grew.", "It shrank.")]) == (
        "It shrank. It grew fast. It shrank."
    )


@given(st.text(alphabet="ab .!?\n”’-", max_size=60))
def test_a_text_without_changes_stays_letter_by_letter(text: str) -> None:
    assert corrected(text, []) == text
    for sentence in sentences_of(text):
        assert sentence in text
        assert corrected(text, [(sentence, "new")]) != text or sentence == "new"
