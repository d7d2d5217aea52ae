"""What the events of data protection say."""

from sitrack.core import events

events.register(
    {
        "data.exported": "made the file of what is held about {label}",
        "data.own_exported": "made the file of what is held about them",
        "destruction.asked": "asked to have destroyed {label}: {reason}",
        "destruction.confirmed": "confirmed that this is destroyed: {label}",
        "destruction.declined": "declined to have destroyed {label}: {note}",
        "destruction.done": "destroyed what had reached the end of its time: {label}"
        " (certificate {certificate})",
        "destruction.stopped": "did not destroy {label}: {why}",
        "erasure.asked": "asked to have {label} erased: {reason}",
        "erasure.declined": "declined to erase {label}: {note}",
        "erasure.done": "erased a person, who is now {label}",
        "erasure.repeated": "erased a person anew after a restore: {label}",
        "hold.set": "set a {label}: {reason}",
        "hold.lifted": "lifted the {label}: {reason}",
        "privacy.worded": "worded the privacy notice",
        "retention.kept": "keeps {label} until {until}: {reason}",
        "retention.set": "set the {label} to {years} years, after {before}: {reason}",
        "log.exported": "downloaded the log of events from {first} to {last}",
    }
)
