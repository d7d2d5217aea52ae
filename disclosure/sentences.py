"""What the events of requests for information say. None of them holds a withheld word."""

from sitrack.core import events

events.register(
    {
        "disclosure.recorded": "recorded the {label}, due by {due}",
        "disclosure.corrected": "put the {label} right, due by {due}",
        "disclosure.taken": "took the record for the {label}: {what}",
        "disclosure.letter_opened": "opened a restricted letter for the {label}: {reason}",
        "disclosure.marked": "withheld {what} of item {number} of the {label} under"
        " section {section}",
        "disclosure.unmarked": "took a mark off item {number} of the {label}",
        "disclosure.settled": "settled item {number} of the {label}: {what}",
        "disclosure.prepared": "prepared the {label} and asked for a check",
        "disclosure.returned": "sent the {label} back: {note}",
        "disclosure.checked": "checked the {label}",
        "disclosure.released": "released the {label}",
        "disclosure.refused": "refused the {label} under section {section}: {reason}",
        "disclosure.withdrawn": "closed the {label}: whoever asked withdrew it on {day}",
        "disclosure.downloaded": "downloaded the {kind} of the {label}",
    }
)
