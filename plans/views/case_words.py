"""What the page of each step of a case says."""

from dataclasses import dataclass

from sitrack.core.words import worded_later

CASE_READERS = worded_later(
    "The school’s leaders, its chair of governors and the {authority}’s officers can see"
    " this"
)


@dataclass(frozen=True)
class Words:
    """The question, what will happen, the button, and what is said afterwards."""

    heading: str
    consequence: str
    button: str
    done: str
    warns: bool = False


WORDS = {
    "evaluated": Words(
        "Record the evaluation of needs",
        "The days of the review and of the final evaluation follow from it. Both sides"
        " are told.",
        "Record the evaluation",
        "The evaluation is recorded.",
    ),
    "planned": Words(
        "Record the planning meeting",
        "The school’s time to put the plan into practice begins. Both sides are told.",
        "Record the meeting",
        "The planning meeting is recorded.",
    ),
    "reviewed": Words(
        "Record the three-month review",
        "Whether progress is sufficient is said next.",
        "Record the review",
        "The review is recorded.",
    ),
    "sufficient": Words(
        "Is progress sufficient?",
        "The school goes on to its final evaluation. It reads what you write.",
        "Progress is sufficient",
        "It is recorded that progress is sufficient. Both sides are told.",
    ),
    "insufficient": Words(
        "Is progress a concern?",
        "A formal notice of concern is prepared next. Neither the school nor anybody who"
        " does not deal with such letters is told before it is issued, and what you write"
        " stays with those who do.",
        "Progress is a concern",
        "It is recorded. The notice can be prepared.",
        warns=True,
    ),
    "evaluated_finally": Words(
        "Record the final evaluation",
        "The exit is looked at next. Both sides read what it found.",
        "Record the final evaluation",
        "The final evaluation is recorded.",
    ),
    "stopped": Words(
        "End intensive support another way?",
        "Without the exit: for example because another level was agreed. Both sides read"
        " why.",
        "End intensive support",
        "Intensive support has ended.",
        warns=True,
    ),
    "ready": Words(
        "Is the school ready to leave?",
        "Whoever approves the exit is told. It cannot be the same person.",
        "The school is ready",
        "The exit waits for approval.",
    ),
    "return": Words(
        "Return the exit?",
        "The school stays in support for now. Both sides read why.",
        "Return it",
        "The exit is returned.",
    ),
    "approve": Words(
        "Approve the exit?",
        "The exit letter goes to the governing body and the headteacher at once, the"
        " level changes today, and intensive support ends.",
        "Approve the exit and send the letter",
        "The school has left intensive support. The letter is sent.",
    ),
}
