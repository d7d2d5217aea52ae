"""Plans of additional engagement."""

from plans.models.content import (
    ActionState,
    CheckState,
    EntitlementUse,
    PlanAction,
    PlanPriority,
)
from plans.models.plan import (
    ENDED,
    LIVE,
    Ending,
    Plan,
    PlannedWith,
    PlanReason,
    PlanState,
    TeamMember,
)
from plans.models.reviews import (
    ActionRating,
    PlanReview,
    PrioritySummary,
    Rag,
    ReviewAnswer,
    ReviewComment,
    ReviewedWith,
    ReviewState,
)
from plans.models.timescale import EndEvaluation, EvaluatedWith, PlanExtension

__all__ = [
    "ENDED",
    "LIVE",
    "ActionRating",
    "ActionState",
    "CheckState",
    "EndEvaluation",
    "Ending",
    "EntitlementUse",
    "EvaluatedWith",
    "Plan",
    "PlanAction",
    "PlanExtension",
    "PlanPriority",
    "PlanReason",
    "PlanReview",
    "PlanState",
    "PlannedWith",
    "PrioritySummary",
    "Rag",
    "ReviewAnswer",
    "ReviewComment",
    "ReviewState",
    "ReviewedWith",
    "TeamMember",
]
