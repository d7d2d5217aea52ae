"""The log of events as a file, for those who may have it."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from protection.forms.log import LogForm
from protection.queries.log import Period, schools_of
from protection.services.log_export import LINES, export_log
from protection.views.files import handed_out
from schools.access import require
from sitrack.core import calendar
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability
from sitrack.core.rules import RuleBroken

MIME = {"jsonl": "application/jsonl", "csv": "text/csv; charset=utf-8"}


@require_http_methods(["GET", "HEAD", "POST"])
def log(request: SignedInRequest) -> HttpResponse:
    """Choose a period and a school; the answer is the file."""
    require(request.user, Capability.EXPORT_LOG)
    sent = request.POST if request.method == "POST" else None
    form = LogForm(sent, schools=schools_of(request.user))
    page = FormPage("protection/log.html")
    if sent is None:
        return page.show(request, form)
    if not form.is_valid():
        return page.show(request, form, status=422)
    asked = form.cleaned_data
    period = Period(asked["first"], asked["last"], asked["school"])
    kind = asked["kind"]
    try:
        made = export_log(period=period, kind=kind, by=request.user)
    except RuleBroken as broken:
        form.add_error(broken.field, broken.message)
        return page.show(request, form, status=422)
    ending = "jsonl" if kind == LINES else "csv"
    filename = f"events-{calendar.today():%Y-%m-%d}.{ending}"
    return handed_out(made, filename, MIME[ending])
