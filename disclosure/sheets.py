"""The list of requests for information as a file: its columns."""

from operator import attrgetter

from sitrack.core.sheets import Sheet

REQUESTS = Sheet(
    "requests-for-information",
    {
        "Reference": attrgetter("reference"),
        "School": attrgetter("school.name"),
        "State": lambda request: request.get_state_display(),
        "Received on": attrgetter("received_on"),
        "Due by": attrgetter("due_by"),
        "Answered at": lambda request: (
            None if request.withdrawn_on else request.answered_at
        ),
        "Withdrawn on": attrgetter("withdrawn_on"),
    },
)
