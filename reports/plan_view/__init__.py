"""A plan of additional engagement as one reader may see it: plain values for paper."""

from reports.plan_view.evaluation import EvaluationView, evaluation_view
from reports.plan_view.shapes import (
    ActionRow,
    PlanView,
    PriorityView,
    Rating,
    ReviewView,
)
from reports.plan_view.view import plan_view, plans_in, viewed_in

__all__ = [
    "ActionRow",
    "EvaluationView",
    "PlanView",
    "PriorityView",
    "Rating",
    "ReviewView",
    "evaluation_view",
    "plan_view",
    "plans_in",
    "viewed_in",
]
