"""A self-evaluation: its page, and the day of its meeting (SM-6)."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from engagement.models import SchoolYearRecord
from schools.access import audiences_of, get_visible_or_404, may, require
from schools.finding import Finder
from sitrack.core import delivery
from sitrack.core.conflicts import Difference, differences, go_on_from
from sitrack.core.drafts.desk import keeps_drafts
from sitrack.core.events import told_about
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.models import User
from sitrack.core.prepared import prepared
from sitrack.core.roles import Capability
from sitrack.core.sheets import asked_as, sheet_file
from sitrack.core.words import worded
from visits.forms.self_evaluation import (
    MeetingForm,
    MoveForm,
    PlainForm,
    ReasonForm,
)
from visits.models import SelfEvaluation, SelfEvaluationHelper, Visit, VisitState
from visits.rules import self_evaluation as rules
from visits.self_evaluation import KINDS, Reading, form_of_record
from visits.services.self_evaluations import setting
from visits.services.self_evaluations.helping import takes_files
from visits.sheets import SELF_EVALUATIONS

C = Capability
WHOLE = ("record__school", "record__year", "record__framework", "visit")


@require_safe
def self_evaluations(request: SignedInRequest, pk: int) -> HttpResponse:
    """The self-evaluations of a record; 404 where its framework has no such form."""
    record = _record(request.user, pk)
    require(request.user, C.READ_RECORD, record.school)
    seen = SelfEvaluation.objects.visible_to(request.user).filter(record=record)
    kind = asked_as(request)
    if kind:
        return sheet_file(SELF_EVALUATIONS, seen, kind)
    form = form_of_record(record)
    context = {
        "record": record,
        "school": record.school,
        "form_title": form.title if form else "",
        "evaluations": seen,
        "may_set": may(request.user, C.WRITE_LA_SELF_EVALUATION, record.school)
        and not record.is_locked
        and not seen.live().exists(),
    }
    return render(request, "visits/self_evaluations.html", context)


@require_http_methods(["GET", "POST"])
@keeps_drafts
def self_evaluation_set(request: SignedInRequest, pk: int) -> HttpResponse:
    """Set the meeting from which everything is counted."""
    record = _record(request.user, pk)
    require(request.user, C.WRITE_LA_SELF_EVALUATION, record.school)
    live = SelfEvaluation.objects.live().filter(record=record).first()
    if live and request.method == "GET":
        return redirect(live)
    sent = request.POST if request.method == "POST" else None
    form = MeetingForm(sent, visits=_visits(request.user, record))
    context = {"record": record, "school": record.school}
    done = "The meeting is set. Both sides are told by when their parts are due."
    page = FormPage("visits/self_evaluation_set.html", context, done=done)
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        made = setting.set_meeting(record=record, by=request.user, **form.cleaned_data)
        return made.get_absolute_url()

    return page.answer(request, form, act)


@require_safe
def self_evaluation(request: SignedInRequest, pk: int) -> HttpResponse:
    """Both columns as the reader may see them, and whose turn it is."""
    reading = find(request.user, pk)
    delivery.mark_read(request.user, path=request.path)
    evaluation, user = reading.evaluation, request.user
    school, state = evaluation.school, evaluation.state
    officer = may(user, C.WRITE_LA_SELF_EVALUATION, school)
    steps = {step.verb for step in rules.verbs_from(state)}
    acts = officer and not evaluation.record.is_locked
    names = _answered_for(reading)
    context = {
        **whose(reading),
        "tables": reading.tables(),
        "parts": reading.parts,
        "reads": reading.reads,
        "to_write": [kind for kind in KINDS if reading.writes[kind]],
        "helpers": _helpers(reading),
        "names": names,
        "takes_files": [kind for kind in names if takes_files(reading.form, kind)],
        "own_files": [
            one
            for files in reading.files.values()
            for one in files
            if one.part.kind in names
        ],
        "may_move": acts and state in rules.TRANSITIONS["cancel"].sources,
        "may_close": acts and "close" in steps,
        "may_cancel": acts and "cancel" in steps,
        "may_export": may(user, C.EXPORT_RECORD, school),
        "events": told_about(evaluation, audiences_of(user, school)),
    }
    return render(request, "visits/self_evaluation.html", context)


@require_http_methods(["GET", "POST"])
@keeps_drafts
def self_evaluation_move(request: SignedInRequest, pk: int) -> HttpResponse:
    """Another day for the meeting, and with it for both parts."""
    reading = find(request.user, pk)
    evaluation = reading.evaluation
    require(request.user, C.WRITE_LA_SELF_EVALUATION, evaluation.school)
    if request.method == "GET" and not rules.may_write(
        rules.LA, state=evaluation.state
    ):
        return redirect(evaluation)
    sent = request.POST if request.method == "POST" else None
    form = MoveForm(
        sent,
        visits=_visits(request.user, evaluation.record),
        initial={
            "meeting_on": evaluation.meeting_on,
            "visit": evaluation.visit_id,
            "version": evaluation.version,
        },
    )
    page = FormPage(
        "visits/self_evaluation_move.html",
        whose(reading),
        done="The meeting is moved, and both sides are told.",
        again=lambda: _moved_again(form, pk),
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        data = dict(form.cleaned_data)
        setting.move_meeting(
            evaluation=evaluation,
            expected_version=data.pop("version"),
            by=request.user,
            **data,
        )
        return evaluation.get_absolute_url()

    return page.answer(request, form, act)


@require_http_methods(["GET", "POST"])
def self_evaluation_close(request: SignedInRequest, pk: int) -> HttpResponse:
    """A last look, then it stays as it is."""
    return _end(request, pk, "close")


@require_http_methods(["GET", "POST"])
@keeps_drafts
def self_evaluation_cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    """Cancel it, with a reason that both sides read."""
    return _end(request, pk, "cancel")


def _end(request: SignedInRequest, pk: int, verb: str) -> HttpResponse:
    reading = find(request.user, pk)
    evaluation = reading.evaluation
    require(request.user, C.WRITE_LA_SELF_EVALUATION, evaluation.school)
    sent = request.POST if request.method == "POST" else None
    if sent is None and evaluation.state not in rules.TRANSITIONS[verb].sources:
        return redirect(evaluation)
    form = ReasonForm(sent) if verb == "cancel" else PlainForm(sent)
    done = {
        "close": "The self-evaluation is closed. Governors can read it now.",
        "cancel": "The self-evaluation is cancelled, and both sides are told.",
    }
    template = f"visits/self_evaluation_{verb}.html"
    page = FormPage(template, whose(reading), done=done[verb])
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        if verb == "close":
            setting.close(evaluation=evaluation, by=request.user)
        else:
            reason = form.cleaned_data["reason"]
            setting.cancel(evaluation=evaluation, reason=reason, by=request.user)
        return evaluation.get_absolute_url()

    return page.answer(request, form, act)


def find(user: User, pk: int) -> Reading:
    """A self-evaluation in the user's scope with what they may read of it, or 404."""
    found: SelfEvaluation = _find(user, pk)
    require(user, C.READ_RECORD, found.school)
    form = form_of_record(found.record)
    if form is None:
        raise Http404
    return Reading(found, user, form)


