"""Schools that follow others: the list, and adding to it (INV-23)."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from schools.access import require
from schools.forms.links import LinkForm
from schools.models import School
from schools.queries.links import latest_links
from schools.services.links import link_schools
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability


@require_http_methods(["GET", "POST"])
def links(request: SignedInRequest) -> HttpResponse:
    """Enter that a school follows another; below, those entered before."""
    require(request.user, Capability.IMPORT_REGISTER)
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
