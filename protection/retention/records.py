"""The rolling record of a school year, with all that hangs on it, and the hours of it."""

from django.db.models import Q

from engagement.models.levels import IN_FORCE_STATES
from protection.retention.current import (
    grading_was_followed,
    mark_was_followed,
    validation_was_followed,
)
from protection.retention.kind import Kind, Part, hanging

YEAR = "the end of the school year"


def _was_in_force() -> Q:
    return Q(state__in=IN_FORCE_STATES)


def _was_never_in_force() -> Q:
    return ~_was_in_force()


RECORD = Kind(
    "record",
    "{Record}s",
    7,
    YEAR,
    (
        Part("engagement.SchoolYearRecord", school="school", year="year"),
        Part("visits.Visit", by="record", counted="Visits"),
        # A level, a plan and a case go with the year in which they ended, and not before.
        Part(
            "engagement.LevelAssignment",
            school="school",
            day="effective_to",
            only=_was_in_force,
        ),
        Part("engagement.LevelAssignment", by="record", only=_was_never_in_force),
        Part("plans.Plan", school="school", day="ended_on", counted="Plans"),
        Part("plans.IntensiveCase", school="school", day="ended_on"),
        *hanging(
            "record",
            "engagement.TrajectoryView",
            "engagement.AssessmentCell",
            "engagement.SupportEntry",
            "engagement.FrontSheetSide",
            "engagement.LevelConfirmation",
            "engagement.LevelStatement",
            "engagement.Obligation",
            "engagement.Occasion",
            "engagement.PhaseReview",
            "engagement.RecordPriority",
            "engagement.SupportRequest",
            "engagement.TargetedNote",
            "visits.Evaluation",
            "visits.NextStep",
            "visits.SelfEvaluation",
            "visits.UnvisitedTerm",
        ),
        *hanging("supportentry", "engagement.SupportEntry_menu_items"),
        *hanging("supportentry", "engagement.SupportEntry_priorities"),
        *hanging(
            "assignment",
            "engagement.ChangeEvidence",
            "engagement.CriterionPick",
            "engagement.LongerStay",
            "engagement.ThemeEvidence",
        ),
        *hanging("statement", "engagement.StatementSignature"),
        # At the school in a year, though on no record.
        Part("engagement.Contact", school="school", day="on"),
        Part("engagement.Deployment", school="school", day="ends_on"),
        Part(
            "engagement.Grading",
            school="school",
            day="graded_on",
            only=grading_was_followed,
        ),
        Part(
            "engagement.Validation",
            school="school",
            day="scheduled_on",
            only=validation_was_followed,
        ),
        Part(
            "engagement.PhaseMark",
            school="sheet__school",
            day="marked_at",
            only=mark_was_followed,
        ),
        Part("schools.Delegation", school="giver__school", day="until"),
        Part("engagement.SchoolOffer", school="school", year="term__year"),
        Part("plans.TermReport", school="school", year="term__year"),
        Part("reports.ModerationNote", school="school", year="term__year"),
        Part("reports.TermStanding", school="school", year="term__year", drawn=True),
        # On a visit.
        *hanging(
            "visit",
            "visits.Addendum",
            "visits.Attendee",
            "visits.Circulation",
            "visits.Comment",
            "visits.Correction",
            "visits.DocumentRequest",
            "visits.FollowUp",
            "visits.GuestAccess",
            "visits.LevelEvidence",
            "visits.Reading",
            "visits.Recall",
            "visits.TimeRequest",
            "visits.VisitDocument",
            "visits.VisitMove",
            "visits.VisitPriority",
            "visits.VisitSection",
            "visits.VisitTime",
        ),
        *hanging("note", "visits.PooledVisit"),
        # On an evaluation.
        *hanging(
            "evaluation",
            "visits.EvaluationActivity",
            "visits.EvaluationJudgement",
            "visits.EvaluationLookedAt",
            "visits.EvaluationMember",
            "visits.EvaluationReport",
            "visits.FactMark",
            "visits.RecommendedReview",
            "visits.SelfEvaluationPart",
        ),
        *hanging(
            "part",
            "visits.SelfEvaluationAnswer",
            "visits.SelfEvaluationFile",
            "visits.SelfEvaluationHelper",
        ),
        # On a plan.
        *hanging(
            "plan",
            "plans.EndEvaluation",
            "plans.EntitlementUse",
            "plans.PlanExtension",
            "plans.PlannedWith",
            "plans.PlanPriority",
            "plans.PlanReason",
            "plans.PlanReview",
            "plans.TeamMember",
        ),
        *hanging("priority", "plans.PlanAction"),
        *hanging("evaluation", "plans.EvaluatedWith"),
        *hanging(
            "review",
            "plans.ActionRating",
            "plans.PrioritySummary",
            "plans.ReviewAnswer",
            "plans.ReviewComment",
            "plans.MeetingPaper",
            "plans.ReviewedWith",
        ),
        *hanging("case", "plans.ExitCheck"),
        *hanging("of", "plans.ExitAnswer"),
    ),
    uploads=(
        "visits.VisitDocument.file",
        "visits.SelfEvaluationFile.file",
        "plans.MeetingPaper.file",
    ),
)

HOURS = Kind(
    "hours",
    "Hours ledger",
    7,
    YEAR,
    (
        Part(
            "engagement.TimeEntry",
            school="school",
            year="record__year",
            counted="Entries",
        ),
        *hanging("entry", "visits.VisitTime"),
    ),
)
