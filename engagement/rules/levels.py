"""How a level is proposed, viewed and decided (SM-1): the table and its guards."""

from dataclasses import dataclass
from datetime import date

from sitrack.core.rules import RuleBroken


@dataclass(frozen=True)
class Transition:
    """One arrow of the state machine: from where, by which verb, to where, by whom."""

    verb: str
    sources: frozenset[str]
    target: str
    by: str
    needs_note: bool = False


RAISER, OTHER_SIDE, APPROVER = "raiser", "other side", "approver"

TRANSITIONS = {
    transition.verb: transition
    for transition in (
        Transition("propose", frozenset({"draft", "returned"}), "proposed", RAISER),
        Transition("view", frozenset({"proposed"}), "viewed", OTHER_SIDE),
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
    )
}


def verbs_from(state: str) -> list[Transition]:
    """What can happen to a proposal in this state."""
    return [step for step in TRANSITIONS.values() if state in step.sources]


def check_can(verb: str, *, state: str) -> Transition:
    """The transition, if the state allows it (SM-1)."""
    transition = TRANSITIONS[verb]
    if state not in transition.sources:
        raise RuleBroken("Somebody has already taken this proposal further.")
    return transition


def check_decider(*, raised_by: int, viewed_by: int | None, decided_by: int) -> None:
    """SUF-W-11: nobody decides a proposal of their own."""
    if decided_by == raised_by:
        raise RuleBroken("You cannot decide a proposal that you raised.")
    if decided_by == viewed_by:
        raise RuleBroken("You cannot decide a proposal on which you gave a view.")


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
    *, picks: int, suggested: str | None, chosen: str, rationale: str
) -> None:
    """DP-02: at least a criterion or a rationale; a mismatch asks for a rationale."""
    if rationale.strip():
        return
    if not picks:
        raise RuleBroken(
            "Pick at least one criterion, or say why this level fits.", "rationale"
        )
    if suggested != chosen:
        raise RuleBroken(
            "The criteria you picked suggest another level. Say why this one fits.",
            "rationale",
        )


def check_statutory(*, statutory: bool, maintained: bool) -> None:
    """INV-05: the statutory level is for maintained schools only."""
    if statutory and not maintained:
        raise RuleBroken("The statutory level is for maintained schools only.", "level")


def check_effective(*, day: date, start: date, end: date) -> None:
    """SM-1: the effective date lies inside the year of the record."""
    if not start <= day <= end:
        raise RuleBroken(
            "The level must take effect in the record’s year,"
            f" {start:%-d %B %Y} to {end:%-d %B %Y}.",
            "effective_from",
        )


def check_earlier(
    *, state: str, day: date, before: date, today: date, reason: str
) -> None:
    """INV-13: what is brought forward was approved for a day to come."""
    if state != "approved" or before <= today:
        raise RuleBroken("Only a level that is approved for a later day can be moved.")
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
        raise RuleBroken("Say which level you prefer.", "view_level")
    if preferred == proposed:
        raise RuleBroken(
            "That is the level proposed. Choose another, or agree.", "view_level"
        )
