"""The whole schedule: each model is of a kind, goes by itself, or is no record."""

from functools import cache

from protection.retention.kind import Ending, Kind
from protection.retention.papers import (
    BROUGHT_IN,
    DISCLOSED,
    LETTER,
    PUBLISHED,
    REPORT,
    SCHOOL_LETTER,
)
from protection.retention.people import LOG, MESSAGE, PERSON
from protection.retention.records import HOURS, RECORD

# In the order in which they are destroyed where several are: what refers to others first.
KINDS: tuple[Kind, ...] = (
    *(HOURS, PUBLISHED, RECORD, SCHOOL_LETTER, LETTER),
    *(DISCLOSED, REPORT, BROUGHT_IN, MESSAGE, PERSON, LOG),
)

# What the service removes without asking, as it is nobody's record: when that is.
BY_THEMSELVES: dict[str, tuple[str, tuple[str, ...]]] = {
    "Sign-ins in force": (
        "when they end",
        ("core.SignIn", "sessions.Session"),
    ),
    "Wrong passwords and requests for new ones": (
        "within a day",
        ("core.RefusedSignIn", "core.PasswordRequest"),
    ),
    "What was typed and not saved": (
        "after 14 days, unless a legal hold covers whoever typed it",
        ("core.Draft",),
    ),
    "Forms kept through a lost sign-in": ("after 24 hours", ("core.KeptPost",)),
}

# What is no record of anybody's work, or has to outlive what it tells of.
NO_RECORDS: dict[str, tuple[str, ...]] = {
    "the register: facts about schools, for as long as the register has them": (
        *("schools.School", "schools.Region", "schools.Federation"),
        *("schools.FederationMembership", "schools.TradedAgreement"),
        *("schools.SchoolChange", "schools.SchoolLink", "schools.RegisteredHead"),
        *("schools.InspectionResult", "reports.SchoolSummary"),
    ),
    "settings and wording, until they are changed": (
        *("core.AcademicYear", "core.Term", "core.HalfTerm", "core.NonWorkingDay"),
        *("glossary.Entry", "schools.DirectorySection", "schools.DirectoryEntry"),
        *("schools.SafeguardingNotice", "engagement.LegalHelp"),
        *("engagement.MeasureOverride", "engagement.PhaseSheet"),
        *("protection.PrivacyNotice", "auth.Group", "auth.Permission"),
        *("auth.Group_permissions", "contenttypes.ContentType"),
    ),
    "definitions of the framework: locked once a record uses them": (
        *("engagement.FrameworkVersion", "engagement.FrameworkText"),
        *("engagement.Level", "engagement.Theme", "engagement.Criterion"),
        *("engagement.EntitlementLine", "engagement.CadenceRule"),
        *("engagement.RoleLabel", "engagement.CyclePrompt", "engagement.OptionList"),
        *("engagement.Option", "engagement.VisitTemplate"),
        *("engagement.TemplatePrompt", "engagement.PlanTemplate"),
        *("engagement.AssessmentMeasure", "engagement.Team", "engagement.MenuItem"),
        "engagement.LetterType",
    ),
    "accounts of what was held, kept, erased and destroyed, kept for good": (
        *("protection.LegalHold", "protection.Erasure", "protection.Keeping"),
        *("protection.Destruction", "protection.DestructionUnit"),
        *("protection.RetentionYears", "protection.RetentionDesk"),
    ),
    "the seals of the log: without them nothing could be verified": ("core.EventSeal",),
}

# Keys by which what is kept points at what is destroyed, and which are then emptied: by
# them each year would keep the one before, and that one the year before it. Whatever
# else is pointed at stays for as long as what points at it.
EMPTIED = frozenset({"visits.Visit.follows"})


@cache
def kind_of(code: str) -> Kind:
    """The kind with this code; raises KeyError where there is none."""
    return {kind.code: kind for kind in KINDS}[code]


def destroyable() -> tuple[Kind, ...]:
    """The kinds that stand on the list of what waits for review, school by school."""
    return tuple(kind for kind in KINDS if kind.ending is not Ending.ERASED)
