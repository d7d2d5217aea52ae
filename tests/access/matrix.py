"""Every address × every person: the security review, on one page (domain 4.2, 4.3).

    o  reaches the page, or is taken on from it     x  is told: not your role (403)
    .  learns nothing: not found (404)              -  is asked to sign in

An address may have several rows: one for each state of what it is about.
"""

from tests.access.places import (
    a_key,
    a_term,
    asked,
    closure,
    comment,
    correction,
    document,
    draft,
    entry,
    file,
    helen,
    helens_post,
    invitation,
    level,
    nothing,
    record,
    school,
    section,
    step,
    term,
    visit,
)
from tests.access.row import Row

ALL = "o o o o o o o o o o o o o o o o"
SIGNED_IN = "- o o o o o o o o o o o o o o o"
NOBODY = "- x x x x x x x x x x x x x x x"
ADMIN = "- x x x x x x x x x x x x x x o"
QUEUE = "- x x x x x x x x x o o o x x x"

SERVICE = "- x x x x x x x o o o o o o x x"
LEADERS_OF_VISITS = "- x x x x x x x o o o o x x o x"

#            no he de co gu se od ev sa ol ri ro ha de th ad
READ = "     - o o o o o . . o . o . o o o ."
EXPORT = "   - o o o o o . . o . o . o o x ."
LA_READS = " - . . . . . . . o . o . o o . ."
LA_WRITES = "- x x x x x . . o . o . x x x ."
LOGS = "     - x x x x x . . o . o . x x o ."
BOTH_WRITE = "- o o x x x . . o . o . x x x ."
HEADER = "   - o x x x x . . o . o . o x x ."
EXPLAINS = " - x x x x x . . o . o . x x x ."
SHARED = "   - o o . . . . . o . o . o o . ."
FINAL = "    - o o o o o . . o . o . o o . ."
LA_DRAFT = " - . . . . . . . o . o . x x . ."
LA_ACTS = "  - x x . . . . . o . o . x x . ."
SCHOOL_ACTS = "- o o . . . . . x . x . x x . ."
ADDENDUM = " - o o x x x . . o . o . x x . ."
KEPT = "     - o o . . . . . . . . . . . . ."
TEAM_READS = "- . . . . . . . o . o . o o o ."
TEAM_EDITS = "- . . . . . . . o . o . x x o ."
BOTH_ACT = " - o o . . . . . o . o . x x . ."
RAISER = "   - x x . . . . . o . x . x x . ."
OWN_DRAFT = "- . . . . . . . o . x . x x . ."
DECIDES = "  - . . . . . . x x . o . o x . ."
HANDOVERS = "- o o x x x o o o o o o x x x x"
EVA = "      - . . . . . . o . . . . . . . ."
LA_ALONE = " - . . . . . . . o . o . o o . ."
LISTS = "    - x x x x x x x x x o o o x x o"
READS_PERSON = "- . . . . . . . . . o . o . . o"
KEEPS_PERSON = "- . . . . . . . . . x . x . . o"
OWN = "      - . . . . . . . o . . . . . . ."
BIRCH = "    - . . . . . o . . o . o o o . ."

SCHOOL_REFUSED = "- x x . . . . . . . . . . . . ."
NONE = "     - . . . . . . . . . . . . . . ."
OWN_STEP = " - o o x x o . . o . o . x x . ."
TEAMS_STEP = "- o o . . . . . o . o . x x o ."
TEAMS_OWN = "- o o . . . . . o . o . o o o ."
GIVES = "    - o o x x x . . o . o . x x . ."
CHANGES = "  - x x x x x . . o . o . x x . ."
RITAS_TIME = "- x x . . . . . x . o . x x . ."
THEOS_TIME = "- x x . . . . . x . x . x x o ."
READERS = "  - o o o o o o o o o o o o o o x"


HAWTHORN, RECORD, TERM = school("hawthorn"), record("hawthorn"), term("hawthorn")

