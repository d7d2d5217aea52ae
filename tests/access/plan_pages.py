"""The pages of plans of additional engagement, for the table of access."""

from tests.access.places import (
    action,
    nothing,
    plan,
    plan_check,
    plan_extension,
    plan_priority,
    review,
    school,
    step,
)
from tests.access.row import Row

#            no he de co gu se od ev sa ol ri ro ha de th ad
READ = "     - o o o o o . . o . o . o o o ."
DRAFT = "    - . . . . . . o o . o . o o . ."
OPENS = "    - o o x x x . . o . x . x x x ."
WRITES = "   - o o x x x . . o . o . x x x ."
AGREES = "   - o o x x x . . o . x . x x x ."
ASH_EDIT = " - . . . . . . o o . o . x x . ."
ASH_AGREE = "- . . . . . . o o . x . x x . ."
THEOS = "    - o o x x x . . o . o . x x o ."
SENAS = "    - o o x x o . . o . o . x x x ."
ENDS = "     - x x x x x . . x . o . o x x ."
ASKS = "     - x x x x x . . o . o . x x x ."
BEECH = "    - . . . . . . o o . o . o o . ."
COMMENTS = " - . . . . . . o x . x . x x . ."
READERS = "  - o o o o o o o o o o o o o o x"
PROMOTES = " - o o . . . . . o . o . x x . ."

REVIEWS = "  - x x x x x . . o . o . x x x ."
LA_ONLY = "  - . . . . . . . o . o . o o . ."
LA_DRAFT = " - . . . . . . . o . o . x x . ."
SPEAKS = "   - o o x x x . . o . o . x x x ."
OF_ASH = "   - . . . . . . x o . o . x x . ."

OFFICERS = " - x x x x x x x o o o o o o x x"

PLANS: dict[str, tuple[Row, ...]] = {
    "plans:pressing": (Row(nothing, OFFICERS, "GET"),),
    "plans:plan_open": (Row(school("hawthorn"), OPENS),),
    "plans:plan": (
        Row(plan("active"), READ, "GET"),
        Row(plan("draft"), DRAFT, "GET"),
        Row(plan("cancelled"), BEECH, "GET"),
    ),
    "plans:timeline": (
        Row(plan("active"), READ, "GET"),
        Row(plan("draft"), DRAFT, "GET"),
    ),
    "plans:plan_edit": (Row(plan("active"), WRITES), Row(plan("draft"), ASH_EDIT)),
    "plans:plan_team": (Row(plan("active"), WRITES), Row(plan("draft"), ASH_EDIT)),
    "plans:plan_agree": (Row(plan("active"), AGREES), Row(plan("draft"), ASH_AGREE)),
    "plans:plan_view": (Row(plan("active"), AGREES), Row(plan("draft"), ASH_AGREE)),
    "plans:priority_add": (Row(plan("active"), WRITES), Row(plan("draft"), ASH_EDIT)),
    "plans:priority_edit": (Row(plan_priority, WRITES),),
    "plans:priority_remove": (Row(plan_priority, WRITES),),
    "plans:check": (Row(plan_check, WRITES),),
    "plans:check_ask": (Row(plan_check, WRITES),),
    "plans:my_actions": (Row(nothing, READERS, "GET"),),
    "plans:action": (
        Row(action("theos"), READ, "GET"),
        Row(action("senas"), READ, "GET"),
    ),
    "plans:action_update": (Row(action("theos"), THEOS), Row(action("senas"), SENAS)),
    "plans:step_promote": (Row(step("shared"), PROMOTES),),
    "plans:review_new": (
        Row(plan("active"), REVIEWS),
        Row(plan("draft"), OF_ASH),
    ),
    "plans:review_plan": (
        Row(plan("active"), REVIEWS),
        Row(plan("draft"), OF_ASH),
    ),
    "plans:review": (
        Row(review("shared"), READ, "GET"),
        Row(review("planned"), READ, "GET"),
        Row(review("draft"), LA_ONLY, "GET"),
    ),
    "plans:review_edit": (
        Row(review("shared"), REVIEWS),
        Row(review("planned"), REVIEWS),
        Row(review("draft"), LA_DRAFT),
    ),
    "plans:review_comment": (
        Row(review("shared"), SPEAKS),
        Row(review("draft"), LA_DRAFT),
    ),
    "plans:plan_board": (Row(plan("active"), ENDS),),
    "plans:plan_extend": (Row(plan("active"), ASKS),),
    "plans:extension_decide": (Row(plan_extension, ENDS),),
    "plans:evaluation": (Row(plan("evaluated"), BEECH, "GET"),),
    "plans:evaluation_write": (Row(plan("active"), ASKS),),
    "plans:evaluation_comment": (Row(plan("evaluated"), COMMENTS),),
    "plans:plan_transition": (Row(plan("active"), ENDS),),
    "plans:plan_step_down": (Row(plan("active"), ASKS),),
    "plans:plan_step_forward": (Row(plan("active"), ENDS),),
    "plans:plan_close": (Row(plan("active"), ENDS),),
    "plans:plan_escalate": (Row(plan("active"), ENDS),),
    "plans:plan_cancel": (Row(plan("active"), ENDS),),
}
