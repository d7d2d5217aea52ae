"""Addresses of plans of additional engagement."""

from django.urls import path

from plans.views import (
    actions,
    agreeing,
    checks,
    front,
    plan,
    priorities,
    review,
    reviews,
)

app_name = "plans"
urlpatterns = [
    path("schools/<int:pk>/plan/begin/", agreeing.plan_open, name="plan_open"),
    path("plans/<int:pk>/", plan.plan, name="plan"),
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
]
