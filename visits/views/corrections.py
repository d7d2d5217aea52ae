"""The school asks for corrections, section by section; the officer answers each."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from engagement.queries.wording import prompts_of
from schools.access import get_visible_or_404, require
from sitrack.core.conflicts import differences, go_on_from
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability
from sitrack.core.rules import RuleBroken
from sitrack.core.submissions import new_token, once
from sitrack.core.versions import Stale
from visits import asked, queries
from visits.forms.corrections import ACCEPT, AnswerCorrectionForm, CorrectionForm
from visits.models import Correction, Visit
from visits.services import corrections

WHOLE = ("visit__record__school", "visit__record__year", "prompt", "by")


def correction_add(request: SignedInRequest, pk: int, key: str) -> HttpResponse:
    """The school writes down what is wrong in one section; nothing is sent yet."""
    visits = queries.for_the_page()
    visit = get_visible_or_404(visits, request.user, pk=pk)
    require(request.user, Capability.COMMENT_ON_VISIT, visit.record.school)
    prompts = prompts_of(visit.record.framework, visit.template_id)
    prompt = next((one for one in prompts if one.key == key), None)
    if prompt is None:
        raise Http404
    form = CorrectionForm(request.POST or None)

    def act() -> None:
        corrections.keep_correction(
            visit=visit,
            prompt=prompt,
            wrong=form.cleaned_data["wrong"],
            should_say=form.cleaned_data["should_say"],
            by=request.user,
        )

    return _keep(request, form, visit, act, section=prompt.label)


def correction_change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Reword a correction that is not sent yet, with a colleague perhaps doing so."""
    found = _correction(request, pk, Capability.COMMENT_ON_VISIT)
    initial = {
        name: getattr(found, name) for name in ("version", "wrong", "should_say")
    }
    form = CorrectionForm(request.POST or None, initial=initial)

    def act() -> None:
        corrections.reword_correction(
            correction=found,
            wrong=form.cleaned_data["wrong"],
            should_say=form.cleaned_data["should_say"],
            expected_version=form.cleaned_data["version"] or 0,
            by=request.user,
        )

    return _keep(request, form, found.visit, act, section=found.prompt.label)


@require_POST
def correction_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take away a correction that is not sent; twice does no harm."""
    found = _correction(request, pk, Capability.COMMENT_ON_VISIT)
    try:
        corrections.drop_correction(correction=found, by=request.user)
    except RuleBroken as broken:
        messages.error(request, broken.message)
    else:
        messages.success(request, "The correction was removed.")
    return _to_the_answer(found.visit)


def correction_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """The officer accepts a correction, changing the note, or says why not."""
    found = _correction(request, pk, Capability.LOG_VISIT)
    is_text = asked.is_words(found.prompt)
    text = _text_of(found) if is_text else ""
    initial = {
        "version": found.visit.version,
        "text": text.replace(found.wrong, found.should_say, 1),
    }
    form = AnswerCorrectionForm(request.POST or None, initial=initial, is_text=is_text)
    extra: dict[str, Any] = {"correction": found, "is_text": is_text, "now": text}
    if request.method == "POST" and form.is_valid():
        try:
            address = once(
                request.POST, by=request.user, act=lambda: _answer(found, form, request)
            )
        except RuleBroken as broken:
            _blame(form, broken)
        except Stale as stale:
            go_on_from(form, stale.current.version)
            saved = {"text": text} if is_text else {}
            extra |= {"conflict": True, "differences": differences(form, saved)}
            return _page(request, "answer", found.visit, form, status=409, **extra)
        else:
            messages.success(request, "Your answer was saved.")
            return redirect(address)
    return _page(request, "answer", found.visit, form, **extra)


def _answer(
    found: Correction, form: AnswerCorrectionForm, request: SignedInRequest
) -> str:
    given = form.cleaned_data
    if given["outcome"] != ACCEPT:
        corrections.decline_correction(
            correction=found, reason=given["reason"], by=request.user
        )
        return f"{found.visit.get_absolute_url()}#corrections"
    corrections.accept_correction(
        correction=found,
        expected_version=given["version"] or 0,
        text=given.get("text"),
        by=request.user,
    )
    if "text" in given:
        return f"{found.visit.get_absolute_url()}#corrections"
    messages.info(request, f"Now change the note: {found.should_say}")
    return f"{found.visit.get_absolute_url()}edit/"


def _keep(
    request: SignedInRequest,
    form: CorrectionForm,
    visit: Visit,
    act: Callable[[], None],
    *,
    section: str,
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():

        def keep() -> str:
            act()
            return f"{visit.get_absolute_url()}#answer"

        try:
            address = once(request.POST, by=request.user, act=keep)
        except RuleBroken as broken:
            _blame(form, broken)
        except Stale as stale:
            theirs = stale.current
            saved = {name: getattr(theirs, name) for name in ("wrong", "should_say")}
            go_on_from(form, theirs.version)
            extra = {"conflict": True, "differences": differences(form, saved)}
            return _page(
                request, "ask", visit, form, status=409, section=section, **extra
            )
        else:
            messages.success(request, "Kept for your school. It is not sent yet.")
            return redirect(address)
    return _page(request, "ask", visit, form, section=section)


def _correction(
    request: SignedInRequest, pk: int, capability: Capability
) -> Correction:
    found: Correction = get_visible_or_404(
        Correction.objects.select_related(*WHOLE), request.user, pk=pk
    )
    require(request.user, capability, found.visit.record.school)
    return found


def _text_of(correction: Correction) -> str:
    """What the correction's section says now."""
    sections = correction.visit.sections.filter(prompt=correction.prompt)
    return next(iter(sections.values_list("text", flat=True)), "")


def _blame(form: Any, broken: RuleBroken) -> None:
    form.add_error(
        broken.field if broken.field in form.fields else None, broken.message
    )


def _to_the_answer(visit: Visit) -> HttpResponse:
    return redirect(f"{visit.get_absolute_url()}#answer")


def _page(
    request: SignedInRequest,
    name: str,
    visit: Visit,
    form: Any,
    *,
    status: int = 200,
    **extra: Any,
) -> HttpResponse:
    context = {
        "visit": visit,
        "school": visit.record.school,
        "form": form,
        "submit_token": request.POST.get("submit_token") or new_token(),
        **extra,
    }
    if status == 200 and form.is_bound and form.errors:
        status = 422
    return render(request, f"visits/correction_{name}.html", context, status=status)
