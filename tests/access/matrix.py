"""Every address × every person: the security review, on one page (domain 4.2, 4.3).

    o  reaches the page, or is taken on from it     x  is told: not your role (403)
    .  learns nothing: not found (404)              -  is asked to sign in

An address may have several rows: one for each state of what it is about.
"""

from tests.access.document_pages import DOCUMENTS
from tests.access.due_pages import DUE
from tests.access.framework_pages import FRAMEWORKS
from tests.access.guest_pages import GUESTS
from tests.access.hours_pages import HOURS
from tests.access.inspections import INSPECTIONS
from tests.access.letter_pages import LETTERS
from tests.access.level_pages import LEVELS
from tests.access.places import (
    a_term,
    asked,
    closure,
    comment,
    contact,
    correction,
    document,
    draft,
    file,
    guide,
    helen,
    helens_post,
    invitation,
    measure,
    nothing,
    record,
    school,
    section,
    step,
    term,
    visit,
    word,
)
from tests.access.plan_pages import PLANS
from tests.access.protection_pages import PROTECTION
from tests.access.published_pages import PUBLISHED
from tests.access.row import Row
from tests.access.school_changes import SCHOOL_CHANGES
from tests.access.signing_in import ALL, KEEPS_PERSON, SIGN_IN, SIGNED_IN
from tests.access.support_pages import SUPPORT

ADMIN = "- x x x x x x x x x x x x x x o"

SERVICE = "- x x x x x x x o o o o o o x x"
LEADERS_OF_VISITS = "- x x x x x x x o o o o x x o x"

#            no he de co gu se od ev sa ol ri ro ha de th ad
READ = "     - o o o o o . . o . o . o o o ."
EXPORT = "   - o o o o o . . o . o . o o x ."
LA_READS = " - . . . . . . . o . o . o o . ."
LA_WRITES = "- x x x x x . . o . o . x x x ."
LOGS = "     - x x x x x . . o . o . x x o ."
ASSESSES = " - o o x x x . . o . x . x x x ."
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
HANDOVERS = "- o o x x x o o o o o o x x x x"
LA_ALONE = " - . . . . . . . o . o . o o . ."
LISTS = "    - x x x x x x x x x o o o x x o"
READS_PERSON = "- . . . . . . . . . o . o . . o"
OWN = "      - . . . . . . . o . . . . . . ."
BIRCH = "    - . . . . . o . . o . o o o . ."

SCHOOL_REFUSED = "- x x . . . . . . . . . . . . ."
NONE = "     - . . . . . . . . . . . . . . ."
OWN_STEP = " - o o x x o . . o . o . x x . ."
TEAMS_STEP = "- o o . . . . . o . o . x x o ."
TEAMS_OWN = "- o o . . . . . o . o . o o o ."
GIVES = "    - o o x x x . . o . o . x x . ."
CHANGES = "  - x x x x x . . o . o . x x . ."
LA_STEPS = " - x x x x x . . o . o . x x x ."
HEAD_ONLY = "- x x x x x x x x x x x o x x x"
HEAD_HERE = "- x x x x x . . x . x . o x x ."
PROPOSES = " - o o x x x o o o o o o o x o o"
FOR_NOBODY = ". . . . . . . . . . . . . . . ."
READERS = "  - o o o o o o o o o o o o o o x"


HAWTHORN, RECORD, TERM = school("hawthorn"), record("hawthorn"), term("hawthorn")

