"""Why something waits at a school, and how pressing that is."""

from enum import StrEnum

from sitrack.core.roles import SCHOOL_LEADERS, Role


class Kind(StrEnum):
    """Why something waits, the most pressing first."""

    DECIDE = "decide"
    COMMENT = "comment"
    OTHER_TIME = "other_time"
    CASE = "case"
    READ_NOTE = "read_note"
    DRAFT = "draft"
    HELD = "held"
    LEVEL_VIEW = "level_view"
    VIEW_AFTER = "view_after"
    SIGN = "sign"
    AGREE_PLAN = "agree_plan"
    FINALISE = "finalise"
    STEP = "step"
    ACTION = "action"
    NO_NEXT_VISIT = "no_next_visit"
    TRAJECTORY = "trajectory"
    RETURNED = "returned"
    DUE = "due"
    HOURS = "hours"
    NO_VISIT = "no_visit"
    SERVICE = "service"


# What is due in a plan's own time, whatever the term.
OF_PLANS = frozenset({"plan_agreed", "plan_review", "end_evaluation", "level_review"})
# What is due in a time of its own beside that: counted from a meeting.
IN_OWN_TIME = OF_PLANS | {
    "statement",
    "targeted_letter",
    *("self_evaluation_la", "self_evaluation_school", "self_evaluation_sdp"),
    "self_evaluation_discussed",
    *("evaluation_draft", "evaluation_facts", "evaluation_final"),
    # Counted from the day on which a phase began, or by the year.
    *("phase_review", "phase_at_limit", "inclusion_qa", "send_plan_review"),
    *("safeguarding_visit", "send_visit", "inclusion_visit", "health_check"),
}
# How many days they are late is said (ACC-060).
COUNTED_LATE = frozenset({"evaluation_draft", "evaluation_facts", "evaluation_final"})
# Whoever leads the region hears of it too once it is late (ACC-060).
LEAD_HEARS_LATE = frozenset({"evaluation_draft"})

# A rank is the kind's place, then the day: small is pressing.
A_KIND = 1_000_000
ONE_OF_NO_DAY = A_KIND - 1
NOTHING_WAITS = A_KIND * 100

# For whom a school's rank is kept: the column of a summary, and the roles it is for.
RANKED: dict[str, frozenset[Role]] = {
    "officer_rank": frozenset({Role.OFFICER}),
    "lead_rank": frozenset({Role.LEAD}),
    "head_rank": frozenset({Role.HEAD}),
    "director_rank": frozenset({Role.DIRECTOR}),
    "leader_rank": SCHOOL_LEADERS,
}
