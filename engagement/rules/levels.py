"""How a level is proposed, viewed and decided (SM-1): the table and its guards."""

from collections.abc import Container
from datetime import date

from sitrack.core.rules import RuleBroken, Transition
from sitrack.core.working_days import add_working_days

RAISER, OTHER_SIDE, APPROVER = "raiser", "other side", "approver"
SYSTEM = "sitrack"

TRANSITIONS = {
    transition.verb: transition
    for transition in (
        Transition("propose", frozenset({"draft", "returned"}), "proposed", RAISER),
        Transition("view", frozenset({"proposed"}), "viewed", OTHER_SIDE),
        Transition("deem", frozenset({"proposed"}), "viewed", SYSTEM),
        Transition("view_late", frozenset({"viewed"}), "viewed", OTHER_SIDE),
        Transition("approve", frozenset({"viewed"}), "approved", APPROVER),
        Transition(
            "return", frozenset({"viewed"}), "returned", APPROVER, needs_note=True
        ),
        Transition(
            "reject", frozenset({"viewed"}), "rejected", APPROVER, needs_note=True
        ),
        Transition(
            "withdraw",
            frozenset({"draft", "proposed", "viewed", "returned"}),
            "withdrawn",
            RAISER,
        ),
        Transition("view_after", frozenset({"approved"}), "approved", OTHER_SIDE),
        Transition("supersede", frozenset({"approved"}), "superseded", SYSTEM),
    )
}

DAYS_TO_VIEW = 10
REMINDED_BEFORE = 3

# What a step in the wrong state is answered with: how the proposal stands, and what can
# be done with it instead.
STANDS = {
    "draft": "This proposal is still a draft. Whoever began it sends it first.",
    "proposed": (
        "This proposal waits for the other side’s view. It can be decided once that is"
        " given, or after ten working days without an answer."
    ),
    "viewed": "Both sides have been heard. This proposal waits for its decision.",
    "approved": (
        "This proposal was approved already. Propose another change to alter it."
    ),
    "superseded": (
        "This proposal was approved and another has followed it. Propose a change of"
        " what is in force."
    ),
    "returned": (
        "This proposal was returned. Whoever raised it can change it and send it again,"
        " or withdraw it."
    ),
    "rejected": "This proposal was rejected. A new one can be raised.",
    "withdrawn": "This proposal was withdrawn. A new one can be raised.",
}


def verbs_from(state: str) -> list[Transition]:
    """What can happen to a proposal in this state."""
    return [step for step in TRANSITIONS.values() if state in step.sources]


def check_can(verb: str, *, state: str) -> Transition:
    """The transition, if the state allows it (SM-1)."""
    transition = TRANSITIONS[verb]
    if state not in transition.sources:
        raise RuleBroken(STANDS[state])
    return transition


def view_due(asked_on: date, closed: Container[date]) -> date:
    """SM-1, INV-20: the last of the ten working days for a view; day 0 is the day on
    which it was asked for."""
    return add_working_days(asked_on, DAYS_TO_VIEW, closed)


def view_reminder_due(due: date, closed: Container[date]) -> date:
    """The day on which a side that has given no view is reminded, once."""
    return add_working_days(due, -REMINDED_BEFORE, closed)


def check_silent(*, silent: bool) -> None:
    """SM-1: only where no view was given in time is one still taken afterwards."""
    if not silent:
        raise RuleBroken(
            "A view was given already. Whoever decides reads it; tell them if it has"
            " changed."
        )


def check_after(*, forced: bool, given: bool) -> None:
    """INV-18: a level that was set at once has the school's view afterwards, once."""
    if not forced:
        raise RuleBroken("This was proposed, and both sides were heard before it.")
    if given:
        raise RuleBroken("The school’s view of this is recorded already.")


