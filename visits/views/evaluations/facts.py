"""The check of facts: the headteacher marks, the lead answers (WIL-E-43, DEC-15)."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from schools.access import get_visible_or_404, require
from sitrack.core.drafts.desk import keeps_drafts
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability
from visits.evaluation_access import require_lead
from visits.evaluation_kinds import sections_of
from visits.forms.evaluation_reports import (
    ACCEPT,
    AnswerMarkForm,
    DeputiesForm,
    MarkForm,
)
from visits.forms.evaluations import VersionForm
from visits.models import EvaluationReport, FactMark, ReportVersion
from visits.rules.sentences import sentences_of
from visits.services.evaluations import facts
from visits.views.evaluations.finding import find_evaluation, whose

WHOLE = (
    *("evaluation__record__school", "evaluation__record__year"),
    *("evaluation__record__framework", "evaluation__lead", "by"),
)


@require_http_methods(["GET", "POST"])
@keeps_drafts
def mark_add(request: SignedInRequest, pk: int, section: str) -> HttpResponse:
    """The headteacher marks a sentence of one section as wrong."""
    found = find_evaluation(request.user, pk)
    require(request.user, Capability.ANSWER_EVALUATION, found.school)
    part = next((one for one in sections_of(found) if one.code == section), None)
    rows = EvaluationReport.objects.visible_to(request.user)
    draft = rows.filter(evaluation=found, kind=ReportVersion.DRAFT).first()
    if part is None or draft is None:
        raise Http404
    if request.method == "GET" and found.state != "draft_sent":
        messages.info(request, "The check of the facts is over.")
        return redirect(draft)
    sent = request.POST if request.method == "POST" else None
    marked = set(found.marks.filter(section=section).values_list("sentence", flat=True))
    left = [
        one for one in sentences_of(draft.texts.get(section, "")) if one not in marked
    ]
    form = MarkForm(sent, sentences=left)
    page = FormPage(
        "visits/evaluations/mark.html",
        {**whose(found), "part": part},
        done="The error is marked.",
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        facts.mark_error(
            evaluation=found,
            section=section,
            sentence=form.chosen(),
            should_say=form.cleaned_data["should_say"],
            by=request.user,
        )
        return f"{found.get_absolute_url()}report/#marks"

    return page.answer(request, form, act)


@require_http_methods(["GET", "POST"])
def mark_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a mark back while the check goes on."""
    mark = _find(request, pk)
    found = mark.evaluation
    require(request.user, Capability.ANSWER_EVALUATION, found.school)
    sent = request.POST if request.method == "POST" else None
    form = VersionForm(sent)
    page = FormPage(
        "visits/evaluations/mark_remove.html",
        {**whose(found), "mark": mark},
        done="The mark is taken back.",
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        facts.unmark_error(mark=mark, by=request.user)
        return f"{found.get_absolute_url()}report/#marks"

    return page.answer(request, form, act)


@require_http_methods(["GET", "POST"])
@keeps_drafts
def mark_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """The lead accepts a mark, with the sentence as it will read, or says why not."""
    mark = _find(request, pk)
    found = mark.evaluation
    require_lead(request.user, found)
    if request.method == "GET" and mark.outcome:
        messages.info(request, "This mark is answered already.")
        return redirect(f"{found.get_absolute_url()}report/#marks")
    sent = request.POST if request.method == "POST" else None
    form = AnswerMarkForm(sent, initial={"becomes": mark.should_say})
    page = FormPage(
        "visits/evaluations/mark_answer.html",
        {**whose(found), "mark": mark},
        done="Your answer is kept.",
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        data = form.cleaned_data
        facts.answer_mark(
            mark=mark,
            accepts=data["outcome"] == ACCEPT,
            becomes=data["becomes"],
            answer=data["answer"],
            by=request.user,
        )
        return f"{found.get_absolute_url()}report/#marks"

    return page.answer(request, form, act)


@require_http_methods(["GET", "POST"])
def facts_done(request: SignedInRequest, pk: int) -> HttpResponse:
    """The headteacher has checked the facts, with or without errors."""
    found = find_evaluation(request.user, pk)
    require(request.user, Capability.ANSWER_EVALUATION, found.school)
    sent = request.POST if request.method == "POST" else None
    form = VersionForm(sent)
    page = FormPage(
        "visits/evaluations/facts_done.html",
        {**whose(found), "marks": found.marks.count()},
        done="Thank you. The lead evaluator is told.",
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        facts.finish_check(evaluation=found, by=request.user)
        return found.get_absolute_url()

    return page.answer(request, form, act)


@require_http_methods(["GET", "POST"])
def evaluation_deputies(request: SignedInRequest, pk: int) -> HttpResponse:
    """The headteacher lets deputies read what is provisional, or ends that."""
    found = find_evaluation(request.user, pk)
    require(request.user, Capability.ANSWER_EVALUATION, found.school)
    sent = request.POST if request.method == "POST" else None
    form = DeputiesForm(sent, initial={"reads": "yes" if found.deputies_read else "no"})
    page = FormPage(
        "visits/evaluations/deputies.html", whose(found), done="Your choice is kept."
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        reads = form.cleaned_data["reads"] == "yes"
        facts.let_deputies_read(evaluation=found, reads=reads, by=request.user)
        return found.get_absolute_url()

    return page.answer(request, form, act)


def _find(request: SignedInRequest, pk: int) -> FactMark:
    rows = FactMark.objects.select_related(*WHOLE)
    found: FactMark = get_visible_or_404(rows, request.user, pk=pk)
    return found
