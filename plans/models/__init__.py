"""Plans of additional engagement."""

from plans.models.cases import CaseState, ExitAnswer, ExitCheck, IntensiveCase
from plans.models.content import (
    ActionState,
    CheckState,
    EntitlementUse,
    PlanAction,
    PlanPriority,
)
from plans.models.papers import MeetingPaper
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
from plans.models.term_reports import TermReport
from plans.models.timescale import EndEvaluation, EvaluatedWith, PlanExtension

__all__ = [
    "ENDED",
    "LIVE",
    "ActionRating",
    "ActionState",
    "CaseState",
    "CheckState",
    "EndEvaluation",
    "Ending",
    "EntitlementUse",
    "EvaluatedWith",
    "ExitAnswer",
    "ExitCheck",
    "IntensiveCase",
    "MeetingPaper",
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
    "TermReport",
]
