"""What the lead looked at, and the focus and methodology."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods

from sitrack.core.conflicts import Difference, differences, go_on_from
from sitrack.core.drafts.desk import keeps_drafts
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.versions import as_it_was
from visits.evaluation_access import require_lead
from visits.evaluation_kinds import kind_of
from visits.forms.evaluations import FocusForm, LinesForm
from visits.models import Evaluation
from visits.services.evaluations.preparing import note_lines, write_focus
from visits.views.evaluations.finding import find_evaluation, whose
from visits.views.evaluations.planning import too_late


@require_http_methods(["GET", "POST"])
@keeps_drafts
def evaluation_lines(request: SignedInRequest, pk: int, stage: str) -> HttpResponse:
    """Tick off what was seen in one stage; nothing but that is kept."""
    found = find_evaluation(request.user, pk)
    require_lead(request.user, found)
    form_of_stage = kind_of(found).stage(stage)
    if form_of_stage is None:
        raise Http404
    if request.method == "GET" and not found.is_ahead:
        return too_late(request, found)
    sent = request.POST if request.method == "POST" else None
    noted = {row.line: row.status for row in found.looked_at.all()}
    form = LinesForm(sent, lines=form_of_stage.checked, initial=noted)
    page = FormPage(
        "visits/evaluations/lines.html",
        {**whose(found), "stage": form_of_stage},
        done="What was seen is noted.",
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        note_lines(
            evaluation=found, stage=stage, statuses=form.statuses(), by=request.user
        )
        return f"{found.get_absolute_url()}#{stage}"

    return page.answer(request, form, act)


@require_http_methods(["GET", "POST"])
@keeps_drafts
def evaluation_focus(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write the focus and methodology that were agreed."""
    found = find_evaluation(request.user, pk)
    require_lead(request.user, found)
    if request.method == "GET" and not found.is_ahead:
        return too_late(request, found)
    sent = request.POST if request.method == "POST" else None
    saved = {"focus": found.focus, "methodology": found.methodology}
    form = FocusForm(sent, initial={**saved, "version": found.version})
    page = FormPage(
        "visits/evaluations/focus.html",
        {**whose(found), "stage": kind_of(found).stage("meeting")},
        done="The focus and methodology are saved.",
        again=lambda: _focus_again(form, found),
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        write_focus(
            evaluation=found,
            focus=form.cleaned_data["focus"],
            methodology=form.cleaned_data["methodology"],
            expected_version=form.cleaned_data["version"] or 0,
            by=request.user,
        )
        return f"{found.get_absolute_url()}#meeting"

    return page.answer(request, form, act)


def _focus_again(form: FocusForm, found: Evaluation) -> list[Difference]:
    was = as_it_was(found, form.cleaned_data["version"] or 0)
    found.refresh_from_db()
    go_on_from(form, found.version)
    before = {"focus": was.focus, "methodology": was.methodology} if was else {}
    saved = {"focus": found.focus, "methodology": found.methodology}
    return differences(form, saved, before)
