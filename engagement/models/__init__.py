"""Definitions, records, levels and hours."""

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
from engagement.models.levels import (
    CriterionPick,
    LevelAssignment,
    LevelState,
    Side,
    View,
)
from engagement.models.records import (
    AssessmentCell,
    MeasureOverride,
    RecordPriority,
    SchoolYearRecord,
    SupportEntry,
    TrajectoryView,
)
from engagement.models.templates import (
    AssessmentMeasure,
    MenuItem,
    Option,
    OptionList,
    Team,
    TeamMembership,
    TemplatePrompt,
    VisitTemplate,
)

__all__ = [
    "AssessmentCell",
    "AssessmentMeasure",
    "CadenceRule",
    "Criterion",
    "CriterionPick",
    "CyclePrompt",
    "EntitlementLine",
    "FrameworkVersion",
    "Level",
    "LevelAssignment",
    "LevelState",
    "MeasureOverride",
    "MenuItem",
    "Option",
    "OptionList",
    "RecordPriority",
    "RoleLabel",
    "SchoolYearRecord",
    "Side",
    "SupportEntry",
    "Team",
    "TeamMembership",
    "TemplatePrompt",
    "Theme",
    "TimeEntry",
    "TrajectoryView",
    "View",
    "VisitTemplate",
]
