"""What other pages tell of a school's additional engagement plans.

A plan counts that both sides agreed and that has not ended: only then can the school be
on track with its priorities, or not (SUF-C-07, SUF-C-11).
"""

from typing import Any

from django.db.models import Exists, OuterRef

from engagement.models import CriterionPick, SchoolYearRecord
from plans.models import Plan, PlanReview


def found_off_track(record: SchoolYearRecord, code: str) -> list[CriterionPick]:
    """The criterion with which a page of a plan that is not on track asks for the level
    to be looked at, and what the plan's reviews said (INV-14); without a code none."""
    if not code:
        return []
    criterion = record.framework.criteria.filter(code=code).first()
    reviews = PlanReview.objects.held().filter(
        plan__in=Plan.objects.filter(school=record.school).live(), on_track=False
    )
    days = [f"{day:%-d %B %Y}" for day in reviews.values_list("held_on", flat=True)]
    if criterion is None or not days:
        return []
    evidence = f"The plan was not on track at the review of {days[-1]}."
    if len(days) > 1:
        evidence = (
            f"The plan was not on track at the reviews of {' and '.join(days[-2:])}."
        )
    return [CriterionPick(criterion=criterion, evidence=evidence)]


def with_live_plan(rows: Any, *, school: str = "pk") -> Any:
    """Schools, or rows that lead to their ``school``, that each know, as ``runs_plan``,
    whether a plan runs there."""
    plans = Plan.objects.filter(school=OuterRef(school)).live()
    return rows.annotate(runs_plan=Exists(plans))