ACCESS: dict[str, tuple[Row, ...]] = {
    "unvisited": (Row(nothing, SERVICE, "GET"),),
    "visits:my_visits": (Row(nothing, LEADERS_OF_VISITS, "GET"),),
    "visits:school_visits": (
        Row(HAWTHORN, READ, "GET"),
        Row(school("birch"), BIRCH, "GET"),
    ),
    "visits:term_unvisited": (Row(TERM, EXPLAINS),),
    "home": (Row(nothing, SIGNED_IN, "GET"),),
    "accessibility": (Row(nothing, ALL, "GET"),),
    "glossary:entries": (Row(nothing, SIGNED_IN, "GET"),),
    "drafts:keep": (Row(nothing, SIGNED_IN, "POST"),),
    "drafts:key": (Row(nothing, SIGNED_IN, "GET"),),
    "drafts:back": (Row(nothing, SIGNED_IN, "GET"),),
    "drafts:discard": (Row(draft, OWN, "POST"),),
    "school": (
        Row(HAWTHORN, READ, "GET"),
        Row(school("birch"), BIRCH, "GET"),
        Row(school("academy"), LA_ALONE, "GET"),
    ),
    "handover": (Row(HAWTHORN, BOTH_WRITE, "GET"),),
    "handovers": (Row(nothing, HANDOVERS, "GET"),),
    "hours": (
        Row(HAWTHORN, "- o o o o x . . o . o . o o o .", "GET"),
        Row(school("birch"), BIRCH, "GET"),
    ),
    "engagement:time_log": (Row(RECORD, LOGS),),
    "time_correct": (
        Row(entry("sams"), RAISER),
        Row(entry("ritas"), RITAS_TIME),
        Row(entry("theos"), THEOS_TIME),
    ),
    "time_reverse": (
        Row(entry("sams"), RAISER),
        Row(entry("ritas"), LA_ACTS),
        Row(entry("theos"), THEOS_TIME),
    ),
    "record_open": (
        Row(HAWTHORN, READ, "GET"),
        Row(HAWTHORN, LA_WRITES, "POST"),
        Row(school("birch"), BIRCH, "GET"),
    ),
    "record": (Row(RECORD, READ, "GET"), Row(record("birch"), BIRCH, "GET")),
    "record_pdf": (Row(RECORD, EXPORT, "GET"), Row(record("birch"), BIRCH, "GET")),
    "schools:invitation": (Row(invitation, ALL),),
    "schools:invite": (Row(helen, KEEPS_PERSON, "POST"),),
    "schools:invite_withdraw": (Row(helen, KEEPS_PERSON),),
    "schools:register": (Row(nothing, ADMIN),),
    "schools:register_import": (Row(file, ADMIN),),
    "schools:register_apply": (Row(file, ADMIN),),
    "schools:calendar": (Row(nothing, ADMIN),),
    "schools:year_add": (Row(nothing, ADMIN),),
    "schools:term_change": (Row(a_term, ADMIN),),
    "schools:closure_add": (Row(nothing, ADMIN),),
    "schools:closure_remove": (Row(closure, ADMIN),),
    "schools:people": (Row(nothing, LISTS, "GET"),),
    "schools:vacancies": (Row(nothing, LISTS, "GET"),),
    "schools:person": (Row(helen, READS_PERSON, "GET"),),
    "schools:person_add": (Row(nothing, ADMIN),),
    "schools:person_change": (Row(helen, KEEPS_PERSON),),
    "schools:appoint": (Row(helen, KEEPS_PERSON),),
    "schools:hand_on": (Row(helen, KEEPS_PERSON),),
    "schools:post_end": (Row(helens_post, KEEPS_PERSON),),
    "schools:post_start": (Row(helens_post, KEEPS_PERSON),),
    "schools:post_cancel": (Row(helens_post, KEEPS_PERSON),),
    "engagement:person_team": (Row(helen, KEEPS_PERSON),),
    "engagement:level_queue": (Row(nothing, QUEUE, "GET"),),
    "engagement:level": (
        Row(level("proposed"), SHARED, "GET"),
        Row(level("ladraft"), LA_READS, "GET"),
        Row(level("schooldraft"), EVA, "GET"),
    ),
    "engagement:level_edit": (
        Row(level("ladraft"), OWN_DRAFT),
        Row(level("schooldraft"), EVA),
    ),
    "engagement:level_submit": (
        Row(level("ladraft"), OWN_DRAFT, "POST"),
        Row(level("schooldraft"), EVA, "POST"),
    ),
    "engagement:level_view": (Row(level("proposed"), SCHOOL_ACTS),),
    "engagement:level_decide": (Row(level("viewed"), DECIDES),),
    "engagement:level_withdraw": (Row(level("proposed"), RAISER),),
    "engagement:level_propose": (Row(HAWTHORN, BOTH_WRITE),),
    "engagement:record_header": (Row(RECORD, HEADER),),
    "engagement:record_priorities": (Row(RECORD, BOTH_WRITE),),
    "engagement:trajectory": (Row(TERM, BOTH_WRITE),),
    "engagement:assessments": (Row(TERM, BOTH_WRITE),),
    "engagement:support": (Row(TERM, BOTH_WRITE),),
    "visits:visit_new": (Row(HAWTHORN, LOGS),),
    "visits:visit_plan": (Row(HAWTHORN, LOGS),),
    "visits:visit_replan": (Row(visit("planned"), LA_ACTS),),
    "visits:visit_cancel": (Row(visit("planned"), BOTH_ACT),),
    "visits:school_steps": (
        Row(HAWTHORN, READ, "GET"),
        Row(school("birch"), BIRCH, "GET"),
    ),
    "visits:my_steps": (Row(nothing, READERS, "GET"),),
    "visits:step": (
        Row(step("given"), FINAL, "GET"),
        Row(step("theos"), TEAMS_OWN, "GET"),
        Row(step("shared"), SHARED, "GET"),
        Row(step("draft"), LA_READS, "GET"),
        Row(step("birch"), BIRCH, "GET"),
    ),
    "visits:step_done": (Row(step("given"), OWN_STEP), Row(step("theos"), TEAMS_STEP)),
    "visits:step_open": (Row(step("given"), OWN_STEP),),
    "visits:step_give": (Row(step("given"), GIVES),),
    "visits:step_drop": (Row(step("given"), CHANGES),),
    "visits:step_date": (Row(step("given"), CHANGES),),
    "visits:visit": (
        Row(visit("draft"), LA_READS),
        Row(visit("planned"), SHARED),
        Row(visit("cancelled"), SHARED),
        Row(visit("shared"), SHARED),
        Row(visit("final"), FINAL),
        Row(visit("recalled"), SHARED),
        Row(visit("team"), TEAM_READS),
        Row(visit("birch"), BIRCH),
    ),
    "visits:visit_edit": (
        Row(visit("draft"), LA_DRAFT),
        Row(visit("planned"), LA_ACTS),
        Row(visit("shared"), LA_ACTS),
        Row(visit("team"), TEAM_EDITS),
    ),
    "visits:visit_recall": (
        Row(visit("shared"), LA_ACTS),
        Row(visit("recalled"), LA_DRAFT),
        Row(visit("team"), TEAM_EDITS),
    ),
    "visits:visit_taken_back": (
        Row(visit("recalled"), KEPT),
        Row(visit("shared"), NONE),
    ),
    "visits:visit_comment": (Row(visit("shared"), SCHOOL_ACTS),),
    "visits:correction_add": (Row(section("shared", "focus"), SCHOOL_ACTS),),
    "visits:correction_change": (
        Row(correction("unsent"), KEPT),
        Row(correction("sent"), SCHOOL_ACTS),
    ),
    "visits:correction_remove": (
        Row(correction("unsent"), KEPT, "POST"),
        Row(correction("sent"), SCHOOL_ACTS, "POST"),
    ),
    "visits:correction_answer": (
        Row(correction("unsent"), SCHOOL_REFUSED),
        Row(correction("sent"), LA_ACTS),
    ),
    "visits:visit_finalise": (Row(visit("shared"), LA_ACTS),),
    "visits:visit_addendum": (Row(visit("final"), ADDENDUM),),
    "visits:document_add": (Row(visit("shared"), SCHOOL_ACTS),),
    "visits:comment_answer": (Row(comment, LA_ACTS),),
    "visits:document_ask": (Row(visit("shared"), LA_ACTS),),
    "visits:document_request_add": (Row(asked, SCHOOL_ACTS),),
    "visits:document_request_decline": (Row(asked, SCHOOL_ACTS, "POST"),),
    "visits:document": (
        Row(document("kept"), KEPT, "GET"),
        Row(document("keptfile"), KEPT, "GET"),
        Row(document("offered"), SHARED, "GET"),
        Row(document("offeredfile"), SHARED, "GET"),
    ),
    "visits:document_download": (
        Row(document("keptfile"), KEPT, "GET"),
        Row(document("offeredfile"), SHARED, "GET"),
    ),
    "visits:document_remove": (
        Row(document("keptfile"), KEPT),
        Row(document("offered"), SCHOOL_ACTS),
    ),
    "visits:document_consent": (
        Row(document("kept"), KEPT, "POST"),
        Row(document("offered"), SCHOOL_ACTS, "POST"),
    ),
    "visits:document_withdraw": (Row(document("offered"), SCHOOL_ACTS, "POST"),),
    # The sign-in pages: what allauth serves and we have a page for.
    "account_login": (Row(nothing, ALL),),
    "account_logout": (Row(nothing, ALL),),
    "account_inactive": (Row(nothing, ALL, "GET"),),
    "account_signup": (Row(nothing, ALL),),
    # Nobody of the cast has a password to confirm.
    "account_reauthenticate": (Row(nothing, NOBODY),),
    "account_change_password": (Row(nothing, SIGNED_IN),),
    "account_set_password": (Row(nothing, SIGNED_IN),),
    "account_reset_password": (Row(nothing, ALL),),
    "account_reset_password_done": (Row(nothing, ALL, "GET"),),
    "account_reset_password_from_key": (Row(a_key, ALL),),
    "account_reset_password_from_key_done": (Row(nothing, ALL, "GET"),),
}
