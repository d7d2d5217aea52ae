"""Support between schools: finding it, offering it, and taking an offer back."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from engagement.forms.offers import OfferForm
from engagement.models import SchoolOffer
from engagement.queries.offers import (
    LONGEST,
    offer_lines,
    offers_for,
    school_looked_from,
)
from engagement.services import offers as service
from engagement.services.records import framework_in_use
from engagement.sheets import OFFERS
from schools.access import get_visible_or_404, may, require
from schools.models import School
from sitrack.core import calendar
from sitrack.core.drafts.desk import keeps_drafts
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability
from sitrack.core.rules import RuleBroken
from sitrack.core.sheets import asked_as, by_pages, sheet_file

EDIT = Capability.EDIT_RECORD
ON_A_PAGE = 20


@require_safe
def offers(request: SignedInRequest) -> HttpResponse:
    """What schools offer each other, by words and by nearness (SUF-E-18, DER-18)."""
    require(request.user, Capability.FIND_SUPPORT)
    asked = request.GET.get("q", "").strip()[:LONGEST]
    near = school_looked_from(request.user, request.GET.get("near", ""))
    found = offers_for(request.user, asked, near=near, day=calendar.today())
    kind = asked_as(request)
    if kind:
        lines = by_pages(found, lambda some: offer_lines(request.user, list(some)))
        return sheet_file(OFFERS, lines, kind)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "asked": asked,
        "near": near,
        "page_obj": page,
        "lines": offer_lines(request.user, list(page.object_list)),
        "nearest_first": any(one.away for one in found),
        "longest": LONGEST,
        "may_offer": near is not None and may(request.user, EDIT, near),
    }
    return render(request, "engagement/offers.html", context)


@require_http_methods(["GET", "POST"])
@keeps_drafts
def offer_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Enter what a school could do for others (SUF-R-25)."""
    school: School = get_visible_or_404(School.objects, request.user, pk=pk)
    require(request.user, EDIT, school)
    framework = framework_in_use(settings.FRAMEWORK)
    form = OfferForm(request.POST or None, framework=framework)
    page = FormPage(
        "engagement/offer_add.html",
        {"school": school},
        done="The offer is entered.",
        repeats=False,
    )
    if request.method != "POST":
        return page.show(request, form)

    def act() -> str:
        offer = service.make_offer(
            school=school, offered=form.offered(), by=request.user
        )
        return _place(offer)

    return page.answer(request, form, act)


@require_http_methods(["GET", "POST"])
def offer_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    rows = SchoolOffer.objects.select_related("school", "area", "term")
    offer: SchoolOffer = get_visible_or_404(rows, request.user, pk=pk)
    require(request.user, EDIT, offer.school)
    if request.method == "POST":
        try:
            service.withdraw_offer(offer=offer, by=request.user)
        except RuleBroken as broken:
            messages.info(request, broken.message)
        else:
            messages.success(request, f"{offer} is no longer offered.")
        return redirect(_list(offer))
    if offer.withdrawn_at:
        messages.info(request, "This offer was withdrawn already.")
        return redirect(_list(offer))
    return render(request, "engagement/offer_withdraw.html", {"offer": offer})


def _list(offer: SchoolOffer) -> str:
    return f"{reverse('engagement:offers')}?near={offer.school_id}"


def _place(offer: SchoolOffer) -> str:
    return f"{_list(offer)}#offer-{offer.pk}"
