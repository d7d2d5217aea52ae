"""How an evaluation goes from plan to final report (SM-5), and what each step asks."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sitrack.core.rules import RuleBroken, Transition
from sitrack.core.working_days import add_working_days

TAKEN = "Somebody has already taken this evaluation further."
LEAD, HEADTEACHER, EITHER, SYSTEM = "lead", "headteacher", "lead or headteacher", "days"

# Until its draft is sent an evaluation can be called off: what a school was told of a
# report is not taken back.
BEFORE_REPORT = frozenset(
    {"planned", "prep", "scheduled", "conducted", "feedback_given"}
)
TRANSITIONS = {
    transition.verb: transition
    for transition in (
        Transition("prepare", frozenset({"planned"}), "prep", LEAD),
        Transition("schedule", frozenset({"prep"}), "scheduled", LEAD),
        Transition("hold", frozenset({"scheduled"}), "conducted", LEAD),
        Transition("feed_back", frozenset({"conducted"}), "feedback_given", LEAD),
        Transition("send_draft", frozenset({"feedback_given"}), "draft_sent", LEAD),
        Transition("check", frozenset({"draft_sent"}), "factual_check", HEADTEACHER),
        # The headteacher's days ran out: the check counts as done (INV-19).
        Transition("lapse", frozenset({"draft_sent"}), "factual_check", SYSTEM),
        Transition("finalise", frozenset({"factual_check"}), "final", LEAD),
        Transition("discuss", frozenset({"final"}), "shared_with_governors", EITHER),
        Transition("close", frozenset({"shared_with_governors"}), "closed", LEAD),
        Transition("call_off", BEFORE_REPORT, "called_off", LEAD, needs_note=True),
    )
}
# A state that only exists where the kind has the stage, and the one before it.
BEFORE = {
    "prep": ("preparation", "planned"),
    "feedback_given": ("feedback", "conducted"),
    "shared_with_governors": ("governors", "final"),
}


def sources_of(transition: Transition, stages: Collection[str]) -> frozenset[str]:
    """From where a step is taken, in a kind of evaluation with these stages: what a
    kind leaves out is stepped over."""
    found = set()
    for source in transition.sources:
        stage, before = BEFORE.get(source, ("", ""))
        found.add(source if not stage or stage in stages else before)
    return frozenset(found)


def check_can(verb: str, *, state: str, stages: Collection[str]) -> Transition:
    """The transition, if the state allows it (SM-5)."""
    transition = TRANSITIONS[verb]
    stage, _ = BEFORE.get(transition.target, ("", ""))
    left_out = bool(stage) and stage not in stages
    if left_out or state not in sources_of(transition, stages):
        raise RuleBroken(TAKEN)
    return transition


@dataclass(frozen=True)
class Clocks:
    """By when the draft is with the headteacher, and the final report discussed; both
    count from the evaluation, however late the draft is (ACC-060)."""

    draft_due: date
    final_due: date


def clocks_of(
    evaluation_on: date, *, draft: int, final: int, closed: Collection[date]
) -> Clocks:
    """DER-14, INV-20: working days, of which the day itself is none."""
    days = frozenset(closed)
    return Clocks(
        add_working_days(evaluation_on, draft, days),
        add_working_days(evaluation_on, final, days),
    )


def check_ends(sent_on: date, *, facts: int, closed: Collection[date]) -> date:
    """The last day on which the headteacher may mark errors (INV-19)."""
    return add_working_days(sent_on, facts, frozenset(closed))


def check_days(*, meeting_on: date, evaluation_on: date) -> None:
    """WIL-E-09: the planning meeting comes first."""
    if evaluation_on < meeting_on:
        raise RuleBroken(
            "The evaluation cannot be before its planning meeting.", "evaluation_on"
        )


def check_in_year(day: date, *, start: date, end: date, label: str) -> None:
    """An evaluation belongs to the record of the year that it is held in."""
    if not start <= day <= end:
        raise RuleBroken(
            f"The day must lie in the year of the record, {label}.", "evaluation_on"
        )


def check_ahead(state: str) -> None:
    """Dates, team and focus change until the evaluation is held."""
    if state not in {"planned", "prep", "scheduled"}:
        raise RuleBroken("The evaluation was held, so its plan stays as it is.")


def check_judged(judged: Collection[str], *, known: Collection[str], pick: int) -> None:
    """Where a kind judges some of its judgements, exactly so many are chosen."""
    if not set(judged) <= set(known):
        raise RuleBroken("Choose from the list what is judged.", "judged")
    if pick and len(set(judged)) != pick:
        many = "one" if pick == 1 else str(pick)
        raise RuleBroken(f"Choose {many} to be judged.", "judged")


def check_lines(statuses: Mapping[str, str], *, recorded: Collection[str]) -> None:
    """WIL-E-20, CONF-12: what is never recorded has no place."""
    if not set(statuses) <= set(recorded):
        raise RuleBroken("This line is shown as a reminder and is never recorded.")


def check_can_share(
    *, focus: str, methodology: str, meeting_on: date, evaluation_on: date, today: date
) -> None:
    """WIL-E-09: shared “following this meeting and prior to the review”."""
    if not focus.strip():
        raise RuleBroken("Enter the focus.", "focus")
    if not methodology.strip():
        raise RuleBroken("Enter the methodology.", "methodology")
    if today < meeting_on:
        raise RuleBroken(
            f"The planning meeting is on {say(meeting_on)}: share the focus and the"
            " methodology after it. If it was held earlier, change its day first."
        )
    if today > evaluation_on:
        raise RuleBroken(
            f"The day of the evaluation, {say(evaluation_on)}, has passed. Change it"
            " first: the focus and the methodology are shared before the evaluation."
        )


def check_held(*, evaluation_on: date, today: date) -> None:
    """An evaluation counts as held from its day on."""
    if today < evaluation_on:
        raise RuleBroken(
            f"The evaluation is planned for {say(evaluation_on)}. If it was held"
            " earlier, change its day first."
        )


def check_feedback(
    *, missing: list[str], given_to: str, day: date, evaluation_on: date, today: date
) -> None:
    """WIL-E-37, WIL-E-38: a grade and reasons for every key judgement, and to whom."""
    if missing:
        raise RuleBroken(
            f"Give a provisional grade and its reasons for: {'; '.join(missing)}."
        )
    if not given_to.strip():
        raise RuleBroken("Say who was given feedback, by role.", "feedback_to")
    if not evaluation_on <= day <= today:
        raise RuleBroken(
            "Feedback is given on the day of the evaluation or after it, and not in"
            " the future.",
            "feedback_on",
        )


def check_can_send(*, empty: list[str], silent: list[str]) -> None:
    """WIL-E-40, WIL-E-45: a whole report, with each evaluator's summary given."""
    if empty:
        raise RuleBroken(f"The draft still lacks: {'; '.join(empty)}.")
    if silent:
        raise RuleBroken(
            "These evaluators have not given the lead a summary of key issues:"
            f" {'; '.join(silent)}. You can enter what they told you."
        )


