"""A term's report of progress: written from the reviews, sent, read (LET-11)."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from plans.forms.term_reports import TermReportForm
from plans.models import TermReport
from plans.services import term_reports as service
from schools.access import get_visible_or_404, may, require
from schools.models import School
from sitrack.core import calendar
from sitrack.core.conflicts import Difference, differences, go_on_from
from sitrack.core.drafts.desk import keeps_drafts
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability
from sitrack.core.words import word

WRITE = Capability.REVIEW_PLAN


@require_http_methods(["GET", "POST"])
@keeps_drafts
def term_report_write(request: SignedInRequest, pk: int) -> HttpResponse:
    """This term's report, with what the reviews said in it beforehand."""
    school: School = get_visible_or_404(School.objects, request.user, pk=pk)
    require(request.user, WRITE, school)
    term = calendar.term_on(calendar.today())
    if not word("term_report") or term is None:
        raise Http404
    report = TermReport.objects.filter(school=school, term=term).first()
    if report and report.sent_at:
        return redirect(report)
    initial = {
        "text": report.text if report else service.assembled(school, term),
        "version": report.version if report else 0,
    }
    sent = request.POST if request.method == "POST" else None
    form = TermReportForm(sent, initial=initial)
    sends = request.POST.get("step") == "send"

    def again() -> list[Difference]:
        current = TermReport.objects.get(school=school, term=term)
        go_on_from(form, current.version)
        return differences(form, {"text": current.text})

    page = FormPage(
        "plans/term_report_write.html",
        {"school": school, "term": term},
        done="The report is sent." if sends else "The draft is saved.",
        again=again,
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        saved = service.save_report(
            school=school,
            term=term,
            text=form.cleaned_data["text"],
            expected_version=form.cleaned_data["version"],
            by=request.user,
        )
        if sends:
            service.send_report(report=saved, by=request.user)
        return saved.get_absolute_url()

    return page.answer(request, form, act)


@require_safe
def term_report(request: SignedInRequest, pk: int) -> HttpResponse:
    """The report as it was sent, or as it stands in draft for its own side."""
    rows = TermReport.objects.select_related("school", "term__year", "written_by")
    report: TermReport = get_visible_or_404(rows, request.user, pk=pk)
    require(request.user, Capability.READ_DUE, report.school)
    context = {
        "report": report,
        "school": report.school,
        "may_write": may(request.user, WRITE, report.school) and not report.sent_at,
    }
    return render(request, "plans/term_report.html", context)
