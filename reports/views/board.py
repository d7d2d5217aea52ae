"""Key themes for the authority’s board, quarter by quarter (WIL-G-01, CAD-14)."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from engagement.definitions.outside import OutsideBody
from engagement.queries.forms import form_of
from engagement.queries.words import words_in_use
from engagement.services.records import framework_in_use
from reports.forms import BoardForm
from reports.members_tables import Table
from reports.models import BoardReport
from reports.queries.board import (
    Quarter,
    board_report_of,
    quarter_on,
    quarter_or_404,
    themes_for_board,
)
from reports.services.board import report_to_board
from schools.access import may, require
from sitrack.core import calendar
from sitrack.core.conflicts import Difference, differences, go_on_from
from sitrack.core.drafts.desk import keeps_drafts
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability

READ, MAKE = Capability.READ_REPORTS, Capability.MAKE_REPORTS
MOST = 12


@require_GET
def board_themes(request: SignedInRequest) -> HttpResponse:
    """Counts by level and theme as of today, and what the board heard before; 404 where
    the authority has no board."""
    require(request.user, READ)
    words = _board_or_404()
    today = calendar.today()
    year = calendar.year_on(today)
    if year is None:
        raise Http404
    quarter = quarter_on(year, today)
    context = {
        **words,
        "tables": themes_for_board(framework_in_use(settings.FRAMEWORK), today),
        "today": today,
        "quarter": quarter,
        "report": board_report_of(quarter),
        "reports": BoardReport.objects.visible_to(request.user)[:MOST],
        "may_make": may(request.user, MAKE),
    }
    return render(request, "reports/board_themes.html", context)


@require_safe
def board_report(request: SignedInRequest, year: int, number: int) -> HttpResponse:
    """What the board heard of one quarter, with the counts as they stood."""
    require(request.user, READ)
    words = _board_or_404()
    quarter = quarter_or_404(year, number)
    report = board_report_of(quarter)
    context = {
        **words,
        "quarter": quarter,
        "report": report,
        "tables": [Table(**values) for values in report.tables] if report else [],
        "may_make": may(request.user, MAKE),
    }
    return render(request, "reports/board_report.html", context)


@require_http_methods(["GET", "POST"])
@keeps_drafts
def board_told(request: SignedInRequest, year: int, number: int) -> HttpResponse:
    """Record, or correct, what the board heard of a quarter and agreed."""
    require(request.user, MAKE)
    words = _board_or_404()
    quarter = quarter_or_404(year, number)
    report = board_report_of(quarter)
    sent = request.POST if request.method == "POST" else None
    framework = framework_in_use(settings.FRAMEWORK)
    outside = form_of(framework, "outside")
    told = outside.told() if outside else ()
    said = _said(report, told)
    form = BoardForm(
        sent, initial={**said, "version": report.version if report else 0}, told=told
    )
    page = FormPage(
        "reports/board_told.html",
        {**words, "quarter": quarter},
        done="What the board heard is recorded.",
        again=lambda: _again(form, quarter, told),
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        report_to_board(
            framework=framework,
            quarter=quarter,
            told_on=form.cleaned_data["told_on"],
            themes=form.cleaned_data["themes"],
            agreed=form.cleaned_data["agreed"],
            told_to=form.cleaned_data.get("told_to", ()),
            expected_version=form.cleaned_data["version"],
            by=request.user,
        )
        return reverse("board_report", args=[year, number])

    return page.answer(request, form, act)


def _board_or_404() -> dict[str, str]:
    words = words_in_use()
    if "board" not in words:
        raise Http404
    return {"board": words["board"], "board_reports": words["board_reports"]}


def _said(report: BoardReport | None, told: tuple[OutsideBody, ...]) -> dict[str, Any]:
    if report is None:
        return {}
    given = [one.code for one in told if one.label in report.recipients]
    return {
        "told_on": report.told_on,
        "themes": report.themes,
        "agreed": report.agreed,
        **({"told_to": given} if told else {}),
    }


def _again(
    form: BoardForm, quarter: Quarter, told: tuple[OutsideBody, ...]
) -> list[Difference]:
    report = board_report_of(quarter)
    go_on_from(form, report.version if report else 0)
    return differences(form, _said(report, told))
