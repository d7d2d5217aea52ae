"""What the events of plans say."""

from sitrack.core import events

events.register(
    {
        "plan.opened": "began a plan of additional engagement",
    }
)
