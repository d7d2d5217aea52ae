"""Pages that join the apps."""

from reports.views.caseload import caseload, caseload_of
from reports.views.digest import weekly_mail
from reports.views.due import closing, school_due
from reports.views.feed import (
    calendar_feed,
    calendar_feed_file,
    calendar_feed_stop,
)
from reports.views.handover import handover, handovers
from reports.views.home import home
from reports.views.hours import hours
from reports.views.level import level, level_queue
from reports.views.level_decision import level_decide
from reports.views.level_proposal import level_edit, level_propose
from reports.views.members import (
    members_approve,
    members_begin,
    members_public,
    members_report,
    members_reports,
    members_words,
)
from reports.views.mine import my_due, put_off, take_back
from reports.views.moderation import (
    levels_reviewed,
    moderation,
    moderation_approve,
    moderation_ask,
    moderation_write,
    moderations,
)
from reports.views.pages import accessibility
from reports.views.picture import picture, picture_schools
from reports.views.picture_map import picture_map
from reports.views.record import record, record_open, record_pdf
from reports.views.rollover import rollover, rollover_stop
from reports.views.school import school
from reports.views.school_changes import (
    school_change,
    school_change_add,
    school_change_set_aside,
    school_change_take_back,
    school_changes,
)
from reports.views.search import find
from reports.views.time import time_correct, time_reverse
from reports.views.unvisited import unvisited
from reports.views.year import (
    record_lock,
    record_prepare,
    record_unlock,
    school_records,
    school_roll_over,
)

__all__ = [
    "accessibility",
    "calendar_feed",
    "calendar_feed_file",
    "calendar_feed_stop",
    "caseload",
    "caseload_of",
    "closing",
    "find",
    "handover",
    "handovers",
    "home",
    "hours",
    "level",
    "level_decide",
    "level_edit",
    "level_propose",
    "level_queue",
    "levels_reviewed",
    "members_approve",
    "members_begin",
    "members_public",
    "members_report",
    "members_reports",
    "members_words",
    "moderation",
    "moderation_approve",
    "moderation_ask",
    "moderation_write",
    "moderations",
    "my_due",
    "picture",
    "picture_map",
    "picture_schools",
    "put_off",
    "record",
    "record_lock",
    "record_open",
    "record_pdf",
    "record_prepare",
    "record_unlock",
    "rollover",
    "rollover_stop",
    "school",
    "school_change",
    "school_change_add",
    "school_change_set_aside",
    "school_change_take_back",
    "school_changes",
    "school_due",
    "school_records",
    "school_roll_over",
    "take_back",
    "time_correct",
    "time_reverse",
    "unvisited",
    "weekly_mail",
]
