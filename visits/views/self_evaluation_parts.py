"""Writing a part of a self-evaluation; helpers and files (WIL-F, CONF-06)."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from schools.access import get_visible_or_404, holders
from sitrack.core.conflicts import Difference, differences, go_on_from
from sitrack.core.drafts.desk import keeps_drafts
from sitrack.core.files.serving import download
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Role
from sitrack.core.rules import RuleBroken
from sitrack.core.words import worded_later
from visits.forms.self_evaluation import AttachForm, HelperForm, PartForm, name_of
from visits.models import (
    SelfEvaluationFile,
    SelfEvaluationHelper,
    SelfEvaluationPart,
)
from visits.rules import self_evaluation as rules
from visits.self_evaluation import KINDS, Reading, answers_before, answers_now, label_of
from visits.services.self_evaluations import helping, writing
from visits.services.self_evaluations.helping import takes_files
from visits.services.self_evaluations.writing import prompts_of_part
from visits.views.self_evaluation import find, whose

GIVEN = {
    rules.LA: "Sent. The school’s leaders are told that it is their turn.",
    rules.SCHOOL: worded_later("Returned. The {authority}’s officers are told."),
    rules.MEETING: "The discussion is recorded. The school’s leaders are told.",
}
HELPERS = {
    rules.LA: Role.TEAM,
    rules.MEETING: Role.TEAM,
    rules.SCHOOL: Role.SENDCO,
}


@require_http_methods(["GET", "POST"])
@keeps_drafts
def self_evaluation_write(request: SignedInRequest, pk: int, kind: str) -> HttpResponse:
    """The boxes of one part, beside what the other side has given."""
    reading = _writing(request, pk, kind)
    part, evaluation = reading.parts[kind], reading.evaluation
    mine = reading.writes[kind]
    if not mine:
        messages.info(request, rules.STANDS[evaluation.state])
        return redirect(evaluation)
    asked = prompts_of_part(reading.form, kind)
    sent = request.POST if request.method == "POST" else None
    form = PartForm(
        sent,
        form=reading.form,
        codes=[code for code, row in asked.items() if row in mine],
        texts=reading.answers,
        asks_why=kind == rules.MEETING and evaluation.state == "sent_to_school",
        initial={"version": part.version},
    )
    gives = reading.gives(kind) and not part.is_given
    page = FormPage(
        "visits/self_evaluation_write.html",
        {
            **whose(reading),
            "part": part,
            "tables": [
                table
                for table in reading.tables(form.boxes)
                if kind in (rules.SCHOOL, table.la_kind)
            ],
            "gives": gives,
            "may_give_now": gives and rules.GIVES[kind] in _verbs(evaluation.state),
            "reads": reading.reads,
            "parts": reading.parts,
        },
        again=lambda: _again(form, part),
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        giving = gives and sent.get("intent") == "give"
        facts: dict[str, Any] = {
            "part": part,
            "texts": form.texts,
            "expected_version": form.cleaned_data["version"],
            "by": request.user,
        }
        if giving:
            writing.give_part(reason=form.cleaned_data.get("reason", ""), **facts)
        else:
            writing.save_part(**facts)
        messages.success(request, GIVEN[kind] if giving else _saved(part))
        return evaluation.get_absolute_url()

    return page.answer(request, form, act)


@require_http_methods(["GET", "POST"])
def self_evaluation_helper(
    request: SignedInRequest, pk: int, kind: str
) -> HttpResponse:
    """Name who else writes rows of a part."""
    reading = _answering(request, pk, kind)
    evaluation, asked = (
        reading.evaluation,
        set(prompts_of_part(reading.form, kind).values()),
    )
    posts = holders(evaluation.school, HELPERS[kind])
    sent = request.POST if request.method == "POST" else None
    form = HelperForm(
        sent,
        people=[post.person for post in posts],
        rows={
            row.code: label_of(row, evaluation.record)
            or row.prompts[0].text.rstrip(":")
            for row in reading.form.rows
            if row.code in asked
        },
    )
    page = FormPage(
        "visits/self_evaluation_helper.html",
        {**whose(reading), "part": reading.parts[kind]},
        done="They are asked to help, and are told by e-mail.",
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        data = form.cleaned_data
        helping.name_helper(
            part=reading.parts[kind],
            person=form.people[data["person"]],
            rows=data["rows"],
            by=request.user,
        )
        return evaluation.get_absolute_url()

    return page.answer(request, form, act)


@require_POST
def self_evaluation_helper_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take the rows back; what was written stays."""
    rows = SelfEvaluationHelper.objects.current().select_related("part", "person")
    helper: SelfEvaluationHelper = get_visible_or_404(rows, request.user, pk=pk)
    reading = _answering(request, helper.part.evaluation_id, helper.part.kind)
    helping.end_help(helper=helper, by=request.user)
    messages.success(request, "They no longer write here. What they wrote stays.")
    return redirect(reading.evaluation)


