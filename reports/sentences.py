"""What the events of a turning year, of calendar feeds and of weekly mails say."""

from sitrack.core import events

events.register(
    {
        "rollover.started": "started to carry all records over: {label}",
        "rollover.stopped": "stopped carrying all records over: {label}",
        "calendar_feed.made": "made the address of a calendar feed",
        "calendar_feed.replaced": "replaced the address of the calendar feed",
        "calendar_feed.stopped": "stopped the calendar feed",
        "calendar_feed.refused": "refused an address of a feed that does not work",
        "moderation.written": "wrote what the moderation of {term} says",
        "moderation.approved": "approved the moderation of {term}",
        "moderation.asked": "asked for another look at the moderation of {term}",
        "levels.reviewed": "confirmed that the levels of {term} were reviewed",
        "report.begun": "began the report to members for {term}",
        "report.changed": "changed the words of the report to members for {term}",
        "report.approved": "approved the report to members for {term}",
        "digest.chosen": "chose when the weekly mail comes and what it counts",
    }
)