def check_decider(*, raised_by: int, viewed_by: int | None, decided_by: int) -> None:
    """SUF-W-11: nobody decides a proposal of their own."""
    if decided_by == raised_by:
        raise RuleBroken(
            "You cannot decide a proposal that you raised. It stands in the queue of"
            " the others who may."
        )
    if decided_by == viewed_by:
        raise RuleBroken(
            "You cannot decide a proposal on which you gave a view. It stands in the"
            " queue of the others who may."
        )


def check_note(*, note: str, verb: str, views_differ: bool) -> None:
    """SM-1, ACC-035: a return, a rejection and a disagreement want a note."""
    if note.strip():
        return
    if TRANSITIONS[verb].needs_note:
        raise RuleBroken("Say why, so that both sides can read it.", "note")
    if views_differ:
        raise RuleBroken(
            "The two sides differ. Write a note that both can read.", "note"
        )


def check_grounds(
    *,
    picks: int,
    suggested: str | None,
    chosen: str,
    rationale: str,
    best_fit: bool = False,
) -> None:
    """DP-02: at least a criterion or a rationale; a mismatch asks for a rationale. A
    best fit always does: nothing counts the picks together (WIL-L)."""
    if rationale.strip():
        return
    if best_fit:
        raise RuleBroken("Say why this is the best fit.", "rationale")
    if not picks:
        raise RuleBroken(
            "Pick at least one criterion, or say why this one fits.", "rationale"
        )
    if suggested != chosen:
        raise RuleBroken(
            "The criteria you picked suggest another. Say why this one fits.",
            "rationale",
        )


def check_evidence(
    *, asked: bool, cited: date | None, today: date, words: str = ""
) -> None:
    """WIL-W-05, ACC-044: where the framework asks for it, a change of level cites the
    visit or the letter that it is recorded through; ``cited`` is the day of that."""
    if cited and cited > today:
        raise RuleBroken(
            f"{cited:%-d %B %Y} lies ahead. Cite a visit that was held or a letter that"
            " was sent.",
            "evidence",
        )
    if asked and not cited:
        raise RuleBroken(
            f"A change of level is “{words.rstrip('.')}”. Choose the visit report, or"
            " say which letter it was. Where there is neither yet, save this as a draft"
            " and send it once the report or the letter is out.",
            "evidence",
        )


def check_statutory(*, statutory: bool, maintained: bool) -> None:
    """INV-05: the statutory level is for maintained schools only."""
    if statutory and not maintained:
        raise RuleBroken(
            "The statutory level is for maintained schools only, and this school is not"
            " one. Another level can be proposed.",
            "level",
        )


def check_effective(*, day: date, start: date, end: date) -> None:
    """SM-1: the effective date lies inside the year of the record."""
    if not start <= day <= end:
        raise RuleBroken(
            "It must take effect in the record’s year,"
            f" {start:%-d %B %Y} to {end:%-d %B %Y}. For another year, propose it"
            " in that year’s record.",
            "effective_from",
        )


def check_follows(*, day: date, later: date | None, label: str) -> None:
    """INV-02: of two levels of one year the later decided begins later."""
    if later is not None and later >= day:
        raise RuleBroken(
            f"{label} was approved from {later:%-d %B %Y}, and another takes"
            " effect on or after that day only. Choose a later day.",
            "effective_from",
        )


def check_earlier(
    *, state: str, day: date, before: date, today: date, reason: str
) -> None:
    """INV-13: what is brought forward was approved for a day to come."""
    if state != "approved" or before <= today:
        raise RuleBroken("Only what is approved for a later day can be moved.")
    if not today <= day < before:
        raise RuleBroken(
            f"Choose a day from today on, before {before:%-d %B %Y}.", "day"
        )
    if not reason.strip():
        raise RuleBroken("Say why, so that both sides can read it.", "reason")


def check_view(*, view: str, preferred: str | None, proposed: str) -> None:
    """SM-1: who prefers another level says which."""
    if view != "prefers_other":
        return
    if not preferred:
        raise RuleBroken("Say which one you prefer.", "view_level")
    if preferred == proposed:
        raise RuleBroken(
            "That is the one proposed. Choose another, or agree.", "view_level"
        )
