"""Deciding a proposal: both views side by side, then approve, return or reject."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from engagement.forms.levels import DecisionForm
from engagement.models import LevelAssignment
from engagement.queries.proposals import decides, has_part
from engagement.queries.wording import role_name
from engagement.services import decisions
from engagement.views.finding import check_as_seen, find_level, too_late
from engagement.views.shown import shown
from reports.queries.change_evidence import address_of_cited
from reports.queries.decision import (
    last_reviews,
    last_visits,
    similar_schools,
    surroundings_of,
    with_what_stands_around,
)
from reports.views.level import may_meet
from schools.access import require
from sitrack.core.drafts.desk import keeps_drafts
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability, Role
from sitrack.core.words import worded_later

DONE = {
    "approve": worded_later("The {level} is approved. Both sides are told."),
    "return": "The proposal is returned to whoever raised it.",
    "reject": "The proposal is rejected. Both sides are told.",
}


@require_http_methods(["GET", "POST"])
@keeps_drafts
def level_decide(request: SignedInRequest, pk: int) -> HttpResponse:
    """The decision of a proposal, by the role that this level asks for (SUF-W-14)."""
    rows = with_what_stands_around()
    assignment: Any = find_level(request.user, pk, among=rows)
    require(request.user, Capability.DECIDE_LEVEL, assignment.school)
    sent = request.POST if request.method == "POST" else None
    refused = _refused(request, assignment)
    if refused:
        return refused
    form = DecisionForm(
        sent,
        initial={
            "effective_from": assignment.effective_from,
            "version": assignment.version,
        },
    )
    decision = request.POST.get("decision", "")
    page = FormPage(
        "reports/level_decide.html",
        _shown(request, assignment),
        done=DONE.get(decision, ""),
    )
    if sent is None:
        late = too_late(request, "approve", assignment)
        return late or page.show(request, form)
    return page.answer(request, form, _act(request, form, assignment))


def _shown(request: SignedInRequest, assignment: Any) -> dict[str, Any]:
    """All that the decision weighs, on one page (5.3)."""
    user = request.user
    around = surroundings_of(assignment, user)
    facts = shown(user, assignment)
    return {
        **facts,
        **around.context(),
        "cited_href": address_of_cited(facts["cited"], user),
        "may_meet": may_meet(user, assignment, around.meeting),
        "visits": last_visits(assignment.school, user),
        "reviews": last_reviews(assignment, user),
        "similar": similar_schools(assignment.school, user),
    }


def _act(
    request: SignedInRequest, form: DecisionForm, assignment: LevelAssignment
) -> Callable[[], str]:
    def act() -> str:
        data = form.cleaned_data
        check_as_seen(assignment, data["version"] or 0)
        if data["decision"] == "approve":
            decisions.approve(
                assignment=assignment,
                by=request.user,
                note=data["note"],
                effective_from=data["effective_from"],
            )
            return assignment.get_absolute_url()
        turn_down = {
            "return": decisions.return_proposal,
            "reject": decisions.reject,
        }[data["decision"]]
        turn_down(assignment=assignment, by=request.user, note=data["note"])
        return reverse("level_queue")

    return act


def _refused(
    request: SignedInRequest, assignment: LevelAssignment
) -> HttpResponse | None:
    """A page that says why this decision is somebody else's."""
    if has_part(request.user, "approve", assignment):
        return None
    if request.method == "POST":
        raise PermissionDenied("This decision is not yours to take.")
    decider = role_name(assignment.record.framework, Role(assignment.level.approver))
    context = {
        **_shown(request, assignment),
        "decider": decider,
        "wrong_role": not decides(request.user, assignment),
    }
    return render(request, "reports/level_not_yours.html", context)
