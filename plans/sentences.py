"""What the events of plans say."""

from sitrack.core import events

events.register(
    {
        "plan.opened": "began a plan of additional engagement",
        "plan.board_recorded": "recorded an Interim Executive Board: {days}",
        "plan.extension_asked": "asked for the plan to last until {day}",
        "plan.extended": "let the plan last until {day}",
        "plan.extension_declined": "declined to let the plan last until {day}",
        "plan.evaluated": "recorded the evaluation of the plan: {outcome}",
        "plan.evaluation_changed": "changed the evaluation of the plan",
        "plan.evaluation_commented": "commented on the evaluation for the school",
        "plan.in_transition": "moved the plan into its transition, until {day}",
        "plan.closed": "closed the plan",
        "plan.escalated": "ended the plan: the school goes to {level}",
        "plan.cancelled": "cancelled the plan",
        "plan.changed": "changed {what}",
        "plan.side_agreed": "agreed the plan for {side}",
        "plan.agreed": "brought the plan to its agreement",
        "plan.unagreed": "asked both sides to agree the plan again, by this change",
        "plan.viewed": "recorded the school’s view of the plan",
        "plan.begun": "began the timescale of the plan",
        "plan.action_updated": "said of the action “{action}”: {state}",
        "plan.step_promoted": "made an action of the next step “{action}”",
        "plan.check_updated": "said of “{check}”: {state}",
        "review.planned": "put the {label} of the plan in the diary",
        "review.started": "started the {label} of the plan",
        "review.saved": "changed the draft {label} of the plan",
        "review.shared": "shared the {label} of the plan with the school",
        "review.changed": "changed the shared {label} of the plan",
        "review.commented": "commented on the {label} of the plan",
        "review.answered": "answered the school’s comment on the {label} of the plan",
    }
)
