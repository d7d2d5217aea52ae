"""The one table that joins roles and capabilities (domain 4.2).

The table fits on a screen and is the specification of who may do what. Whose
school it is, is not decided here: rights count at the schools of a person's
active posts. That nobody decides their own proposal is a rule, not a role.
"""

from sitrack.core.roles.capability import Capability
from sitrack.core.roles.role import Role

C = Capability
_READ = frozenset({C.READ_RECORD, C.EXPORT_RECORD, C.READ_HISTORY})
_BOTH_SIDES = frozenset(
    {
        C.EDIT_HEADER,
        C.EDIT_RECORD,
        C.PROPOSE_LEVEL,
        C.ADD_ADDENDUM,
        C.LET_A_GUEST_READ,
        C.READ_HANDOVER,
        C.READ_DELEGATIONS,
        C.CANCEL_VISIT,
        C.PROPOSE_WORDS,
        C.READ_DUE,
        C.READ_PHASE,
        C.FIND_SUPPORT,
        C.EDIT_PLAN,
        C.UPDATE_ACTIONS,
    }
)
_LA = frozenset(
    {
        C.OPEN_RECORD,
        C.ENTER_INSPECTION,
        C.GIVE_LA_TRAJECTORY,
        C.LOG_VISIT,
        C.GIVE_LA_LEVEL_VIEW,
        C.EXPLAIN_NO_VISIT,
        C.CHANGE_STEPS,
        C.SEE_UNVISITED,
        C.SEE_CLOSING,
        C.SEE_CASELOAD,
        C.LOG_TIME,
        C.REVIEW_PLAN,
        C.REVIEW_PHASE,
        C.EVALUATE_PLAN,
        C.ASK_EXTENSION,
        C.IMPORT_RECORD,
        C.HAND_IN_RECORDS,
    }
)
_SCHOOL = frozenset(
    {C.GIVE_SCHOOL_TRAJECTORY, C.EDIT_ASSESSMENTS, C.ASK_OTHER_TIME, C.SHARE_DOCUMENT}
    | {C.COMMENT_ON_VISIT, C.GIVE_SCHOOL_LEVEL_VIEW, C.UPDATE_STEPS, C.OPEN_PLAN}
    | {C.AGREE_PLAN_FOR_SCHOOL, C.COMMENT_ON_REVIEW, C.COMMENT_ON_EVALUATION}
    | {C.ANSWER_SUPPORT}
)

CAPABILITIES: dict[Role, frozenset[Capability]] = {
    Role.OFFICER: _READ
    | _BOTH_SIDES
    | _LA
    | {C.READ_LEDGER, C.EDIT_ASSESSMENTS, C.OPEN_PLAN, C.AGREE_PLAN_FOR_LA}
    | {C.READ_MODERATION, C.WRITE_STATEMENT, C.SIGN_STATEMENT, C.STEER_CASE},
    Role.LEAD: _READ
    | _BOTH_SIDES
    | _LA
    | {C.READ_LEDGER, C.DECIDE_LEVEL, C.SEE_QUEUE, C.READ_PEOPLE, C.WAIVE_DUE}
    | {C.EXTEND_PLAN, C.END_PLAN, C.RECORD_BOARD, C.SEE_PICTURE, C.STEER_CASE}
    | {C.READ_MODERATION, C.MODERATE, C.READ_REPORTS, C.WRITE_STATEMENT, C.SETTLE_CASE},
    Role.HEAD: _READ
    | {
        C.EDIT_HEADER,
        C.ENTER_INSPECTION,
        C.READ_LEDGER,
        C.SEE_QUEUE,
        C.SEE_UNVISITED,
        C.READ_PEOPLE,
    }
    | {C.DECIDE_LEVEL, C.DECIDE_STATUTORY_LEVEL, C.LOCK_RECORD, C.ROLL_OVER}
    | {C.PROPOSE_WORDS, C.READ_DUE, C.WAIVE_DUE, C.SEE_CLOSING, C.SEE_CASELOAD}
    | {C.FIND_SUPPORT, C.EXTEND_PLAN_PAST_LIMIT, C.SEE_PICTURE, C.CONFIRM_CHANGES}
    | {C.READ_MODERATION, C.SETTLE_MODERATION, C.READ_REPORTS, C.MAKE_REPORTS}
    | {C.EXTEND_PLAN, C.END_PLAN, C.RECORD_BOARD, C.READ_PHASE, C.APPROVE_EXIT},
    Role.DIRECTOR: _READ
    | {C.READ_LEDGER, C.SEE_UNVISITED, C.READ_DUE, C.SEE_CLOSING, C.FIND_SUPPORT}
    | {C.SEE_CASELOAD, C.SEE_PICTURE, C.READ_REPORTS, C.READ_PHASE},
    Role.TEAM: frozenset(
        {C.READ_RECORD, C.READ_PHASE, C.LOG_VISIT, C.CANCEL_VISIT}
        | {C.UPDATE_OWN_STEPS, C.UPDATE_OWN_ACTIONS, C.LOG_TIME, C.PROPOSE_WORDS}
        | {C.FIND_SUPPORT, C.ANSWER_REQUESTS}
    ),
    Role.HEADTEACHER: _READ
    | _BOTH_SIDES
    | _SCHOOL
    | {C.READ_LEDGER, C.SIGN_STATEMENT, C.DELEGATE},
    # What a deputy has only where the headteacher gave it stands in ``delegable``.
    Role.DEPUTY: (_READ | _BOTH_SIDES | _SCHOOL | {C.READ_LEDGER})
    - {C.EDIT_HEADER, C.PROPOSE_LEVEL, C.AGREE_PLAN_FOR_SCHOOL},
    Role.CHAIR: _READ | {C.SIGN_STATEMENT},
    Role.GOVERNOR: _READ,
    Role.SENDCO: _READ | {C.UPDATE_OWN_STEPS, C.UPDATE_OWN_ACTIONS},
    Role.ADMIN: frozenset(
        {C.IMPORT_REGISTER, C.EDIT_CALENDAR, C.READ_PEOPLE, C.KEEP_PEOPLE}
        | {C.PROPOSE_WORDS, C.KEEP_WORDS, C.KEEP_DIRECTORY}
        | {C.CONFIRM_CHANGES, C.KEEP_FEDERATIONS, C.HAND_IN_RECORDS}
    ),
}

