"""Deploying the trust's people to a school, and ending that."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from engagement.forms.deployments import DeploymentForm, EndForm
from engagement.models import Deployment, SchoolYearRecord
from engagement.queries.deployments import share_at
from engagement.rules.deployments import share_in_words
from engagement.services import deployments as service
from engagement.views.finding import locked, whose
from engagement.views.phases import READERS, find_board
from schools.access import get_visible_or_404, holders, require
from sitrack.core import calendar
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability, Role

DEPLOY = Capability.DECIDE_LEVEL


@require_http_methods(["GET", "POST"])
def deployment_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give the school a share of an officer's or a specialist's week."""
    record, board = find_board(request.user, pk, DEPLOY)
    shut = locked(request, record)
    if shut:
        return shut
    posts = holders(record.school, Role.OFFICER, Role.TEAM)
    form = DeploymentForm(
        request.POST if request.method == "POST" else None,
        people={post.person for post in posts},
        initial={"starts_on": calendar.today()},
    )
    page = FormPage(
        "engagement/deployment_add.html",
        {
            **whose(record, request.user, READERS),
            "board": board,
            "given": share_in_words(share_at(record.school, calendar.today())),
        },
        done="The deployment is entered.",
        repeats=False,
    )
    if request.method != "POST":
        return page.show(request, form)

    def act() -> str:
        service.deploy(record=record, deployed=form.deployed(), by=request.user)
        return _place(record)

    return page.answer(request, form, act)


@require_http_methods(["GET", "POST"])
def deployment_end(request: SignedInRequest, pk: int, deployment: int) -> HttpResponse:
    """Enter the last day of a deployment."""
    record, board = find_board(request.user, pk, DEPLOY)
    rows = Deployment.objects.filter(school=record.school).select_related(
        "school", "person"
    )
    held: Deployment = get_visible_or_404(rows, request.user, pk=deployment)
    require(request.user, DEPLOY, held.school)
    shut = locked(request, record)
    if shut:
        return shut
    form = EndForm(request.POST if request.method == "POST" else None)
    page = FormPage(
        "engagement/deployment_end.html",
        {
            **whose(record, request.user, READERS),
            "board": board,
            "deployment": held,
        },
        done="The last day is entered.",
        repeats=False,
    )
    if request.method != "POST":
        return page.show(request, form)

    def act() -> str:
        day = form.cleaned_data["day"]
        service.end_deployment(deployment=held, day=day, by=request.user)
        return _place(record)

    return page.answer(request, form, act)


def _place(record: SchoolYearRecord) -> str:
    return f"{reverse('phase', args=[record.pk])}#deployment"
