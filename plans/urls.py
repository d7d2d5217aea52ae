"""Addresses of plans of additional engagement."""

from django.urls import path

from plans.views import (
    actions,
    agreeing,
    cases,
    checks,
    endings,
    evaluations,
    exits,
    extensions,
    front,
    holding,
    meeting,
    meetings,
    papers,
    plan,
    pressing,
    priorities,
    review,
    reviews,
    term_reports,
)

app_name = "plans"
urlpatterns = [
    path(
        "intensive-support/<int:pk>/acknowledge/",
        cases.case_acknowledge,
        name="case_acknowledge",
    ),
    path(
        "intensive-support/<int:pk>/step/<slug:verb>/",
        cases.case_step,
        name="case_step",
    ),
    path("intensive-support/<int:pk>/exit/", exits.exit_check, name="exit_check"),
    path("intensive-support/<int:pk>/exit/ready/", exits.exit_ready, name="exit_ready"),
    path(
        "intensive-support/<int:pk>/exit/return/", exits.exit_return, name="exit_return"
    ),
    path(
        "intensive-support/<int:pk>/exit/approve/",
        exits.exit_approve,
        name="exit_approve",
    ),
    path("schools/<int:pk>/plan/begin/", agreeing.plan_open, name="plan_open"),
    path(
        "schools/<int:pk>/progress-report/",
        term_reports.term_report_write,
        name="term_report_write",
    ),
    path("progress-reports/<int:pk>/", term_reports.term_report, name="term_report"),
    path("plans/", pressing.pressing, name="pressing"),
    path("plans/<int:pk>/", plan.plan, name="plan"),
    path("plans/<int:pk>/timeline/", plan.timeline, name="timeline"),
    path("plans/<int:pk>/edit/", front.plan_edit, name="plan_edit"),
    path("plans/<int:pk>/team/", front.plan_team, name="plan_team"),
    path("plans/<int:pk>/agree/", agreeing.plan_agree, name="plan_agree"),
    path("plans/<int:pk>/school-view/", agreeing.plan_view, name="plan_view"),
    path(
        "plans/<int:pk>/priorities/add/", priorities.priority_add, name="priority_add"
    ),
    path(
        "plans/<int:pk>/priorities/<int:priority>/",
        priorities.priority_edit,
        name="priority_edit",
    ),
    path(
        "plans/<int:pk>/priorities/<int:priority>/remove/",
        priorities.priority_remove,
        name="priority_remove",
    ),
    path("plans/<int:pk>/checks/<int:check>/", checks.check, name="check"),
    path("plans/<int:pk>/checks/<int:check>/ask/", checks.check_ask, name="check_ask"),
    path("plan-actions/", actions.my_actions, name="my_actions"),
    path("plan-actions/<int:pk>/", actions.action, name="action"),
    path("plan-actions/<int:pk>/update/", actions.action_update, name="action_update"),
    path("steps/<int:pk>/plan/", actions.step_promote, name="step_promote"),
    path("plans/<int:pk>/reviews/add/", reviews.review_new, name="review_new"),
    path("plans/<int:pk>/reviews/plan/", review.review_plan, name="review_plan"),
    path("plans/reviews/<int:pk>/", review.review, name="review"),
    path("plans/reviews/<int:pk>/edit/", reviews.review_edit, name="review_edit"),
    path(
        "plans/reviews/<int:pk>/comment/", review.review_comment, name="review_comment"
    ),
    path(
        "plans/reviews/<int:pk>/prepare/",
        meetings.meeting_prepare,
        name="meeting_prepare",
    ),
    path("plans/reviews/<int:pk>/part/", meetings.meeting_part, name="meeting_part"),
    path("plans/reviews/<int:pk>/hold/", holding.meeting_hold, name="meeting_hold"),
    path("plans/reviews/<int:pk>/move/", meeting.meeting_move, name="meeting_move"),
    path("plans/reviews/<int:pk>/papers/add/", papers.paper_add, name="paper_add"),
    path("plans/papers/<int:pk>/", papers.paper, name="paper"),
    path(
        "plans/papers/<int:pk>/take-back/",
        papers.paper_take_back,
        name="paper_take_back",
    ),
    path("plans/<int:pk>/clock/", meeting.plan_clock, name="plan_clock"),
    path("plans/<int:pk>/finish/", endings.plan_finish, name="plan_finish"),
    path("plans/<int:pk>/board/", extensions.plan_board, name="plan_board"),
    path("plans/<int:pk>/extend/", extensions.plan_extend, name="plan_extend"),
    path(
        "plans/<int:pk>/extensions/<int:extension>/",
        extensions.extension_decide,
        name="extension_decide",
    ),
    path("plans/<int:pk>/evaluation/", evaluations.evaluation, name="evaluation"),
    path(
        "plans/<int:pk>/evaluation/write/",
        evaluations.evaluation_write,
        name="evaluation_write",
    ),
    path(
        "plans/<int:pk>/evaluation/comment/",
        evaluations.evaluation_comment,
        name="evaluation_comment",
    ),
    path("plans/<int:pk>/transition/", endings.plan_transition, name="plan_transition"),
    path("plans/<int:pk>/step-down/", endings.plan_step_down, name="plan_step_down"),
    path(
        "plans/<int:pk>/step-down/earlier/",
        endings.plan_step_forward,
        name="plan_step_forward",
    ),
    path("plans/<int:pk>/close/", endings.plan_close, name="plan_close"),
    path("plans/<int:pk>/escalate/", endings.plan_escalate, name="plan_escalate"),
    path("plans/<int:pk>/cancel/", endings.plan_cancel, name="plan_cancel"),
]
