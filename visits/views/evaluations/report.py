"""The report: the evaluators' summaries, the draft, and reading both versions."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from sitrack.core import delivery
from sitrack.core.conflicts import Difference, differences, go_on_from
from sitrack.core.drafts.desk import keeps_drafts
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.models import User
from sitrack.core.prepared import prepared
from visits.evaluation_access import reader_of, require_lead, require_team
from visits.evaluation_kinds import kind_of, sections_of
from visits.evaluation_report import report_view
from visits.forms.evaluation_reports import ReportForm, SummaryForm
from visits.models import (
    Evaluation,
    EvaluationMember,
    EvaluationReport,
    ReportVersion,
)
from visits.services.evaluations.reporting import (
    WRITTEN_IN,
    give_summary,
    write_draft,
)
from visits.views.evaluations.finding import find_evaluation, whose


@require_safe
def evaluation_summaries(request: SignedInRequest, pk: int) -> HttpResponse:
    """Each evaluator's summary of key issues for the lead (WIL-E-45)."""
    found = find_evaluation(request.user, pk)
    reader = reader_of(found, request.user)
    if not reader.reads_work:
        raise PermissionDenied("Only the team reads its summaries.")
    members = found.members.filter(removed_at=None).select_related("person")
    own = request.user.pk
    context = {
        **whose(found),
        "rows": [
            (row, _may_write(found, row, own, leads=reader.leads)) for row in members
        ],
    }
    return render(request, "visits/evaluations/summaries.html", context)


def _may_write(
    found: Evaluation, row: EvaluationMember, user: int, *, leads: bool
) -> bool:
    return found.state in WRITTEN_IN and (leads or row.person.user_id == user)


@require_http_methods(["GET", "POST"])
@keeps_drafts
def evaluation_summary(request: SignedInRequest, pk: int, member: int) -> HttpResponse:
    """Give a summary; the lead enters what another evaluator told them."""
    found = find_evaluation(request.user, pk)
    reader = require_team(request.user, found)
    rows = found.members.filter(removed_at=None).select_related("person")
    row = get_object_or_404(rows, pk=member)
    if not (reader.leads or row.person.user_id == request.user.pk):
        raise PermissionDenied("This summary is another evaluator’s.")
    sent = request.POST if request.method == "POST" else None
    form = SummaryForm(sent, initial={"summary": row.summary, "version": row.version})
    page = FormPage(
        "visits/evaluations/summary.html",
        {**whose(found), "member": row},
        done="The summary is given.",
        again=lambda: _summary_again(form, row),
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        give_summary(
            member=row,
            text=form.cleaned_data["summary"],
            expected_version=form.cleaned_data["version"] or 0,
            by=request.user,
        )
        return f"{found.get_absolute_url()}summaries/"

    return page.answer(request, form, act)


def _summary_again(form: SummaryForm, row: EvaluationMember) -> list[Difference]:
    row.refresh_from_db()
    go_on_from(form, row.version)
    return differences(form, {"summary": row.summary})


@require_http_methods(["GET", "POST"])
@keeps_drafts
def evaluation_draft(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write the draft report; the reasons of the judgements stand in a new one."""
    found = find_evaluation(request.user, pk)
    require_lead(request.user, found)
    if request.method == "GET" and found.state not in WRITTEN_IN:
        messages.info(
            request, "The draft is written from the evaluation until it is sent."
        )
        return redirect(found)
    sections = sections_of(found)
    draft = _draft_of(found)
    texts = draft.texts if draft else {}
    version = draft.version if draft else 0
    reasons = {row.judgement: row.reasons for row in found.judgements.all()}
    shown = {
        one.code: texts.get(one.code, reasons.get(one.code, "")) for one in sections
    }
    sent = request.POST if request.method == "POST" else None
    form = ReportForm(sent, sections=sections, initial={**shown, "version": version})
    page = FormPage(
        "visits/evaluations/draft.html",
        {
            **whose(found),
            "summaries": [
                row for row in found.members.filter(removed_at=None) if row.summary
            ],
        },
        done="The draft is saved. Nobody at the school reads it yet.",
        again=lambda: _draft_again(form, found),
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        write_draft(
            evaluation=found,
            texts=form.texts(),
            expected_version=form.cleaned_data["version"] or 0,
            by=request.user,
        )
        return f"{found.get_absolute_url()}#report"

    return page.answer(request, form, act)


def _draft_of(found: Evaluation) -> EvaluationReport | None:
    draft: EvaluationReport | None = found.reports.filter(
        kind=ReportVersion.DRAFT
    ).first()
    return draft


def _draft_again(form: ReportForm, found: Evaluation) -> list[Difference]:
    draft = _draft_of(found)
    if draft is None:
        return []
    go_on_from(form, draft.version)
    return differences(
        form, {one.code: draft.texts.get(one.code, "") for one in form.sections}
    )


@require_safe
def evaluation_report(request: SignedInRequest, pk: int) -> HttpResponse:
    """The report as it stands: the final one, or the draft that was sent; of one that
    was called off, the draft as its team had left it."""
    found = find_evaluation(request.user, pk)
    reader = reader_of(found, request.user)
    if not reader.reads_report:
        raise PermissionDenied("The report is not shared with you.")
    rows = _reports_of(request.user, found.pk)
    report = next((one for one in rows if one.sent_at or found.is_called_off), None)
    if report is None:
        raise Http404
    delivery.mark_read(request.user, path=request.path)
    report.evaluation = found
    context = {
        **whose(found),
        "report": report,
        "view": report_view(report, reader),
        "reader": reader,
        "checks": reader.answers and found.state == "draft_sent",
        "answers": reader.leads and found.state in {"draft_sent", "factual_check"},
        "stage": kind_of(found).stage("report"),
    }
    return render(request, "visits/evaluations/report.html", context)


@prepared
def _reports_of(reader: User, evaluation: int) -> Any:
    """Those that the reader may see, the latest first."""
    rows = EvaluationReport.objects.visible_to(reader).filter(evaluation=evaluation)
    return rows.order_by("-pk")
