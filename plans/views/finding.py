"""Finding the plan that a page is about, and saying whose it is."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from plans.models import EntitlementUse, Plan, PlanAction, PlanPriority, PlanReview
from plans.queries.reading import who_can_see
from plans.rules.editing import may_change
from schools.access import get_visible_or_404, require
from schools.finding import Finder
from sitrack.core.http import SignedInRequest
from sitrack.core.models import User
from sitrack.core.roles import Capability

# The framework's long lists of words, which no page of a plan shows.
UNSHOWN = tuple(
    f"record__framework__{column}" for column in ("labels", "offers", "traded")
)


def find_plan(user: User, pk: int) -> Plan:
    """The plan in the user's scope, or 404."""
    found: Plan = _find_plan(user, pk)
    found.record.school = found.school
    return found


def find_own(user: User, pk: int) -> Plan:
    """A plan with pages of its own, in the user's scope; 404 for one whose form a
    definition draws, as these pages are not its."""
    plan = find_plan(user, pk)
    if plan.template.form:
        raise Http404("The form of this plan has no such page.")
    return plan


def plans_to_show() -> Any:
    """Plans, each with what every page about it shows."""
    return Plan.objects.select_related(
        *("school", "record__year", "record__framework", "level", "template"),
        *("la_agreed_by", "school_agreed_by", "evaluation__recommended"),
    ).defer(*UNSHOWN, "record__vision")


_find_plan = Finder(plans_to_show)


def find_priority(user: User, pk: int, priority: int) -> PlanPriority:
    """A priority of a plan in the user's scope, or 404."""
    plan = find_plan(user, pk)
    rows = plan.priorities.select_related("priority")
    found: PlanPriority = get_object_or_404(rows, pk=priority)
    found.plan = plan
    return found


def find_action(user: User, pk: int) -> PlanAction:
    """An action of a plan in the user's scope, or 404."""
    rows = PlanAction.objects.select_related(
        *("priority__plan__school", "priority__plan__record__year"),
        *("priority__plan__template", "person", "step", "state_by"),
    )
    found: PlanAction = get_visible_or_404(rows, user, pk=pk)
    return found


def find_check(user: User, pk: int, check: int) -> EntitlementUse:
    """A check of a plan in the user's scope, or 404."""
    plan = find_plan(user, pk)
    rows = plan.checks.select_related("line", "team")
    found: EntitlementUse = get_object_or_404(rows, pk=check)
    found.plan = plan
    return found


def ended(request: SignedInRequest, plan: Plan) -> HttpResponse | None:
    """403 for who may not write in plans; the way back from one that has ended."""
    require(request.user, Capability.EDIT_PLAN, plan.school)
    if may_change(plan.state):
        return None
    messages.info(request, "This plan has ended. Nothing was changed.")
    return redirect(plan)


def find_review(user: User, pk: int) -> PlanReview:
    """The review in the user's scope, with its plan, or 404."""
    found: PlanReview = _find_review(user, pk)
    found.plan.record.school = found.plan.school
    return found


def reviews_to_show() -> Any:
    """Reviews, each with what every page about it shows."""
    return PlanReview.objects.select_related(
        *("plan__school", "plan__record__year", "plan__record__framework"),
        *("plan__level", "plan__template", "visit__record"),
        *("sent_by", "returned_by"),
    ).defer(*(f"plan__{name}" for name in UNSHOWN))


_find_review = Finder(reviews_to_show)


def whose(plan: Plan) -> dict[str, Any]:
    """What every page of a plan says: whose it is, its state, and who can see it."""
    return {
        "plan": plan,
        "school": plan.school,
        "record": plan.record,
        "labels": plan.template.labels,
        "readers": who_can_see(plan),
    }
