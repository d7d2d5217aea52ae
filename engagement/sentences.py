"""What the events of records, levels and hours say."""

from sitrack.core import events

events.register(
    {
        "framework.loaded": "loaded the framework {label}",
        "team.joined": "placed {label} in a team: {team}",
        "team.left": "took {label} out of their team",
        "record.opened": "opened the rolling record for {year}",
        "record.header_changed": "changed the header of the record: {fields}",
        "trajectory.given": "gave the {viewpoint} of the {subject} for {term}: {option}",
        "trajectory.drafted": "drafted the {viewpoint} of the {subject} for {term}",
        "assessments.changed": "changed the assessment table for {term}",
        "priorities.changed": "changed the school improvement priorities",
        "support.changed": "changed the plan for support for {term}",
        "level.set": "entered the level {level} from {day}",
        "level.drafted": "drafted a proposal of {level}",
        "level.proposed": "proposed {level} from {day}",
        "level.viewed": "recorded the view of {side} on {level}: {view}",
        "level.approved": "approved {level} from {day}",
        "level.returned": "returned the proposal of {level}",
        "level.rejected": "rejected the proposal of {level}",
        "level.withdrawn": "withdrew the proposal of {level}",
        "time.logged": "entered {time} of {category}",
        "time.reversed": "reversed an entry of {time}",
    }
)