@require_http_methods(["GET", "POST"])
def self_evaluation_attach(
    request: SignedInRequest, pk: int, kind: str
) -> HttpResponse:
    """Attach a file to an answer."""
    reading = _answering(request, pk, kind)
    evaluation = reading.evaluation
    prompts = takes_files(reading.form, kind)
    if not prompts:
        raise Http404
    sent = request.POST if request.method == "POST" else None
    form = AttachForm(sent, request.FILES or None, prompts=prompts)
    page = FormPage(
        "visits/self_evaluation_attach.html",
        {**whose(reading), "part": reading.parts[kind]},
        done="The file is attached. It can be opened once it has been checked.",
        repeats=False,
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        helping.attach(part=reading.parts[kind], by=request.user, **form.cleaned_data)
        return evaluation.get_absolute_url()

    return page.answer(request, form, act)


@require_safe
def self_evaluation_file(request: SignedInRequest, pk: int) -> HttpResponse:
    """The file itself, never anything that a browser would show in its place."""
    found, reading = _file(request, pk)
    if not found.file.may_be_opened:
        messages.info(request, found.file.get_verdict_display())
        return redirect(reading.evaluation)
    helping.record_opening(attached=found, by=request.user)
    return download(found.file)  # type: ignore[return-value]


@require_POST
def self_evaluation_file_take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Remove a file, or withdraw it from those who had it."""
    found, reading = _file(request, pk)
    if not reading.gives(found.part.kind):
        raise PermissionDenied
    try:
        helping.take_back(attached=found, by=request.user)
    except RuleBroken as broken:
        messages.error(request, broken.message)
    else:
        messages.success(request, "The file is taken back.")
    return redirect(reading.evaluation)


def _writing(request: SignedInRequest, pk: int, kind: str) -> Reading:
    """403 for who writes nothing of this part at all."""
    reading = find(request.user, pk)
    if kind not in KINDS:
        raise Http404
    named = any(one.part.kind == kind for one in reading.named)
    if not (reading.gives(kind) or named):
        raise PermissionDenied
    return reading


def _answering(request: SignedInRequest, pk: int, kind: str) -> Reading:
    """403 for who does not answer for the whole of this part."""
    reading = _writing(request, pk, kind)
    if not reading.gives(kind):
        raise PermissionDenied
    return reading


def _file(request: SignedInRequest, pk: int) -> tuple[SelfEvaluationFile, Reading]:
    """The file in the reader's scope: one that they may not see is not there."""
    rows = SelfEvaluationFile.objects.select_related(
        "file", "part__evaluation__record__school"
    )
    found: SelfEvaluationFile = get_visible_or_404(rows, request.user, pk=pk)
    reading = find(request.user, found.part.evaluation_id)
    if not reading.reads_prompt(found.part.kind, found.prompt):
        raise Http404
    return found, reading


def _verbs(state: str) -> set[str]:
    steps = {step.verb for step in rules.verbs_from(state)}
    return steps | ({"discuss"} if "discuss_without" in steps else set())


def _saved(part: SelfEvaluationPart) -> str:
    if part.is_given:
        return "Saved. The other side is told that it changed."
    return "Saved. Only your own side can see it until it is sent."


def _again(form: PartForm, part: SelfEvaluationPart) -> list[Difference]:
    """What another of the same side saved meanwhile; both texts where both changed."""
    was = answers_before(part, form.cleaned_data["version"])
    now, saved = answers_now(part)
    go_on_from(form, now)
    return differences(
        form,
        {name_of(one.code): saved.get(one.code, "") for one in form.prompts},
        {name_of(one.code): was.get(one.code, "") for one in form.prompts}
        if was is not None
        else {},
    )