@Finder
def _find() -> Any:
    return SelfEvaluation.objects.select_related(*WHOLE)


def whose(reading: Reading) -> dict[str, Any]:
    """What every page of a self-evaluation says."""
    evaluation = reading.evaluation
    return {
        "evaluation": evaluation,
        "school": evaluation.school,
        "record": evaluation.record,
        "form_title": reading.form.title,
        "turn": reading.turn,
        "is_late": reading.is_late,
        "days": reading.days,
        "readers": _readers(evaluation),
    }


def _readers(evaluation: SelfEvaluation) -> str:
    if evaluation.state == "closed":
        return worded(
            "Read by the {authority}’s officers, the school’s leaders and its governors"
        )
    return worded(
        "Each side’s part is read by that side alone until it is sent; then by the"
        " {authority}’s officers, the school’s leaders and the chair of governors"
    )


def _helpers(reading: Reading) -> list[SelfEvaluationHelper]:
    """Who is named, for those who answer for the part."""
    named = _named_in(reading.user, reading.evaluation.pk)
    return [one for one in named if reading.gives(one.part.kind)]


@prepared
def _named_in(reader: User, evaluation: int) -> Any:
    rows = SelfEvaluationHelper.objects.visible_to(reader).current()
    return rows.filter(part__evaluation=evaluation).select_related("person", "part")


def _answered_for(reading: Reading) -> list[str]:
    """The parts that the reader answers for, while they can be written."""
    return [kind for kind in KINDS if reading.writes[kind] and reading.gives(kind)]


def _record(user: User, pk: int) -> SchoolYearRecord:
    rows = SchoolYearRecord.objects.select_related("school", "year", "framework")
    record: SchoolYearRecord = get_visible_or_404(rows, user, pk=pk)
    if form_of_record(record) is None:
        raise Http404
    return record


def _visits(user: User, record: SchoolYearRecord) -> Any:
    """The visits at which the meeting may be held."""
    ahead = Visit.objects.visible_to(user).filter(record=record)
    return ahead.exclude(state=VisitState.CANCELLED).newest_first()


def _moved_again(form: MoveForm, pk: int) -> list[Difference]:
    now = SelfEvaluation.objects.select_related("visit").get(pk=pk)
    go_on_from(form, now.version)
    return differences(form, {"meeting_on": now.meeting_on, "visit": now.visit})
