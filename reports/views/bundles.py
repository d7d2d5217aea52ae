"""The documents of many schools as one zip: asking, how far it is, stopping, fetching."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
    require_safe,
)

from reports.forms import BundleForm
from reports.models import Bundle, Made
from reports.queries import bundles as queries
from reports.services import bundles as service
from schools.access import get_visible_or_404, require
from sitrack.core import delivery
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability
from sitrack.core.rules import RuleBroken

MOST_LISTED = 20
RIGHT = Capability.BUNDLE_RECORDS


@require_http_methods(["GET", "POST"])
def bundles(request: SignedInRequest) -> HttpResponse:
    """Ask for records in one zip; those asked for before are listed."""
    require(request.user, RIGHT)
    sent = request.POST if request.method == "POST" else None
    form = BundleForm(
        sent, periods=queries.periods(), officers=queries.officers(request.user)
    )
    mine = Bundle.objects.visible_to(request.user)
    rows = list(mine.select_related("year", "term__year", "officer")[:MOST_LISTED])
    page = FormPage("reports/bundles.html", {"bundles": rows})
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        made = service.ask_for_bundle(
            period=form.chosen_period, officer=form.chosen_officer, by=request.user
        )
        return made.get_absolute_url()

    return page.answer(request, form, act)


@require_safe
def bundle(request: SignedInRequest, pk: int) -> HttpResponse:
    """How far it is, what could not be made, and the zip once it is packed."""
    found = _find(request, pk)
    delivery.mark_read(request.user, path=request.path)
    context = {
        "bundle": found,
        "progress": queries.progress_of(found),
        "failed": found.items.filter(outcome=Made.FAILED).select_related("school"),
    }
    return render(request, "reports/bundle.html", context)


@require_POST
def bundle_stop(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make no more of it."""
    found = _find(request, pk)
    try:
        service.stop_bundle(bundle=found, by=request.user)
    except RuleBroken as broken:
        messages.info(request, broken.message)
    else:
        messages.success(request, "It is stopped. Nothing of it is kept.")
    return redirect(found)


@require_GET
def bundle_file(request: SignedInRequest, pk: int) -> FileResponse:
    """The zip, for who asked for it, within its week, and while they may still read
    all that is inside."""
    found = _find(request, pk)
    if not found.can_be_fetched:
        raise Http404
    if not queries.reads_all(found, request.user):
        raise PermissionDenied("You may not read all of it any more. Ask for it again.")
    service.note_taken(bundle=found, by=request.user)
    response = FileResponse(
        found.content.open("rb"),
        as_attachment=True,
        filename=f"records-{found.pk}.zip",
        content_type="application/zip",
    )
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _find(request: SignedInRequest, pk: int) -> Bundle:
    rows = Bundle.objects.select_related("year", "term__year", "officer")
    found: Bundle = get_visible_or_404(rows, request.user, pk=pk)
    require(request.user, RIGHT)
    return found
