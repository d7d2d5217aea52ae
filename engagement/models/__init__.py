"""Definitions, records, levels and hours."""

from engagement.models.change_evidence import ChangeEvidence
from engagement.models.change_letters import ChangeLetter
from engagement.models.confirmations import LevelConfirmation
from engagement.models.contacts import Contact
from engagement.models.definitions import (
    CadenceRule,
    Criterion,
    CyclePrompt,
    EntitlementLine,
    Level,
    RoleLabel,
    Theme,
)
from engagement.models.deployments import Deployment
from engagement.models.frameworks import ALWAYS, FrameworkText, FrameworkVersion
from engagement.models.front_sheets import FrontSheetSide
from engagement.models.gradings import Grading, Validation, ValidationState
from engagement.models.hours import TimeEntry
from engagement.models.letters import (
    Course,
    EmergencyOpening,
    LegalHelp,
    LetterCopy,
    LetterPaper,
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
    ThemeEvidence,
    View,
)
from engagement.models.obligations import Obligation
from engagement.models.occasions import Occasion
from engagement.models.offers import SchoolOffer
from engagement.models.phases import LongerStay, PhaseMark, PhaseReview, PhaseSheet
from engagement.models.priorities import RecordPriority, named_sources
from engagement.models.records import (
    AssessmentCell,
    MeasureOverride,
    SchoolYearRecord,
    SupportEntry,
    TrajectoryView,
    name_of_view,
)
from engagement.models.requests import SupportRequest
from engagement.models.school_letters import SchoolLetter, TargetedOffer
from engagement.models.statements import LevelStatement, StatementSignature
from engagement.models.targeted import TargetedNote
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
    "ALWAYS",
    "AssessmentCell",
    "AssessmentMeasure",
    "CadenceRule",
    "ChangeEvidence",
    "ChangeLetter",
    "Contact",
    "Course",
    "Criterion",
    "CriterionPick",
    "CyclePrompt",
    "Deployment",
    "EmergencyOpening",
    "EntitlementLine",
    "FrameworkText",
    "FrameworkVersion",
    "FrontSheetSide",
    "Grading",
    "LegalHelp",
    "LetterCopy",
    "LetterPaper",
    "LetterRecipient",
    "LetterReply",
    "LetterState",
    "LetterType",
    "Level",
    "LevelAssignment",
    "LevelConfirmation",
    "LevelState",
    "LevelStatement",
    "LongerStay",
    "MeasureOverride",
    "MenuItem",
    "NoticeOfIntention",
    "Obligation",
    "Occasion",
    "Option",
    "OptionList",
    "PhaseMark",
    "PhaseReview",
    "PhaseSheet",
    "PlanTemplate",
    "RecordPriority",
    "RestrictedLetter",
    "RoleLabel",
    "SchoolLetter",
    "SchoolOffer",
    "SchoolYearRecord",
    "Side",
    "StatementSignature",
    "SupportEntry",
    "SupportRequest",
    "TargetedNote",
    "TargetedOffer",
    "Team",
    "TeamMembership",
    "TemplatePrompt",
    "Theme",
    "ThemeEvidence",
    "TimeEntry",
    "TrajectoryView",
    "Validation",
    "ValidationState",
    "View",
    "VisitTemplate",
    "name_of_view",
    "named_sources",
]