def check_can_mark(
    *, state: str, sentence: str, should_say: str, sentences: Collection[str]
) -> None:
    """WIL-E-43: an error is a sentence of the draft, and what it should say."""
    if state != "draft_sent":
        raise RuleBroken("The check of the facts is over.")
    if sentence not in sentences:
        raise RuleBroken("Choose the sentence from the draft.", "sentence")
    if not should_say.strip():
        raise RuleBroken("Say what it should say.", "should_say")
    if should_say.strip() == sentence.strip():
        raise RuleBroken("This is what the draft says already.", "should_say")


def check_can_answer(*, accepts: bool, becomes: str, answer: str) -> None:
    """DEC-15: accepted with the new sentence, or left as it is with a reason."""
    if accepts and not becomes.strip():
        raise RuleBroken("Enter the sentence as it will read.", "becomes")
    if not accepts and not answer.strip():
        raise RuleBroken("Say why the sentence stays.", "answer")


def check_can_finalise(
    *, unanswered: int, is_checked: bool, ends_on: date | None, today: date
) -> None:
    """INV-19: not before the draft was with the headteacher, and the factual check is
    answered or its days have passed. Every error that is marked is answered."""
    if not is_checked and (ends_on is None or today <= ends_on):
        until = f" or {say(ends_on)} has passed" if ends_on else ""
        raise RuleBroken(
            "The report can be final once the headteacher has finished the check of"
            f" facts{until}."
        )
    if unanswered:
        marks = "error" if unanswered == 1 else "errors"
        raise RuleBroken(f"Answer the {unanswered} factual {marks} marked first.")


def check_can_call_off(reason: str) -> str:
    """Never without a reason, which both sides read; it is returned."""
    if not reason.strip():
        raise RuleBroken("Say why the evaluation is called off.", "reason")
    return reason.strip()


def check_team_open(*, is_final: bool, is_called_off: bool) -> None:
    """The team, and who reads what is provisional, change until the report is final."""
    if is_final:
        raise RuleBroken("The report is final, so the team stays as it is.")
    if is_called_off:
        raise RuleBroken("The evaluation is called off, so the team stays as it is.")


def check_discussed(*, day: date, final_on: date, today: date) -> None:
    """WIL-E-44: the final report is what the governing body discusses."""
    if not final_on <= day <= today:
        raise RuleBroken(
            f"The report was discussed on a day from {say(final_on)}, when the"
            " final version was sent, to today.",
            "governors_on",
        )


def say(day: date) -> str:
    return f"{day:%-d %B %Y}"
