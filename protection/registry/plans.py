"""Plans, and what joins the apps: publications, imports, reports."""

from protection.registry.kind import Kind, did, named

PLANS = (
    Kind(
        "plans.IntensiveCase",
        "Intensive support",
        {"acknowledged_by": did("acknowledged it")},
        at="acknowledged_at",
    ),
    Kind(
        "plans.ExitCheck",
        "Checks before an exit",
        {
            "judged_by": did("judged it", "impact_text"),
            "approved_by": did("approved it", "returned_note"),
        },
        at="judged_at",
    ),
    Kind(
        "plans.Plan",
        "Plans of additional engagement",
        {
            "opened_by": did("began it"),
            "school_agreed_by": did("agreed it for the school"),
            "la_agreed_by": did("agreed it for the authority"),
        },
        at="opened_at",
    ),
    Kind(
        "plans.PlannedWith",
        "People present when a plan was made",
        {"person": named("was present", "name", "job_title")},
        whole="plan",
    ),
    Kind(
        "plans.TeamMember",
        "Teams around the school",
        {"person": named("is on the team", "name", "job_title", "email", "phone")},
        whole="plan",
    ),
    Kind(
        "plans.PlanAction",
        "Actions of plans",
        {
            "person": named("was given it", "who", about=("text",)),
            "state_by": did("said how far it is", "state_note"),
        },
        at="state_at",
    ),
    Kind(
        "plans.PlanReview",
        "Reviews of plans",
        {
            "shared_by": did("shared it"),
            "sent_by": did("sent it"),
            "returned_by": did("returned it"),
        },
        at="held_on",
    ),
    Kind(
        "plans.ReviewedWith",
        "People present at reviews",
        {"person": named("was present", "name", "job_title")},
        whole="review",
    ),
    Kind(
        "plans.MeetingPaper",
        "Papers for meetings of plans",
        {"added_by": did("added it", "title")},
        at="added_at",
    ),
    Kind(
        "plans.ReviewComment",
        "Comments on reviews",
        {"by": did("wrote it", "text")},
        at="at",
        whole="review",
    ),
    Kind(
        "plans.TermReport",
        "Reports of a term",
        {"written_by": did("wrote it", "text"), "sent_by": did("sent it")},
        at="sent_at",
    ),
    Kind(
        "plans.PlanExtension",
        "Longer plans asked for",
        {
            "asked_by": did("asked for it", "reason"),
            "decided_by": did("decided it", "decision_note"),
        },
        at="asked_at",
        whole="plan",
    ),
    Kind(
        "plans.EndEvaluation",
        "End evaluations",
        {"recorded_by": did("recorded it", "summary")},
        at="recorded_at",
    ),
    Kind(
        "plans.EvaluatedWith",
        "People present at end evaluations",
        {"person": named("was present", "name", "job_title")},
        whole="evaluation",
    ),
    Kind(
        "reports.BoardReport",
        "Reports to the board",
        {"recorded_by": did("recorded it")},
        at="recorded_at",
    ),
    Kind(
        "reports.Bundle",
        "Bundles of records",
        {"asked_by": did("asked for it"), "officer": named("whose schools it holds")},
        at="asked_at",
    ),
    Kind(
        "reports.ImportFolder",
        "Folders of old records",
        {"handed_in_by": did("handed it in")},
        at="handed_in_at",
    ),
    Kind(
        "reports.WordImport",
        "Old records from Word",
        {"added_by": did("handed it in"), "ended_by": did("ended it", "reason")},
        at="added_at",
    ),
    Kind(
        "reports.MembersReport",
        "Reports to members",
        {"begun_by": did("began it"), "approved_by": did("approved it")},
        at="begun_at",
    ),
    Kind(
        "reports.ModerationNote",
        "Moderations",
        {
            "written_by": did("wrote it", "text"),
            "settled_by": did("settled it", "ask"),
        },
        at="written_at",
    ),
    Kind(
        "reports.LevelReview",
        "Reviews of all levels",
        {"confirmed_by": did("confirmed it")},
        at="confirmed_at",
    ),
    Kind(
        "reports.Publication",
        "Published versions",
        {"published_by": did("published it")},
        at="published_at",
    ),
    Kind(
        "reports.PublicationOpening",
        "Published versions opened",
        {"reader": did("opened it")},
        at="at",
        whole="publication",
    ),
    Kind(
        "reports.Withdrawal",
        "Published versions withdrawn",
        {"by": did("withdrew it")},
        at="at",
        whole="publication",
    ),
    Kind(
        "reports.Rollover",
        "Years carried over",
        {"started_by": did("began it"), "stopped_by": did("stopped it")},
        at="started_at",
    ),
)
