"""The record of joint work (section 3)."""

from visits.models.circulation import Circulation
from visits.models.content import (
    Attendee,
    FollowUp,
    VisitPriority,
    VisitSection,
    VisitTime,
)
from visits.models.corrections import Correction, Outcome
from visits.models.documents import DocumentRequest, VisitDocument
from visits.models.evaluation_reports import (
    EvaluationReport,
    FactMark,
    ReportVersion,
)
from visits.models.evaluation_work import (
    EvaluationActivity,
    EvaluationJudgement,
    EvaluationLookedAt,
    RecommendedReview,
    Seen,
)
from visits.models.evaluations import (
    Evaluation,
    EvaluationMember,
    EvaluationState,
)
from visits.models.evidence import LevelEvidence
from visits.models.guests import GuestAccess
from visits.models.moves import VisitMove
from visits.models.other_times import TimeRequest
from visits.models.pooling import PooledVisit
from visits.models.readings import Reading
from visits.models.recalls import Recall
from visits.models.replies import Addendum, Comment
from visits.models.self_evaluation import (
    SelfEvaluation,
    SelfEvaluationAnswer,
    SelfEvaluationFile,
    SelfEvaluationHelper,
    SelfEvaluationPart,
    SelfEvaluationState,
)
from visits.models.steps import NextStep
from visits.models.unvisited import UnvisitedTerm
from visits.models.visit import Visit, VisitState

__all__ = [
    "Addendum",
    "Attendee",
    "Circulation",
    "Comment",
    "Correction",
    "DocumentRequest",
    "Evaluation",
    "EvaluationActivity",
    "EvaluationJudgement",
    "EvaluationLookedAt",
    "EvaluationMember",
    "EvaluationReport",
    "EvaluationState",
    "FactMark",
    "FollowUp",
    "GuestAccess",
    "LevelEvidence",
    "NextStep",
    "Outcome",
    "PooledVisit",
    "Reading",
    "Recall",
    "RecommendedReview",
    "ReportVersion",
    "Seen",
    "SelfEvaluation",
    "SelfEvaluationAnswer",
    "SelfEvaluationFile",
    "SelfEvaluationHelper",
    "SelfEvaluationPart",
    "SelfEvaluationState",
    "TimeRequest",
    "UnvisitedTerm",
    "Visit",
    "VisitDocument",
    "VisitMove",
    "VisitPriority",
    "VisitSection",
    "VisitState",
    "VisitTime",
]
