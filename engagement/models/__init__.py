"""Definitions, records, levels and hours."""

from engagement.models.change_letters import ChangeLetter
from engagement.models.confirmations import LevelConfirmation
from engagement.models.definitions import (
    CadenceRule,
    Criterion,
    CyclePrompt,
    EntitlementLine,
    FrameworkVersion,
    Level,
    RoleLabel,
    Theme,
)
from engagement.models.hours import TimeEntry
from engagement.models.letters import (
    Course,
    EmergencyOpening,
    LegalHelp,
    LetterRecipient,
    LetterReply,
    LetterState,
    LetterType,
    NoticeOfIntention,
    RestrictedLetter,
)
from engagement.models.levels import (
    CriterionPick,
    LevelAssignment,
    LevelState,
    Side,
    View,
)
from engagement.models.obligations import Obligation
from engagement.models.offers import SchoolOffer
from engagement.models.priorities import RecordPriority
from engagement.models.records import (
    AssessmentCell,
    MeasureOverride,
    SchoolYearRecord,
    SupportEntry,
    TrajectoryView,
)
from engagement.models.requests import SupportRequest
from engagement.models.templates import (
    AssessmentMeasure,
    MenuItem,
    Option,
    OptionList,
    PlanTemplate,
    Team,
    TeamMembership,
    TemplatePrompt,
    VisitTemplate,
)

__all__ = [
    "AssessmentCell",
    "AssessmentMeasure",
    "CadenceRule",
    "ChangeLetter",
    "Course",
    "Criterion",
    "CriterionPick",
    "CyclePrompt",
    "EmergencyOpening",
    "EntitlementLine",
    "FrameworkVersion",
    "LegalHelp",
    "LetterRecipient",
    "LetterReply",
    "LetterState",
    "LetterType",
    "Level",
    "LevelAssignment",
    "LevelConfirmation",
    "LevelState",
    "MeasureOverride",
    "MenuItem",
    "NoticeOfIntention",
    "Obligation",
    "Option",
    "OptionList",
    "PlanTemplate",
    "RecordPriority",
    "RestrictedLetter",
    "RoleLabel",
    "SchoolOffer",
    "SchoolYearRecord",
    "Side",
    "SupportEntry",
    "SupportRequest",
    "Team",
    "TeamMembership",
    "TemplatePrompt",
    "Theme",
    "TimeEntry",
    "TrajectoryView",
    "View",
    "VisitTemplate",
]
