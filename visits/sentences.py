"""What the events of visits say."""

from sitrack.core import events

events.register(
    {
        "level.meeting": ("planned a joint evidence meeting about {level} for {day}"),
        "visit.planned": "planned a visit for {day}",
        "visit.replanned": "changed the plan of the {label}",
        "visit.moved": "moved the visit planned for {before} to {day}",
        "visit.time_asked": "asked for another time for the visit planned for {day}",
        "visit.time_suits": "took back the request for another time for the visit planned"
        " for {day}",
        "visit.time_kept": "kept the time of the visit planned for {day}",
        "visit.cancelled": "cancelled the visit planned for {day}",
        "visit.term_explained": "said why {term} had no visit",
        "visit.started": "started the note of the {label}",
        "visit.saved": "changed the draft note of the {label}",
        "visit.shared": "shared the note of the {label} with the school",
        "visit.changed": "changed the shared note of the {label}",
        "visit.recalled": "took back the note of the {label}: {reason}",
        "visit.commented": "commented on the note of the {label}",
        "visit.no_comment": "had no comment on the note of the {label}",
        "visit.answered": "answered the school’s comment on the {label}",
        "visit.finalised": "made the note of the {label} final",
        "visit.unanswered": (
            "said why the {label} is final without the school’s answer: {reason}"
        ),
        "visit.silent": "noted that the {label} had no response within ten working days",
        "visit.refiled": "counts {what} in another term, as the terms’ dates have changed",
        "visit.silence_kept": (
            "left the note of no response to the {label} as it was: {day} became a day"
            " off only afterwards"
        ),
        "correction.kept": (
            "wrote a correction to the {label}, not sent yet: {section}"
        ),
        "correction.dropped": (
            "took away a correction to the {label} that was not sent: {section}"
        ),
        "correction.sent": "asked for {corrections} to the note of the {label}",
        "correction.accepted": "accepted a correction to the {label}: {section}",
        "correction.declined": "answered a correction to the {label}: {section}",
        "visit.addendum": "added an addendum to the {label}",
        "document.added": "added the document “{title}” to the {visit}",
        "document.consented": "shared the document “{title}” of the {visit}",
        "document.removed": "removed the document “{title}” from the {visit}",
        "document.opened": "opened the document “{title}” of the {visit}",
        "document.asked": "asked for a document for the {visit}: {what}",
        "document.declined": "said no to a request for a document: {what}",
        "document.withdrawn": "withdrew the document “{title}” of the {visit}",
        "guest.given": "let {guest} read the {what} until {day}: {reason}",
        "guest.opened": "opened the {what} for the first time, as a guest",
        "guest.withdrawn": "ended the access of {guest} to the {what}",
        "step.done": "marked a next step as done: {step}",
        "step.carried": "carried a next step forward: {step}",
        "step.dropped": "dropped a next step: {step}",
        "step.reopened": "opened a next step again: {step}",
        "step.given": "gave a next step to {who}: {step}",
        "step.taken_over": "took over {steps} from {schools}",
        "step.moved": "moved a next step to {day}: {step}. Reason: {reason}",
    }
)
