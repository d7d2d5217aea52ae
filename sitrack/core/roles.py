"""Roles, capabilities, and the one table that joins them (domain 4.1, 4.2).

The table fits on a screen and is the specification of who may do what. Whose
school it is, is not decided here: rights count at the schools of a person's
active posts. That nobody decides their own proposal is a rule, not a role.
"""

from enum import StrEnum

from django.db import models


class Role(models.TextChoices):
    """Abstract roles; each framework has its own names for them."""

    OFFICER = "officer", "Officer"
    LEAD = "lead", "Lead"
    HEAD = "head", "Head of service"
    DIRECTOR = "director", "Director"
    TEAM = "team", "Officer of another team"
    HEADTEACHER = "headteacher", "Headteacher"
    DEPUTY = "deputy", "Deputy headteacher"
    CHAIR = "chair", "Chair of governors"
    GOVERNOR = "governor", "Governor"
    SENDCO = "sendco", "SENDCo"
    ADMIN = "admin", "System administrator"


AUTHORITY_ROLES = frozenset({Role.OFFICER, Role.LEAD, Role.HEAD, Role.DIRECTOR})
SCHOOL_LEADERS = frozenset({Role.HEADTEACHER, Role.DEPUTY})
TEAM = frozenset({Role.TEAM})
GOVERNANCE = frozenset({Role.CHAIR, Role.GOVERNOR, Role.SENDCO})
SCHOOL_ROLES = SCHOOL_LEADERS | GOVERNANCE
READERS = AUTHORITY_ROLES | SCHOOL_ROLES | {Role.TEAM}


