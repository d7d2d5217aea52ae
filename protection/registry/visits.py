"""Visits, their notes and answers, evaluations."""

from protection.registry.kind import Kind, did, named

VISITS = (
    Kind(
        "visits.Visit",
        "Visits",
        {"lead": named("led it", "lead_name", "lead_title")},
        at="date",
    ),
    Kind(
        "visits.Circulation",
        "Circulated notes",
        {"person": named("was sent it", "name")},
        whole="visit",
    ),
    Kind(
        "visits.NextStep",
        "Next steps",
        {"person": named("was given it", "who", "agreed_who", about=("text",))},
        at="due_on",
    ),
    Kind(
        "visits.Attendee",
        "People present at visits",
        {"person": named("was present", "name", "role")},
        whole="visit",
    ),
    Kind(
        "visits.Correction",
        "Corrections asked for",
        {
            "by": did("asked for it", "wrong", "should_say"),
            "answered_by": did("answered it", "reason"),
        },
        at="at",
    ),
    Kind(
        "visits.VisitDocument",
        "Documents on visits",
        {
            "added_by": did("added it", "title"),
            "consented_by": did("consented to sharing it"),
            "removed_by": did("removed it"),
        },
        at="added_at",
    ),
    Kind(
        "visits.DocumentRequest",
        "Requests for documents",
        {"asked_by": did("asked for it", "what"), "declined_by": did("declined it")},
        at="asked_at",
    ),
    Kind(
        "visits.Evaluation",
        "Evaluations",
        {
            "lead": named("leads it", "lead_name", "lead_title"),
            "checked_by": did("checked the facts"),
            "called_off_by": did("called it off", "called_off_reason"),
        },
        at="evaluation_on",
    ),
    Kind(
        "visits.EvaluationMember",
        "Teams of evaluations",
        {
            "person": named("is on the team", "name", "title"),
            "summary_by": did("wrote the summary", "summary"),
        },
        at="summary_at",
        whole="evaluation",
    ),
    Kind(
        "visits.EvaluationReport",
        "Reports of evaluations",
        {"sent_by": did("sent it")},
        at="sent_at",
    ),
    Kind(
        "visits.FactMark",
        "Facts questioned",
        {
            "by": did("questioned it", "sentence", "should_say"),
            "answered_by": did("answered it", "answer"),
        },
        at="at",
    ),
    Kind(
        "visits.EvaluationActivity",
        "Activities of evaluations",
        {"noted_by": did("noted it", "notes")},
        at="noted_at",
    ),
    Kind(
        "visits.LevelEvidence",
        "Evidence opened",
        {"opened_by": did("opened it")},
        at="opened_at",
        whole="visit",
    ),
    Kind(
        "visits.GuestAccess",
        "Access of guests",
        {
            "person": named("was let in as a guest", "guest_name", "guest_title"),
            "given_by": did("let a guest in", "reason"),
            "withdrawn_by": did("withdrew it"),
        },
        at="given_at",
    ),
    Kind(
        "visits.VisitMove",
        "Visits moved",
        {"by": did("moved it", "reason")},
        at="at",
        whole="visit",
    ),
    Kind(
        "visits.TimeRequest",
        "Other times asked for",
        {
            "by": did("asked for it", "reason", "suggested"),
            "answered_by": did("answered it", "answer"),
        },
        at="at",
        whole="visit",
    ),
    Kind(
        "visits.PooledVisit",
        "Visits pooled in a note",
        {"named_by": did("named it")},
        at="named_at",
    ),
    Kind(
        "visits.Reading",
        "Notes read",
        {"user": did("read it")},
        at="at",
        whole="visit",
    ),
    Kind(
        "visits.Recall",
        "Notes taken back",
        {"by": did("took it back", "reason")},
        at="at",
        whole="visit",
    ),
    Kind(
        "visits.Comment",
        "Comments on visits",
        {"by": did("wrote it", "text"), "answered_by": did("answered it", "answer")},
        at="at",
    ),
    Kind(
        "visits.Addendum",
        "Addenda",
        {"by": did("wrote it", "text")},
        at="at",
        whole="visit",
    ),
    Kind(
        "visits.SelfEvaluation",
        "Self-evaluations",
        {"set_by": did("set it up", "reason")},
        at="set_at",
    ),
    Kind(
        "visits.SelfEvaluationPart",
        "Parts of self-evaluations",
        {"given_by": did("sent it")},
        at="given_at",
    ),
    Kind(
        "visits.SelfEvaluationHelper",
        "Helpers of self-evaluations",
        {"person": named("was named to help"), "named_by": did("named somebody")},
        at="named_at",
    ),
    Kind(
        "visits.SelfEvaluationFile",
        "Files of self-evaluations",
        {"added_by": did("added it", "title")},
        at="added_at",
    ),
    Kind(
        "visits.UnvisitedTerm",
        "Terms without a visit",
        {"by": did("said why", "reason")},
        at="at",
        whole="record",
    ),
)