ACCESS: dict[str, tuple[Row, ...]] = {
    "search": (Row(nothing, SIGNED_IN, "GET"),),
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
    "glossary:help": (Row(nothing, SIGNED_IN, "GET"),),
    "glossary:guide": (Row(guide, SIGNED_IN, "GET"),),
    "glossary:propose": (Row(nothing, PROPOSES),),
    "glossary:proposals": (Row(nothing, ADMIN, "GET"),),
    "glossary:entry": (Row(word("proposed"), ADMIN), Row(word("declined"), ADMIN)),
    "glossary:decline": (Row(word("proposed"), ADMIN),),
    # Whoever has no token, signed in or not.
    "metrics": (Row(nothing, FOR_NOBODY, "GET"),),
    # Nobody is named here whom to tell.
    "security_txt": (Row(nothing, FOR_NOBODY, "GET"),),
    "health:live": (Row(nothing, ALL, "GET"),),
    "health:ready": (Row(nothing, ALL, "GET"),),
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
    "record_open": (
        Row(HAWTHORN, READ, "GET"),
        Row(HAWTHORN, LA_WRITES, "POST"),
        Row(school("birch"), BIRCH, "GET"),
    ),
    "record_lock": (Row(RECORD, HEAD_HERE),),
    "record_unlock": (Row(RECORD, HEAD_HERE),),
    "record_prepare": (Row(HAWTHORN, LA_WRITES),),
    "school_records": (
        Row(HAWTHORN, READ, "GET"),
        Row(school("birch"), BIRCH, "GET"),
    ),
    "school_roll_over": (Row(HAWTHORN, HEAD_HERE),),
    "rollover": (Row(nothing, HEAD_ONLY),),
    "rollover_stop": (Row(nothing, HEAD_ONLY, "POST"),),
    "record": (Row(RECORD, READ, "GET"), Row(record("birch"), BIRCH, "GET")),
    "schools:invitation": (Row(invitation, ALL),),
    "schools:invite": (Row(helen, KEEPS_PERSON, "POST"),),
    "schools:invite_withdraw": (Row(helen, KEEPS_PERSON),),
    "schools:register": (Row(nothing, ADMIN),),
    "schools:register_import": (Row(file, ADMIN),),
    "schools:register_apply": (Row(file, ADMIN),),
    "schools:links": (Row(nothing, ADMIN),),
    "schools:calendar": (Row(nothing, ADMIN),),
    "schools:year_add": (Row(nothing, ADMIN),),
    "schools:term_change": (Row(a_term, ADMIN),),
    "schools:closure_add": (Row(nothing, ADMIN),),
    "schools:closure_remove": (Row(closure, ADMIN),),
    "schools:directory": (Row(nothing, SIGNED_IN, "GET"),),
    "schools:contact_add": (Row(nothing, ADMIN),),
    "schools:safeguarding": (Row(nothing, ADMIN),),
    "schools:contact_change": (Row(contact, ADMIN),),
    "schools:contact_check": (Row(contact, ADMIN, "POST"),),
    "schools:contact_remove": (Row(contact, ADMIN),),
    "schools:people": (Row(nothing, LISTS, "GET"),),
    "schools:vacancies": (Row(nothing, LISTS, "GET"),),
    "schools:person": (Row(helen, READS_PERSON, "GET"),),
    "schools:person_add": (Row(nothing, ADMIN),),
    "schools:person_change": (Row(helen, KEEPS_PERSON),),
    "schools:second_step_remove": (Row(helen, KEEPS_PERSON),),
    "schools:leavers": (Row(nothing, ADMIN, "GET"),),
    "schools:account_sign_out": (Row(helen, KEEPS_PERSON),),
    "schools:account_close": (Row(helen, KEEPS_PERSON),),
    "schools:account_open": (Row(helen, KEEPS_PERSON),),
    "schools:appoint": (Row(helen, KEEPS_PERSON),),
    "schools:hand_on": (Row(helen, KEEPS_PERSON),),
    "schools:post_end": (Row(helens_post, KEEPS_PERSON),),
    "schools:post_start": (Row(helens_post, KEEPS_PERSON),),
    "schools:post_cancel": (Row(helens_post, KEEPS_PERSON),),
    "engagement:person_team": (Row(helen, KEEPS_PERSON),),
    "engagement:level_confirm": (Row(RECORD, BOTH_WRITE, "POST"),),
    "engagement:contacts_confirm": (Row(RECORD, HEADER, "POST"),),
    "engagement:record_header": (Row(RECORD, HEADER),),
    "engagement:record_priorities": (Row(RECORD, BOTH_WRITE),),
    "engagement:trajectory": (Row(TERM, BOTH_WRITE),),
    "engagement:assessments": (Row(TERM, ASSESSES),),
    "engagement:measure_list": (Row(RECORD, ASSESSES, "GET"),),
    "engagement:measure_say": (Row(measure("hawthorn"), ASSESSES),),
    "engagement:measure_add": (Row(RECORD, ASSESSES),),
    "engagement:term_changes": (Row(TERM, EXPORT, "GET"),),
    "engagement:support": (Row(TERM, BOTH_WRITE),),
    "visits:visit_new": (Row(HAWTHORN, LOGS),),
    "visits:visit_plan": (Row(HAWTHORN, LOGS),),
    "visits:visit_replan": (Row(visit("planned"), LA_ACTS),),
    "visits:visit_other_time": (Row(visit("planned"), SCHOOL_ACTS),),
    "visits:visit_suits_after_all": (Row(visit("planned"), SCHOOL_ACTS, "POST"),),
    "visits:visit_keep_time": (Row(visit("planned"), LA_ACTS),),
    "visits:visit_cancel": (Row(visit("planned"), BOTH_ACT),),
    "visits:school_steps": (
        Row(HAWTHORN, READ, "GET"),
        Row(school("birch"), BIRCH, "GET"),
    ),
    "visits:steps_before": (Row(HAWTHORN, LA_STEPS),),
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
    **DOCUMENTS,
    **DUE,
    **GUESTS,
    **HOURS,
    **INSPECTIONS,
    **PLANS,
    **LETTERS,
    **LEVELS,
    **SUPPORT,
    **PUBLISHED,
    **SCHOOL_CHANGES,
    **FRAMEWORKS,
    **SIGN_IN,
    **PROTECTION,
}
