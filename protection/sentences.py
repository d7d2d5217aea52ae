"""What the events of data protection say."""

from sitrack.core import events

events.register(
    {
        "data.exported": "made the file of what is held about {label}",
        "data.own_exported": "made the file of what is held about them",
        "privacy.worded": "worded the privacy notice",
        "log.exported": "downloaded the log of events from {first} to {last}",
    }
)
