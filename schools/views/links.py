"""Schools that follow others: the list, adding to it, and the register's links (INV-23)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from schools.access import require
from schools.forms.changes import LinksFileForm
from schools.forms.links import LinkForm
from schools.importers.opening import FileRefused
from schools.models import School
from schools.queries.links import every_link, latest_links
from schools.services.links import link_schools
from schools.services.links_file import read_links
from schools.sheets import LINKS
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability
from sitrack.core.sheets import asked_as, sheet_file


@require_http_methods(["GET", "POST"])
def links(request: SignedInRequest) -> HttpResponse:
    """Enter that a school follows another; below, those entered before."""
    require(request.user, Capability.IMPORT_REGISTER)
    kind = asked_as(request)
    if request.method == "GET" and kind:
        return sheet_file(LINKS, every_link(), kind)
    form = LinkForm(request.POST if request.method == "POST" else None)
    page = FormPage(
        "schools/links.html",
        {
            "found": latest_links(),
            "schools": School.objects.values_list("name", "urn").order_by("name"),
        },
        done="The link is kept.",
    )
    if request.method == "GET":
        return page.show(request, form)

    def act() -> str:
        link_schools(**form.cleaned_data, by=request.user)
        return reverse("schools:links")

    return page.answer(request, form, act)


@require_http_methods(["GET", "POST"])
def links_file(request: SignedInRequest) -> HttpResponse:
    """Hand in the register's file of links; what it says waits to be confirmed."""
    require(request.user, Capability.IMPORT_REGISTER)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form, page = LinksFileForm(*sent), FormPage("schools/links_file.html")
    if not form.is_valid():
        return page.show(request, form, status=422 if form.is_bound else 200)
    try:
        report = read_links(file=form.cleaned_data["file"], by=request.user)
    except FileRefused as refused:
        form.add_error("file", str(refused))
        return page.show(request, form, status=422)
    if report.refusals:
        return page.show(request, LinksFileForm(), report=report)
    messages.success(request, f"The file was read: {report.summary}.")
    return redirect("school_changes")
