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
        "visit.pooled": "logged the {label} for other schools too",
        "visit.name_shown": "let the other schools of the {label} see the school’s name",
        "visit.name_hidden": "hid the school’s name from the others of the {label}",
        "visit.shared": "shared the note of the {label} with the school",
        "visit.changed": "changed the shared note of the {label}",
        "visit.recalled": "took back the note of the {label}: {reason}",
        "visit.commented": "commented on the note of the {label}",
        "visit.no_comment": "had no comment on the note of the {label}",
        "visit.answered": "answered the school’s comment on the {label}",
        "visit.brought_in": "brought the {label} in from {source}, as final",
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
        "evaluation.planned": "planned the {label}",
        "evaluation.replanned": "changed the plan of the {label}",
        "evaluation.evaluator_added": "named {who} as an evaluator of the {label}",
        "evaluation.evaluator_removed": "took {who} off the team of the {label}",
        "evaluation.prepared": "began to prepare the {label}",
        "evaluation.looked_at": "noted what was seen for the {label}: {stage}",
        "evaluation.focus_written": "wrote the focus of the {label}",
        "evaluation.focus_changed": "changed the focus of the {label}",
        "evaluation.scheduled": "shared the focus and methodology of the {label}",
        "evaluation.held": "noted that the {label} was held",
        "evaluation.activity_noted": "noted an activity of the {label}",
        "evaluation.activity_changed": "changed the note of an activity of the {label}",
        "evaluation.activity_removed": "took away an activity of the {label}",
        "evaluation.judged": "kept provisional grades of the {label}",
        "evaluation.fed_back": "gave feedback of the {label}",
        "evaluation.summarised": "entered the summary of {who} for the {label}",
        "evaluation.draft_written": "wrote in the draft report of the {label}",
        "evaluation.draft_sent": "sent the draft report of the {label}",
        "evaluation.error_marked": "marked an error in the draft of the {label}",
        "evaluation.error_unmarked": "took back a mark in the draft of the {label}",
        "evaluation.error_answered": "answered a marked error of the {label}",
        "evaluation.checked": "checked the facts of the {label} and found {found}",
        "evaluation.lapsed": (
            "ended the check of facts of the {label}, as its days have passed"
        ),
        "evaluation.deputies": (
            "said that deputies {said} read what the {label} found"
        ),
        "evaluation.finalised": "made the report of the {label} final",
        "evaluation.discussed": "noted that governors discussed the {label}",
        "evaluation.called_off": "called off the {label}",
        "evaluation.closed": "closed the {label}",
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
        "self_evaluation.set": "set the meeting of the {label}",
        "self_evaluation.moved": (
            "moved the meeting of the self-evaluation from {before} to {day}: {reason}"
        ),
        "self_evaluation.saved": "changed the {part} of the {label}",
        "self_evaluation.sent": "sent the LA part of the {label} to the school",
        "self_evaluation.returned": "returned the school part of the {label}",
        "self_evaluation.discussed": "recorded the discussion of the {label}",
        "self_evaluation.discussed_without": (
            "recorded the discussion of the {label} without the school’s part: {reason}"
        ),
        "self_evaluation.closed": "closed the {label}",
        "self_evaluation.cancelled": "cancelled the {label}: {reason}",
        "self_evaluation.helper_named": "asked {who} to write {rows} of the {label}",
        "self_evaluation.helper_ended": "no longer asks {who} to write in the {label}",
        "self_evaluation.file_added": "attached “{title}” to the {label}",
        "self_evaluation.file_removed": "removed “{title}” from the {label}",
        "self_evaluation.file_withdrawn": "withdrew “{title}” from the {label}",
        "self_evaluation.file_opened": "opened “{title}” of the {label}",
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
