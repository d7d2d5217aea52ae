"""Addresses of evaluations of schools."""

from django.urls import path

from visits.views.evaluations import (
    day,
    facts,
    feedback,
    planning,
    preparing,
    reading,
    report,
    steps,
)

ONE = "evaluations/<int:pk>/"
urlpatterns = [
    path(
        "schools/<int:pk>/evaluations/",
        reading.school_evaluations,
        name="school_evaluations",
    ),
    path(
        "schools/<int:pk>/evaluations/new/<slug:kind>/",
        planning.evaluation_new,
        name="evaluation_new",
    ),
    path(ONE, reading.evaluation, name="evaluation"),
    path(f"{ONE}call-off/", steps.evaluation_call_off, name="evaluation_call_off"),
    path(f"{ONE}plan/", planning.evaluation_plan, name="evaluation_plan"),
    path(f"{ONE}team/add/", planning.evaluator_add, name="evaluator_add"),
    path(
        f"{ONE}team/<int:member>/remove/",
        planning.evaluator_remove,
        name="evaluator_remove",
    ),
    path(
        f"{ONE}preparation/",
        preparing.evaluation_lines,
        {"stage": "preparation"},
        name="evaluation_preparation",
    ),
    path(
        f"{ONE}meeting/",
        preparing.evaluation_lines,
        {"stage": "meeting"},
        name="evaluation_meeting",
    ),
    path(f"{ONE}focus/", preparing.evaluation_focus, name="evaluation_focus"),
    path(
        f"{ONE}share/",
        steps.evaluation_step,
        {"step": steps.SHARE},
        name="evaluation_share",
    ),
    path(
        f"{ONE}held/",
        steps.evaluation_step,
        {"step": steps.HELD},
        name="evaluation_held",
    ),
    path(f"{ONE}activities/", day.evaluation_activities, name="evaluation_activities"),
    path(f"{ONE}activities/add/", day.activity_add, name="activity_add"),
    path("evaluation-activities/<int:pk>/", day.activity_change, name="activity"),
    path(
        "evaluation-activities/<int:pk>/remove/",
        day.activity_remove,
        name="activity_remove",
    ),
    path(
        f"{ONE}judgements/",
        feedback.evaluation_judgements,
        name="evaluation_judgements",
    ),
    path(f"{ONE}feedback/", feedback.evaluation_feedback, name="evaluation_feedback"),
    path(f"{ONE}grades/", feedback.evaluation_grades, name="evaluation_grades"),
    path(f"{ONE}summaries/", report.evaluation_summaries, name="evaluation_summaries"),
    path(
        f"{ONE}summaries/<int:member>/",
        report.evaluation_summary,
        name="evaluation_summary",
    ),
    path(f"{ONE}draft/", report.evaluation_draft, name="evaluation_draft"),
    path(
        f"{ONE}send/",
        steps.evaluation_step,
        {"step": steps.SEND},
        name="evaluation_send",
    ),
    path(f"{ONE}report/", report.evaluation_report, name="evaluation_report"),
    path(f"{ONE}marks/add/<slug:section>/", facts.mark_add, name="mark_add"),
    path(f"{ONE}marks/done/", facts.facts_done, name="facts_done"),
    path("evaluation-marks/<int:pk>/answer/", facts.mark_answer, name="mark_answer"),
    path("evaluation-marks/<int:pk>/remove/", facts.mark_remove, name="mark_remove"),
    path(f"{ONE}deputies/", facts.evaluation_deputies, name="evaluation_deputies"),
    path(
        f"{ONE}finalise/",
        steps.evaluation_step,
        {"step": steps.FINALISE},
        name="evaluation_finalise",
    ),
    path(f"{ONE}governors/", steps.evaluation_governors, name="evaluation_governors"),
    path(
        f"{ONE}close/",
        steps.evaluation_step,
        {"step": steps.CLOSE},
        name="evaluation_close",
    ),
]
