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
        "digest.chosen": "chose when the weekly mail comes and what it counts",
    }
)
