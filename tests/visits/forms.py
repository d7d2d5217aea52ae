"""What a browser posts from the form of a visit's note."""

import uuid
from typing import Any

from tests.universe import Council

STEPS = (
    ("Share the phonics plan", "1/12/2025", "Helen Marsh"),
    ("Visit the new library", "8 December 2025", "Diocesan adviser"),
)


def posted(
    council: Council, *, steps: tuple[tuple[str, str, str], ...] = STEPS, **changed: Any
) -> dict[str, Any]:
    """A whole note, as typed; ``changed`` replaces what a test is about."""
    data: dict[str, Any] = {
        "submit_token": str(uuid.uuid4()),
        "intent": "share",
        "version": "0",
        "date": "10/11/2025",
        "visit_type": "conversation",
        "minutes": "1h 30",
        "mode": "in_school",
        "present": [str(council.persons["helen"].pk), str(council.persons["sam"].pk)],
        "others": "Ruth Abel, diocesan adviser",
        "follow_up": "",
        "focus": "Reading in Year 2",
        "summary": "Pupils read with growing fluency.",
        "next_visit_at_0": "8/12/2025",
        "next_visit_at_1": "9:30",
        "agenda": "Phonics check\nAttendance",
        "over_ceiling_reason": "",
        "steps-TOTAL_FORMS": str(len(steps)),
        "steps-INITIAL_FORMS": "0",
    }
    for number, (text, due_on, who) in enumerate(steps):
        data[f"steps-{number}-text"] = text
        data[f"steps-{number}-due_on"] = due_on
        data[f"steps-{number}-who"] = who
    return {**data, **changed}
