"""What the kernel's own events say."""

from sitrack.core import events

events.register(
    {
        "calendar.year_opened": "opened the academic year {label}",
        "calendar.term_changed": "changed the dates of {label}",
        "calendar.day_closed": "added a day off: {label}",
        "calendar.day_reopened": "removed a day off: {label}",
        "reminder.set": "put something off: {label}",
        "reminder.taken_back": "took back {label}",
        "access.refused": "asked for something out of their reach: {path}",
    }
)
