"""How a plan is agreed, runs and ends (SM-2): the table of its transitions."""

from sitrack.core.rules import RuleBroken, Transition

TAKEN = "Somebody has already taken this plan further."
BOTH_SIDES, OFFICERS, LEAD, SYSTEM = "both sides", "officers", "lead", "sitrack"
_RUNNING = frozenset({"agreed", "active", "transition"})

TRANSITIONS = {
    transition.verb: transition
    for transition in (
        Transition("agree", frozenset({"draft"}), "agreed", BOTH_SIDES),
        # What is changed before the plan begins is agreed again.
        Transition("change", frozenset({"agreed"}), "draft", BOTH_SIDES),
        Transition("begin", frozenset({"agreed"}), "active", SYSTEM),
        Transition("extend", frozenset({"active"}), "active", LEAD, needs_note=True),
        Transition("start_transition", frozenset({"active"}), "transition", LEAD),
        Transition("close", frozenset({"transition"}), "closed", LEAD),
        # A plan that has meetings ends after its final one, without a transition.
        Transition("finish", frozenset({"active"}), "closed", LEAD),
        Transition("escalate", frozenset({"active"}), "closed", LEAD, needs_note=True),
        Transition("cancel", _RUNNING | {"draft"}, "cancelled", LEAD, needs_note=True),
    )
}


def verbs_from(state: str) -> list[Transition]:
    """What can happen to a plan in this state."""
    return [step for step in TRANSITIONS.values() if state in step.sources]


def check_can(verb: str, *, state: str) -> Transition:
    """The transition, if the state allows it (SM-2)."""
    transition = TRANSITIONS[verb]
    if state not in transition.sources:
        raise RuleBroken(TAKEN)
    return transition


def check_reason(reason: str, *, verb: str) -> None:
    """SM-2: what ends or lengthens a plan out of turn says why."""
    if TRANSITIONS[verb].needs_note and not reason.strip():
        raise RuleBroken("Say why, so that both sides can read it.", "reason")
