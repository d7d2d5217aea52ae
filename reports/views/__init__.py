"""Pages that join the apps."""

from reports.views.board import board_report, board_themes, board_told
from reports.views.bundles import bundle, bundle_file, bundle_stop, bundles
from reports.views.case import case, school_case
from reports.views.caseload import caseload, caseload_of
from reports.views.digest import weekly_mail
from reports.views.documents import document, document_word, document_zip, glossary_now
from reports.views.due import closing, school_due
from reports.views.feed import (
    calendar_feed,
    calendar_feed_file,
    calendar_feed_stop,
)
from reports.views.handover import handover, handovers
from reports.views.home import home
from reports.views.hours import hours
from reports.views.import_folder import import_folder, import_folder_add
from reports.views.imports import (
    word_import,
    word_import_add,
    word_import_discard,
    word_import_original,
    word_imports,
)
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
from reports.views.openings import school_openings
from reports.views.pages import accessibility
from reports.views.phase import phase, phase_missing, phase_review
from reports.views.picture import picture, picture_schools
from reports.views.picture_map import picture_map
from reports.views.publications import (
    check_copy,
    publication,
    publication_file,
    publish,
    school_published,
)
from reports.views.record import record, record_open
from reports.views.rollover import rollover, rollover_stop
from reports.views.school import school
from reports.views.school_calendar import school_calendar
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
from reports.views.withdrawing import publication_withdraw, publish_preview
from reports.views.year import (
    record_lock,
    record_prepare,
    record_unlock,
    school_records,
    school_roll_over,
)

__all__ = [
    "accessibility",
    "board_report",
    "board_themes",
    "board_told",
    "bundle",
    "bundle_file",
    "bundle_stop",
    "bundles",
    "calendar_feed",
    "calendar_feed_file",
    "calendar_feed_stop",
    "case",
    "caseload",
    "caseload_of",
    "check_copy",
    "closing",
    "document",
    "document_word",
    "document_zip",
    "find",
    "glossary_now",
    "handover",
    "handovers",
    "home",
    "hours",
    "import_folder",
    "import_folder_add",
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
    "phase",
    "phase_missing",
    "phase_review",
    "picture",
    "picture_map",
    "picture_schools",
    "publication",
    "publication_file",
    "publication_withdraw",
    "publish",
    "publish_preview",
    "put_off",
    "record",
    "record_lock",
    "record_open",
    "record_prepare",
    "record_unlock",
    "rollover",
    "rollover_stop",
    "school",
    "school_calendar",
    "school_case",
    "school_change",
    "school_change_add",
    "school_change_set_aside",
    "school_change_take_back",
    "school_changes",
    "school_due",
    "school_openings",
    "school_published",
    "school_records",
    "school_roll_over",
    "take_back",
    "time_correct",
    "time_reverse",
    "unvisited",
    "weekly_mail",
    "word_import",
    "word_import_add",
    "word_import_discard",
    "word_import_original",
    "word_imports",
]
