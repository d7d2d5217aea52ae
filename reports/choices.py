"""Why something waits at a school, and how pressing that is."""

from enum import StrEnum

from sitrack.core.roles import SCHOOL_LEADERS, Role


class Kind(StrEnum):
    """Why something waits, the most pressing first."""

    DECIDE = "decide"
    COMMENT = "comment"
    OTHER_TIME = "other_time"
    READ_NOTE = "read_note"
    DRAFT = "draft"
    HELD = "held"
    LEVEL_VIEW = "level_view"
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


# What is due in a plan's own time, whatever the term.
OF_PLANS = frozenset({"plan_agreed", "plan_review", "end_evaluation", "level_review"})

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
