"""What the events of data protection say."""

from sitrack.core import events

events.register(
    {
        "data.exported": "made the file of what is held about {label}",
        "data.own_exported": "made the file of what is held about them",
        "erasure.asked": "asked to have {label} erased: {reason}",
        "erasure.declined": "declined to erase {label}: {note}",
        "erasure.done": "erased a person, who is now {label}",
        "erasure.repeated": "erased a person anew after a restore: {label}",
        "hold.set": "set a {label}: {reason}",
        "hold.lifted": "lifted the {label}: {reason}",
        "privacy.worded": "worded the privacy notice",
        "log.exported": "downloaded the log of events from {first} to {last}",
    }
)
