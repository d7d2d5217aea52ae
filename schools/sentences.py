"""What the events of schools and their people say."""

from sitrack.core import events

events.register(
    {
        "federation.added": "added the federation {label}",
        "federation.joined": "placed {school} in the federation {label} from {day}",
        "federation.left": "took {school} out of the federation {label}, last day {day}",
        "school.added": "added {label}",
        "school.linked": "recorded that {label} follows {predecessor}",
        "school.changed": "changed {fields} of {label}",
        "school.closed": "closed the record of {label}: its last day was {day}",
        "links.read": "read the register’s file of links {label}: {summary}",
        "change.proposed": "noted, for somebody to confirm: {label}",
        "change.confirmed": "confirmed: {label}, last day {day}",
        "change.set_aside": "set aside: {label} ({reason})",
        "change.taken_back": "took back: {label} ({reason})",
        "register.imported": "imported the register file {label}: {summary}",
        "register.checked": "checked the register file {label}: {summary}",
        "post.started": "appointed {label}",
        "invitation.made": "invited {label} to sign in",
        "invitation.renewed": "sent {label} a new invitation to sign in",
        "invitation.withdrawn": "withdrew the invitation of {label}",
        "invitation.accepted": "took up the invitation and chose a password",
        "invitation.refused": "could not open the invitation of {label}: {reason}",
        "post.ended": "ended the post of {label}, last day {day}",
        "post.moved": "moved the start of {label} to {day}",
        "post.cancelled": "cancelled the appointment of {post}",
        "person.added": "added {label} to the people",
        "person.second_step_removed": "removed the second step of {label}: {reason}",
        "person.changed": "changed the {fields} of {before}",
        "inspection.added": "entered the inspection: {label}",
        "inspection.changed": "put the inspection right: {label}",
        "directory.added": "added {label} to the directory",
        "directory.changed": "changed {label} in the directory",
        "directory.checked": "checked {label} in the directory",
        "directory.removed": "took {label} out of the directory",
        "safeguarding.worded": "worded and showed {label}",
        "safeguarding.hidden": "worded {label} and keeps it hidden",
        "agreement.added": "entered a traded agreement for {label}",
        "agreement.ended": "entered the last day of the traded agreement, {label}: {day}",
    }
)
