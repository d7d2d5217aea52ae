"""What may become of a request to another team (SUF-W-18)."""

SENT, ACCEPTED, DECLINED, DONE = "sent", "accepted", "declined", "done"
ANSWERS: dict[str, tuple[str, ...]] = {
    SENT: (ACCEPTED, DECLINED),
    ACCEPTED: (DONE, DECLINED),
}


def answers_to(state: str) -> tuple[str, ...]:
    """The states that a request can be taken to from this one."""
    return ANSWERS.get(state, ())