# Restricted letters (domain 4.2): who may write, sign, read and answer which.
_LETTERS: dict[Role, frozenset[Capability]] = {
    Role.OFFICER: frozenset({C.READ_LETTERS}),
    Role.LEAD: frozenset(
        {C.READ_LETTERS, C.PREPARE_PREVENTATIVE, C.PREPARE_STATUTORY, C.PREPARE_CONCERN}
    ),
    Role.HEAD: frozenset(
        {C.READ_LETTERS, C.PREPARE_STATUTORY, C.SIGN_PREVENTATIVE, C.KEEP_LEGAL_HELP}
        | {C.SIGN_CONCERN}
    ),
    Role.DIRECTOR: frozenset({C.READ_LETTERS, C.SIGN_STATUTORY}),
    Role.HEADTEACHER: frozenset({C.READ_LETTERS}),
    Role.CHAIR: frozenset({C.READ_LETTERS, C.ANSWER_LETTER}),
    Role.GOVERNOR: frozenset({C.READ_LETTERS}),
    Role.ADMIN: frozenset({C.BREAK_GLASS}),
}
# A self-evaluation (domain 4.2): each side writes its own; the lead and the head read.
_SELF_EVALUATION: dict[Role, frozenset[Capability]] = {
    Role.OFFICER: frozenset({C.WRITE_LA_SELF_EVALUATION}),
    Role.HEADTEACHER: frozenset({C.WRITE_SCHOOL_SELF_EVALUATION}),
    Role.DEPUTY: frozenset({C.WRITE_SCHOOL_SELF_EVALUATION}),
    Role.TEAM: frozenset({C.HELP_SELF_EVALUATION}),
    Role.SENDCO: frozenset({C.HELP_SELF_EVALUATION}),
}
for _role, _more in _SELF_EVALUATION.items():
    CAPABILITIES[_role] |= _more
# Published versions (domain 4.2): whoever writes the record publishes it; the audit of
# what a school was sent is read by the authority and by the school's own head.
_PUBLISHED: dict[Role, frozenset[Capability]] = {
    Role.OFFICER: frozenset({C.PUBLISH, C.SEE_OPENINGS, C.BUNDLE_RECORDS}),
    Role.LEAD: frozenset({C.PUBLISH, C.SEE_OPENINGS, C.BUNDLE_RECORDS}),
    Role.HEAD: frozenset({C.PUBLISH, C.SEE_OPENINGS, C.BUNDLE_RECORDS}),
    Role.DIRECTOR: frozenset({C.SEE_OPENINGS, C.BUNDLE_RECORDS}),
    Role.HEADTEACHER: frozenset({C.SEE_OPENINGS}),
}
# Evaluations (domain 4.2): who may lead them, and who checks their facts. Whoever is on
# a team writes for it without a role at the school.
_EVALUATIONS: dict[Role, frozenset[Capability]] = {
    Role.OFFICER: frozenset({C.EVALUATE_SCHOOL}),
    Role.LEAD: frozenset({C.EVALUATE_SCHOOL}),
    Role.HEADTEACHER: frozenset({C.ANSWER_EVALUATION}),
}
# Definitions (domain 4.2): the administrator loads them, the head of service approves.
_FRAMEWORKS: dict[Role, frozenset[Capability]] = {
    Role.LEAD: frozenset({C.READ_FRAMEWORKS}),
    Role.HEAD: frozenset({C.READ_FRAMEWORKS, C.ADOPT_FRAMEWORK}),
    Role.DIRECTOR: frozenset({C.READ_FRAMEWORKS}),
    Role.ADMIN: frozenset({C.READ_FRAMEWORKS, C.LOAD_FRAMEWORK}),
}
# The log (domain 4.2): a region's, all, and without words. Disclosing takes reading.
_DATA: dict[Role, frozenset[Capability]] = {
    Role.LEAD: frozenset({C.EXPORT_LOG}),
    Role.HEAD: frozenset({C.EXPORT_LOG, C.PROTECT_DATA, C.DISCLOSE, C.DISPOSE}),
    Role.DIRECTOR: frozenset({C.DISCLOSE, C.DISPOSE}),
    Role.ADMIN: frozenset({C.EXPORT_LOG, C.PROTECT_DATA, C.DISPOSE}),
}
for _granted in (_LETTERS, _PUBLISHED, _EVALUATIONS, _FRAMEWORKS, _DATA):
    for _role, _more in _granted.items():
        CAPABILITIES[_role] |= _more


def roles_with(capability: Capability) -> frozenset[Role]:
    """The roles that have a capability."""
    return frozenset(role for role, may in CAPABILITIES.items() if capability in may)