class Capability(StrEnum):
    READ_RECORD = "read the rolling record"
    OPEN_RECORD = "open the year's record"
    LOCK_RECORD = "lock a record or unlock it"
    ROLL_OVER = "carry the records into the next year"
    EDIT_HEADER = "change the record's header"
    ENTER_INSPECTION = "enter what an inspection found"
    GIVE_LA_TRAJECTORY = "give the LA's view of the trajectory"
    GIVE_SCHOOL_TRAJECTORY = "give the school's view of the trajectory"
    EDIT_RECORD = "change priorities and the plan for support"
    EDIT_ASSESSMENTS = "change the assessment table"
    LOG_VISIT = "log a visit"
    CANCEL_VISIT = "cancel a planned visit"
    ASK_OTHER_TIME = "ask for another time for a planned visit"
    COMMENT_ON_VISIT = "comment on a visit for the school"
    SHARE_DOCUMENT = "share a school's document"
    LET_A_GUEST_READ = "let somebody outside the school read one thing"
    ADD_ADDENDUM = "add an addendum to a final visit"
    CHANGE_STEPS = "change the school's next steps"
    UPDATE_STEPS = "say what became of the school's next steps"
    UPDATE_OWN_STEPS = "say what became of your own next steps"
    PROPOSE_LEVEL = "propose a level"
    GIVE_SCHOOL_LEVEL_VIEW = "record the school's view of a level"
    GIVE_LA_LEVEL_VIEW = "record the LA's view of a level"
    DECIDE_LEVEL = "decide a level"
    DECIDE_STATUTORY_LEVEL = "decide the statutory level"
    WRITE_STATEMENT = "write the statement of a year's level"
    SIGN_STATEMENT = "sign the statement of a year's level"
    OPEN_PLAN = "begin a plan of additional engagement"
    EDIT_PLAN = "change a plan of additional engagement"
    AGREE_PLAN_FOR_LA = "agree a plan for the LA"
    AGREE_PLAN_FOR_SCHOOL = "agree a plan for the school"
    UPDATE_ACTIONS = "say how far the actions of a plan are"
    UPDATE_OWN_ACTIONS = "say how far your own actions of a plan are"
    REVIEW_PLAN = "review a plan and rate its actions"
    COMMENT_ON_REVIEW = "comment on a review of a plan for the school"
    EVALUATE_PLAN = "evaluate a plan at the end of its timescale"
    COMMENT_ON_EVALUATION = "comment on the end evaluation for the school"
    ASK_EXTENSION = "ask for a longer plan"
    RECORD_BOARD = "record an Interim Executive Board"
    EXTEND_PLAN = "lengthen a plan within its limit"
    EXTEND_PLAN_PAST_LIMIT = "lengthen a plan past its limit"
    END_PLAN = "move a plan into transition, close it or cancel it"
    WRITE_LA_SELF_EVALUATION = "write the LA’s part of a self-evaluation"
    WRITE_SCHOOL_SELF_EVALUATION = "write the school’s part of a self-evaluation"
    HELP_SELF_EVALUATION = "write the rows of a self-evaluation you were named for"
    EXPLAIN_NO_VISIT = "say why a term had no visit"
    READ_DUE = "read what is due at the school"
    WAIVE_DUE = "say that something due is not needed"
    SEE_CLOSING = "see how the term closes at your schools"
    SEE_PICTURE = "see the picture of the service"
    READ_MODERATION = "read what the moderation of a school says"
    MODERATE = "say what you make of a school's level"
    SETTLE_MODERATION = "approve a moderation, or ask for another look"
    READ_REPORTS = "read the reports to members"
    MAKE_REPORTS = "make the reports to members"
    SEE_CASELOAD = "see the schools of each officer, their levels and hours"
    SEE_UNVISITED = "see which schools had no visit"
    SEE_QUEUE = "see the queue of proposals"
    READ_LEDGER = "read the hours ledger"
    LOG_TIME = "enter time in the hours ledger"
    READ_HANDOVER = "read the handover"
    READ_HISTORY = "read what was done and by whom"
    EXPORT_RECORD = "download the rolling record"
    PUBLISH = "publish a version of a document"
    SEE_OPENINGS = "see who opened what was published"
    BUNDLE_RECORDS = "have the records of many schools made at once"
    IMPORT_RECORD = "bring an old record in from Word"
    HAND_IN_RECORDS = "hand in old records from Word for others"
    IMPORT_REGISTER = "import the register of schools"
    CONFIRM_CHANGES = "confirm that a school closes or changes"
    KEEP_FEDERATIONS = "keep the federations and agreements of schools"
    EDIT_CALENDAR = "change the calendar"
    READ_PEOPLE = "read the list of people and posts"
    KEEP_PEOPLE = "keep people and posts"
    PROPOSE_WORDS = "propose an abbreviation for the glossary"
    KEEP_WORDS = "keep the glossary"
    KEEP_DIRECTORY = "keep the directory"
    ANSWER_REQUESTS = "answer what is asked of your team"
    FIND_SUPPORT = "find the support that schools offer each other"
    READ_LETTERS = "read the restricted letters that are yours to read"
    PREPARE_PREVENTATIVE = "prepare a preventative letter"
    PREPARE_STATUTORY = "prepare a statutory notice"
    PREPARE_CONCERN = "prepare a notice of concern"
    SIGN_CONCERN = "sign a notice of concern"
    SIGN_PREVENTATIVE = "sign a preventative letter"
    SIGN_STATUTORY = "sign a statutory notice"
    ANSWER_LETTER = "answer a letter for the governing body"
    KEEP_LEGAL_HELP = "keep the help on legal wording"
    READ_FRAMEWORKS = "read the versions of the framework"
    LOAD_FRAMEWORK = "prepare a version of the framework"
    ADOPT_FRAMEWORK = "adopt a version of the framework"
    READ_PHASE = "read where the school stands in its phase"
    REVIEW_PHASE = "mark the benchmarks of a phase and review it"
    STEER_CASE = "record the steps of intensive support, and offer targeted support"
    SETTLE_CASE = "settle a review of intensive support, and judge a school ready"
    ANSWER_SUPPORT = "answer for the school what support asks of it"
    APPROVE_EXIT = "approve that a school leaves intensive support"
    BREAK_GLASS = "open a restricted letter in an emergency"
    EVALUATE_SCHOOL = "plan and lead an evaluation of a school"
    ANSWER_EVALUATION = "check the facts of an evaluation for the school"
    EXPORT_LOG = "download the log of events"
    PROTECT_DATA = "look after data protection"
    DISCLOSE = "prepare what is disclosed of a school"


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
    Role.HEADTEACHER: _READ | _BOTH_SIDES | _SCHOOL | {C.READ_LEDGER, C.SIGN_STATEMENT},
    Role.DEPUTY: (_READ | _BOTH_SIDES | _SCHOOL | {C.READ_LEDGER}) - {C.EDIT_HEADER},
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
    Role.HEAD: frozenset({C.EXPORT_LOG, C.PROTECT_DATA, C.DISCLOSE}),
    Role.DIRECTOR: frozenset({C.DISCLOSE}),
    Role.ADMIN: frozenset({C.EXPORT_LOG, C.PROTECT_DATA}),
}
for _granted in (_LETTERS, _PUBLISHED, _EVALUATIONS, _FRAMEWORKS, _DATA):
    for _role, _more in _granted.items():
        CAPABILITIES[_role] |= _more


def roles_with(capability: Capability) -> frozenset[Role]:
    """The roles that have a capability."""
    return frozenset(role for role, may in CAPABILITIES.items() if capability in may)
