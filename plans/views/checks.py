"""The checks and the support that a plan's level brings (SUF-E-07 to 12)."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from plans.forms.steps import AdviserForm, AskForm, CheckForm
from plans.models import EntitlementUse
from plans.services.checks import (
    CheckStands,
    ask_for_support,
    is_adviser,
    name_adviser,
    update_check,
)
from plans.views.finding import ended, find_check, whose
from sitrack.core.conflicts import Difference, differences, go_on_from
from sitrack.core.drafts.desk import keeps_drafts
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.versions import as_it_was


@require_http_methods(["GET", "POST"])
@keeps_drafts
def check(request: SignedInRequest, pk: int, check: int) -> HttpResponse:
    """How far a check is, and what came of it; or who the adviser is (SUF-E-12)."""
    found = find_check(request.user, pk, check)
    shut = ended(request, found.plan)
    if shut:
        return shut
    return _adviser(request, found) if is_adviser(found) else _check(request, found)


def _check(request: SignedInRequest, found: EntitlementUse) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    form = CheckForm(
        sent, initial=_stands(found), framework=found.plan.level.framework_id
    )
    page = FormPage(
        "plans/check.html",
        {**whose(found.plan), "check": found},
        done="The check is saved.",
        again=lambda: _again(form, found),
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        typed = form.cleaned_data
        update_check(
            check=found,
            stands=CheckStands(
                typed["state"], typed["team"], typed["day"], typed["outcome"]
            ),
            expected_version=typed["version"],
            by=request.user,
        )
        return found.plan.get_absolute_url()

    return page.answer(request, form, act)


def _stands(check: EntitlementUse) -> dict[str, Any]:
    names = ("state", "team", "day", "outcome", "version")
    return {name: getattr(check, name) for name in names}


def _again(form: CheckForm, check: EntitlementUse) -> list[Difference]:
    was = as_it_was(check, form.cleaned_data["version"])
    check.refresh_from_db()
    theirs, before = _stands(check), _stands(was) if was else {}
    before.pop("version", None)
    go_on_from(form, theirs.pop("version"))
    return differences(form, theirs, before)


def _adviser(request: SignedInRequest, found: EntitlementUse) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    form = AdviserForm(sent, initial={"name": found.plan.record.adviser})
    page = FormPage(
        "plans/adviser.html",
        {**whose(found.plan), "check": found},
        done="The adviser is named in the header of the record.",
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        name_adviser(check=found, name=form.cleaned_data["name"], by=request.user)
        return found.plan.get_absolute_url()

    return page.answer(request, form, act)


@require_http_methods(["GET", "POST"])
@keeps_drafts
def check_ask(request: SignedInRequest, pk: int, check: int) -> HttpResponse:
    """Ask the team of a check for support that arises from it (SUF-E-11)."""
    found = find_check(request.user, pk, check)
    shut = ended(request, found.plan)
    if shut:
        return shut
    sent = request.POST if request.method == "POST" else None
    form = AskForm(sent)
    page = FormPage(
        "plans/check_ask.html",
        {**whose(found.plan), "check": found},
        done="The team is asked for support.",
        repeats=False,
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        text = form.cleaned_data["text"]
        asked = ask_for_support(check=found, text=text, by=request.user)
        return asked.get_absolute_url()

    return page.answer(request, form, act)
