"""Reports to members: the list, the exact version, the public one, words, approval."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from engagement.queries.words import words_in_use
from reports.forms import ReportForm
from reports.members_tables import Table, changes, tables_of
from reports.models import MembersReport
from reports.queries.members import report_figures
from reports.queries.moderation import review_of
from reports.queries.publications import versions_of
from reports.rules.publishing import REPORT
from reports.services import members as service
from reports.sheets.work import MEMBERS_REPORTS
from reports.summary.standings import kept_terms
from schools.access import get_visible_or_404, may, require
from schools.models import Region
from sitrack.core import calendar
from sitrack.core.conflicts import Difference, differences, go_on_from
from sitrack.core.drafts.desk import keeps_drafts
from sitrack.core.form_pages import FormPage
from sitrack.core.forms import Form
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability
from sitrack.core.rules import RuleBroken
from sitrack.core.sheets import asked_as, sheet_file

ON_A_PAGE = 20
OFFERED = 4
READ, MAKE = Capability.READ_REPORTS, Capability.MAKE_REPORTS


class BeginForm(Form):
    """Which term, and of what."""

    term = forms.TypedChoiceField(label="Term", coerce=int)
    region = forms.ModelChoiceField(
        label="Of",
        queryset=Region.objects.none(),
        required=False,
        empty_label="The whole service",
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.terms = {one.pk: one for one in kept_terms(calendar.today())[:OFFERED]}
        term: Any = self.fields["term"]
        term.choices = [(key, str(one)) for key, one in self.terms.items()]
        region: Any = self.fields["region"]
        region.queryset = Region.objects.order_by("name")


@require_safe
def members_reports(request: SignedInRequest) -> HttpResponse:
    """The reports, the latest term first."""
    require(request.user, READ)
    rows = MembersReport.objects.visible_to(request.user).select_related(
        "term__year", "region", "approved_by"
    )
    kind = asked_as(request)
    if kind:
        return sheet_file(MEMBERS_REPORTS, rows, kind)
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page", ""))
    context = {
        "page_obj": page,
        "reports": list(page.object_list),
        "may_make": may(request.user, MAKE),
        "board": words_in_use().get("board", ""),
    }
    return render(request, "reports/members_reports.html", context)


@require_http_methods(["GET", "POST"])
def members_begin(request: SignedInRequest) -> HttpResponse:
    """Begin a report."""
    require(request.user, MAKE)
    sent = request.POST if request.method == "POST" else None
    form = BeginForm(sent)
    page = FormPage("reports/members_begin.html", done="The report is begun.")
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        report = service.begin_report(
            term=form.terms[form.cleaned_data["term"]],
            region=form.cleaned_data["region"],
            by=request.user,
        )
        return report.get_absolute_url()

    return page.answer(request, form, act)


@require_safe
def members_report(request: SignedInRequest, pk: int) -> HttpResponse:
    """The exact version, for the authority; once approved, with what differs now."""
    report = _found(request, pk)
    now = tables_of(report_figures(report.term, report.region), public=False)
    tables = now
    if report.is_approved:
        tables = tables_of(report.figures, public=False)
    context = {
        **_context(report),
        "tables": tables,
        "changes": changes(tables, now),
        "review": review_of(report.term),
        "may_make": may(request.user, MAKE) and not report.is_approved,
        "may_publish": may(request.user, MAKE) and report.is_approved,
        "versions": versions_of(REPORT, report.pk, request.user),
    }
    return render(request, "reports/members_report.html", context)


@require_safe
def members_public(request: SignedInRequest, pk: int) -> HttpResponse:
    """What members read, as it prints: counts under five are masked."""
    report = _found(request, pk)
    if report.is_approved:
        tables = [Table(**values) for values in report.public]
    else:
        figures = report_figures(report.term, report.region)
        tables = tables_of(figures, public=True)
    context = {**_context(report), "tables": tables}
    return render(request, "reports/members_public.html", context)


@require_http_methods(["GET", "POST"])
@keeps_drafts
def members_words(request: SignedInRequest, pk: int) -> HttpResponse:
    """What is said beside the figures."""
    report = _found(request, pk)
    require(request.user, MAKE)
    if report.is_approved:
        messages.info(request, "The report is approved. It does not change any more.")
        return redirect(report)
    sent = request.POST if request.method == "POST" else None
    form = ReportForm(sent, initial={"words": report.words, "version": report.version})
    page = FormPage(
        "reports/members_words.html",
        _context(report),
        done="The comment is saved.",
        again=lambda: _again(form, report),
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        service.change_words(
            report=report,
            words=form.cleaned_data["words"],
            expected_version=form.cleaned_data["version"],
            by=request.user,
        )
        return report.get_absolute_url()

    return page.answer(request, form, act)


@require_http_methods(["GET", "POST"])
def members_approve(request: SignedInRequest, pk: int) -> HttpResponse:
    """A last look, then the figures are frozen."""
    report = _found(request, pk)
    require(request.user, MAKE)
    if request.method == "POST":
        version = request.POST.get("version", "")
        expected = int(version) if version.isdecimal() and len(version) < 10 else 0
        try:
            service.approve_report(
                report=report, expected_version=expected, by=request.user
            )
        except RuleBroken as broken:
            messages.info(request, broken.message)
        else:
            messages.success(request, "The report is approved. Its figures stay.")
        return redirect(report)
    if report.is_approved:
        messages.info(request, "The report is approved already.")
        return redirect(report)
    return render(request, "reports/members_approve.html", _context(report))


def _found(request: SignedInRequest, pk: int) -> MembersReport:
    rows = MembersReport.objects.select_related("term__year", "region", "approved_by")
    report: MembersReport = get_visible_or_404(rows, request.user, pk=pk)
    require(request.user, READ)
    return report


def _context(report: MembersReport) -> dict[str, Any]:
    return {"report": report, "list_url": reverse("members_reports")}


def _again(form: ReportForm, report: MembersReport) -> list[Difference]:
    report.refresh_from_db()
    go_on_from(form, report.version)
    return differences(form, {"words": report.words})
