"""Where a visit that is a review of a plan is read and written up."""

from django.urls import reverse

from plans.models import LIVE, EndEvaluation, Plan, PlanReview
from plans.services.review_visits import REVIEW
from sitrack.core.words import worded_later
from visits import elsewhere
from visits.elsewhere import Elsewhere
from visits.models import Visit

NAME = worded_later("review of the {plan}")
EVALUATION = worded_later("evaluation of the {plan}")


def find(visit: Visit) -> Elsewhere | None:
    """The pages of the visit's review; of one that nobody recorded yet, the page to
    record it on and the school's plan."""
    review = PlanReview.objects.filter(visit=visit).first()
    if review is not None:
        write = reverse("plans:review_edit", args=[review.pk])
        return Elsewhere(NAME, review.get_absolute_url(), write)
    evaluation = EndEvaluation.objects.filter(visit=visit).first()
    if evaluation is not None:
        write = reverse("plans:evaluation_write", args=[evaluation.plan_id])
        return Elsewhere(EVALUATION, evaluation.get_absolute_url(), write)
    if visit.visit_type is None or visit.visit_type.code != REVIEW:
        return None
    plans = Plan.objects.filter(school=visit.record.school_id, state__in=LIVE)
    plan = plans.filter(starts_on__lte=visit.date).order_by("starts_on").last()
    if plan is None:
        return None
    write = f"{reverse('plans:review_new', args=[plan.pk])}?visit={visit.pk}"
    return Elsewhere(NAME, plan.get_absolute_url(), write)


elsewhere.register(REVIEW, find)
