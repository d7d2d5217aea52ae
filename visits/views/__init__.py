"""Pages of visits."""

from visits.views.corrections import (
    correction_add,
    correction_answer,
    correction_change,
    correction_remove,
)
from visits.views.diary import visit_cancel, visit_plan, visit_replan
from visits.views.document_requests import (
    document_add,
    document_ask,
    document_request_add,
    document_request_decline,
)
from visits.views.documents import (
    document,
    document_consent,
    document_download,
    document_remove,
    document_withdraw,
)
from visits.views.evidence import evidence_meeting
from visits.views.guests import guest_add, guest_file, guest_item, guest_withdraw
from visits.views.lists import my_visits, school_visits
from visits.views.notes import visit_edit, visit_new
from visits.views.other_times import (
    visit_keep_time,
    visit_other_time,
    visit_suits_after_all,
)
from visits.views.pooling import visit_pool, visit_pool_name
from visits.views.recall import visit_recall, visit_taken_back
from visits.views.replies import (
    comment_answer,
    visit_addendum,
    visit_comment,
    visit_finalise,
)
from visits.views.step_moves import step_move
from visits.views.steps import my_steps, school_steps, step
from visits.views.steps_before import steps_before
from visits.views.unvisited import term_unvisited
from visits.views.visit import visit

__all__ = [
    "comment_answer",
    "correction_add",
    "correction_answer",
    "correction_change",
    "correction_remove",
    "document",
    "document_add",
    "document_ask",
    "document_consent",
    "document_download",
    "document_remove",
    "document_request_add",
    "document_request_decline",
    "document_withdraw",
    "evidence_meeting",
    "guest_add",
    "guest_file",
    "guest_item",
    "guest_withdraw",
    "my_steps",
    "my_visits",
    "school_steps",
    "school_visits",
    "step",
    "step_move",
    "steps_before",
    "term_unvisited",
    "visit",
    "visit_addendum",
    "visit_cancel",
    "visit_comment",
    "visit_edit",
    "visit_finalise",
    "visit_keep_time",
    "visit_new",
    "visit_other_time",
    "visit_plan",
    "visit_pool",
    "visit_pool_name",
    "visit_recall",
    "visit_replan",
    "visit_suits_after_all",
    "visit_taken_back",
]
