"""Who may act for the headteacher of a school (domain 4.2, "if delegated")."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from schools.access import get_visible_or_404, may, require
from schools.forms.delegations import DelegationForm
from schools.models import Delegation, School
from schools.queries.delegations import delegations_at, deputies_of
from schools.role_names import role_names
from schools.services import delegations as service
from sitrack.core import calendar
from sitrack.core.delivery import mark_read
from sitrack.core.form_pages import FormPage
from sitrack.core.forms import Form
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability


@require_http_methods(["GET", "POST"])
def delegations(request: SignedInRequest, pk: int) -> HttpResponse:
    """What deputies may do; the headteacher lets them do more."""
    school: School = get_visible_or_404(School.objects.all(), request.user, pk=pk)
    require(request.user, Capability.READ_DELEGATIONS, school)
    gives = may(request.user, Capability.DELEGATE, school)
    if request.method == "POST" and not gives:
        raise PermissionDenied("Only the headteacher may say who acts for them.")
    mark_read(request.user, path=service.page_of(school.pk))
    deputies = deputies_of(school) if gives else deputies_of(school).none()
    sent = request.POST if request.method == "POST" else None
    form = DelegationForm(sent, deputies=deputies, initial=_begins_with(deputies))
    page = FormPage(
        "schools/delegations.html",
        {
            "school": school,
            "gives": gives,
            "deputies": deputies,
            "found": delegations_at(school, role_names()),
        },
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        made = service.delegate(**form.cleaned_data, by=request.user)
        messages.success(request, f"{made[0].to.person} may act for you, and is told.")
        return service.page_of(school.pk)

    return page.answer(request, form, act)


@require_http_methods(["GET", "POST"])
def delegation_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take one thing back, after it was read once more."""
    rows = Delegation.objects.select_related("to__person", "to__school", "giver")
    found: Delegation = get_visible_or_404(rows, request.user, pk=pk)
    school = found.to.school
    require(request.user, Capability.DELEGATE, school)
    here = service.page_of(found.to.school_id)
    if request.method == "GET" and not found.lasts(calendar.today()):
        messages.info(request, "This has been withdrawn, or is over, already.")
        return redirect(here)
    sent = request.POST if request.method == "POST" else None
    form = Form(sent)
    page = FormPage(
        "schools/delegation_withdraw.html",
        {"delegation": found, "school": school, "here": here},
        done=f"{found.to.person} may no longer {found.words}.",
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        service.withdraw(delegation=found, by=request.user)
        return here

    return page.answer(request, form, act)


def _begins_with(deputies: Any) -> dict[str, Any]:
    """From today to the end of the school year; the only deputy is chosen."""
    today = calendar.today()
    year = calendar.year_on(today)
    only = list(deputies[:2])
    return {
        "start": today,
        "until": year.end if year else None,
        "to": only[0].pk if len(only) == 1 else None,
    }
