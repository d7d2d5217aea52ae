"""Federations with their schools, and the agreements of academies that buy the model."""

from typing import Any

from django.db.models import Count, Q
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from schools.access import get_visible_or_404, may, require
from schools.forms.federations import (
    AgreementForm,
    FederationForm,
    JoinForm,
    LastDayForm,
)
from schools.models import Federation, School
from schools.queries import federations as query
from schools.services import federations as service
from schools.sheets import AGREEMENTS, FEDERATIONS
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability
from sitrack.core.sheets import asked_as, sheet_file

KEEP = Capability.KEEP_FEDERATIONS


@require_http_methods(["GET", "POST"])
def federations(request: SignedInRequest) -> HttpResponse:
    """The federations of the reader's schools; whoever keeps them adds one."""
    keeps = may(request.user, KEEP)
    if request.method == "POST":
        require(request.user, KEEP)
    members = Count("memberships", filter=Q(memberships__end=None))
    found = Federation.objects.visible_to(request.user).annotate(members=members)
    kind = asked_as(request)
    if request.method == "GET" and kind:
        return sheet_file(FEDERATIONS, found, kind)
    page = FormPage(
        "schools/federations.html", {"found": found, "may_keep": keeps}, done="Added."
    )
    form = FederationForm(request.POST if request.method == "POST" else None)
    if request.method == "GET":
        return page.show(request, form)

    def act() -> str:
        made = service.add_federation(**form.cleaned_data, by=request.user)
        return made.get_absolute_url()

    return page.answer(request, form, act)


@require_http_methods(["GET", "POST"])
def federation(request: SignedInRequest, pk: int) -> HttpResponse:
    """Its schools now and earlier; whoever keeps it has another join."""
    found: Federation = get_visible_or_404(
        Federation.objects.all(), request.user, pk=pk
    )
    if request.method == "POST":
        require(request.user, KEEP)
    memberships = found.memberships.select_related("school").order_by(
        "school__name", "-start"
    )
    mine = School.objects.visible_to(request.user).order_by()
    keeps = may(request.user, KEEP)
    context = {
        "federation": found,
        "now": [one for one in memberships if one.end is None],
        "earlier": [one for one in memberships if one.end is not None],
        "mine": set(
            mine.filter(memberships__federation=found).values_list("pk", flat=True)
        ),
        "may_keep": keeps,
        "schools": _to_choose() if keeps else (),
    }
    page = FormPage("schools/federation.html", context, done="The school has joined.")
    form = JoinForm(request.POST if request.method == "POST" else None)
    if request.method == "GET":
        return page.show(request, form)

    def act() -> str:
        service.federate(federation=found, **form.cleaned_data, by=request.user)
        return found.get_absolute_url()

    return page.answer(request, form, act)


@require_http_methods(["GET", "POST"])
def federation_leave(request: SignedInRequest, pk: int) -> HttpResponse:
    """A school leaves its federation."""
    require(request.user, KEEP)
    membership = query.membership_or_404(pk)
    page = FormPage(
        "schools/federation_leave.html",
        {"membership": membership},
        done="The school has left.",
    )
    form = LastDayForm(request.POST if request.method == "POST" else None)
    if request.method == "GET":
        return page.show(request, form)

    def act() -> str:
        service.leave_federation(
            membership=membership, **form.cleaned_data, by=request.user
        )
        return membership.federation.get_absolute_url()

    return page.answer(request, form, act)


@require_http_methods(["GET", "POST"])
def agreements(request: SignedInRequest) -> HttpResponse:
    """Which academies buy the model, since when; and entering that one does."""
    require(request.user, KEEP)
    kind = asked_as(request)
    if request.method == "GET" and kind:
        return sheet_file(AGREEMENTS, query.agreements(), kind)
    page = FormPage(
        "schools/agreements.html",
        {
            "found": query.agreements(),
            "schools": _to_choose().filter(maintained=False),
        },
        done="The agreement is kept.",
    )
    form = AgreementForm(request.POST if request.method == "POST" else None)
    if request.method == "GET":
        return page.show(request, form)

    def act() -> str:
        service.agree_trade(**form.cleaned_data, by=request.user)
        return reverse("schools:agreements")

    return page.answer(request, form, act)


@require_http_methods(["GET", "POST"])
def agreement_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """An agreement ends on a day."""
    require(request.user, KEEP)
    agreement = query.agreement_or_404(pk)
    page = FormPage(
        "schools/agreement_end.html", {"agreement": agreement}, done="Kept."
    )
    data = request.POST if request.method == "POST" else None
    form = LastDayForm(data, initial={"last_day": agreement.end})
    if request.method == "GET":
        return page.show(request, form)

    def act() -> str:
        end = form.cleaned_data["last_day"]
        service.end_trade(agreement=agreement, end=end, by=request.user)
        return reverse("schools:agreements")

    return page.answer(request, form, act)


def _to_choose() -> Any:
    """The schools that can be typed, with their names and numbers."""
    return School.objects.open().values_list("name", "urn").order_by("name")
