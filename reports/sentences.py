"""What the events of a turning year, of publishing, of calendar feeds and of weekly
mails say."""

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
        "board.reported": "recorded what the board heard of {quarter}",
        "board.corrected": "corrected what the board heard of {quarter}",
        "report.begun": "began the report to members for {term}",
        "report.changed": "changed the words of the report to members for {term}",
        "report.approved": "approved the report to members for {term}",
        "publication.published": "published {label} for: {readers}",
        "publication.withdrawn": "withdrew {label}: {reason}",
        "publication.opened": "opened {label}",
        "bundle.asked": "asked for {label}",
        "bundle.stopped": "stopped {label}",
        "bundle.taken": "took {label}",
        "import.opened": "opened {label}",
        "import.read": "handed in {label}",
        "import.corrected": "corrected what was read in {label}",
        "import.placed": "said whose record {label} is",
        "import.accepted": "brought {label} into the record of {year}",
        "import.discarded": "set {label} aside",
        "import_folder.handed_in": "handed in {count} files of old records",
        "record.brought_in": "brought in an old record from Word, with {what}",
        "digest.chosen": "chose when the weekly mail comes and what it counts",
    }
)
