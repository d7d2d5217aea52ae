"""The statement of a year's level: reading, writing and signing it (WIL-W-03)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from engagement.definitions.categorising import Statement
from engagement.forms.statements import StatementForm
from engagement.models import LevelStatement, SchoolYearRecord
from engagement.queries.statements import (
    level_to_state,
    parts_of,
    parts_open_to,
    statement_form,
)
from engagement.services.statements import (
    Agreed,
    change_statement,
    sign_statement,
    write_statement,
)
from engagement.views.finding import find_record, locked, whose
from schools.access import audiences_of, may, require
from sitrack.core import calendar, delivery, events
from sitrack.core.conflicts import Difference, differences, go_on_from
from sitrack.core.drafts.desk import keeps_drafts
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability, Role
from sitrack.core.rules import RuleBroken
from sitrack.core.submissions import new_token, once
from sitrack.core.words import worded_later

READERS = worded_later(
    "Those who agree the {level} can see this; {governors} once everybody has signed"
)
WHOLE = "Everyone who may read the school’s record can see this"


@require_GET
def statement(request: SignedInRequest, pk: int) -> HttpResponse:
    """The statement of the record's year, or that there is none yet."""
    record, form = _asked(request, pk)
    rows = LevelStatement.objects.visible_to(request.user)
    found = rows.filter(record=record).select_related("level", "written_by").first()
    may_write = may(request.user, Capability.WRITE_STATEMENT, record.school)
    may_sign = may(request.user, Capability.SIGN_STATEMENT, record.school)
    if found is None and not (may_write or may_sign):
        raise Http404
    require(request.user, Capability.READ_RECORD, record.school)
    delivery.mark_read(request.user, path=request.path)
    context: dict[str, Any] = {
        **whose(record, request.user, READERS),
        "form": form,
        "may_write": may_write and not record.is_locked,
        "level": level_to_state(record),
        "submit_token": new_token(),
    }
    if found is None:
        return render(request, "engagement/statement_none.html", context)
    found.record = record
    parts = parts_of(found, record.framework)
    told = audiences_of(request.user, record.school)
    context |= {
        "statement": found,
        "readers": WHOLE if found.is_whole else READERS,
        "parts": parts,
        "open_parts": []
        if record.is_locked
        else parts_open_to(request.user, found, parts),
        "events": events.all_told_about(found, told),
        "may_export": may(request.user, Capability.EXPORT_RECORD, record.school),
    }
    return render(request, "engagement/statement.html", context)


@require_http_methods(["GET", "POST"])
@keeps_drafts
def statement_write(request: SignedInRequest, pk: int) -> HttpResponse:
    """Begin the statement, or change it while somebody has still to sign."""
    record, form_words = _asked(request, pk)
    require(request.user, Capability.WRITE_STATEMENT, record.school)
    shut = locked(request, record)
    if shut:
        return shut
    found = LevelStatement.objects.select_related("level").filter(record=record).first()
    if found and found.is_whole:
        messages.info(request, "Everybody has signed this statement. It stays so.")
        return redirect(found)
    if found:
        found.record = record
    sent = request.POST if request.method == "POST" else None
    form = StatementForm(sent, initial=_initial(found))
    page = FormPage(
        "engagement/statement_write.html",
        {
            **whose(record, request.user, READERS),
            "words": form_words,
            "statement": found,
            "level": level_to_state(record),
        },
        done="The statement is saved. Everybody who signs it is told.",
    )
    if sent is None:
        return page.show(request, form)
    if found:
        page.again = lambda: _again(form, found.pk)

    def act() -> str:
        data = form.cleaned_data
        agreed = Agreed(data["agreed_on"], data["text"])
        if found:
            change_statement(
                statement=found,
                agreed=agreed,
                expected_version=data["version"] or 0,
                by=request.user,
            )
        else:
            write_statement(record=record, agreed=agreed, by=request.user)
        return reverse("engagement:statement", args=[record.pk])

    return page.answer(request, form, act)


@require_POST
def statement_sign(request: SignedInRequest, pk: int) -> HttpResponse:
    """Sign for one's post, straight from the page that shows the words."""
    record, _ = _asked(request, pk)
    rows = LevelStatement.objects.visible_to(request.user)
    found = get_object_or_404(rows.select_related("level"), record=record)
    found.record = record
    require(request.user, Capability.SIGN_STATEMENT, record.school)
    part, edition = request.POST.get("part", ""), request.POST.get("edition", "")

    def act() -> str:
        sign_statement(
            statement=found,
            part=Role(part) if part in Role else Role.OFFICER,
            edition=int(edition) if edition.isdecimal() and len(edition) < 6 else 0,
            by=request.user,
        )
        return found.get_absolute_url()

    try:
        address = once(request.POST, by=request.user, act=act)
    except RuleBroken as broken:
        messages.info(request, broken.message)
        return redirect(found)
    messages.success(request, "You have signed the statement.")
    return redirect(address)


def _asked(request: SignedInRequest, pk: int) -> tuple[SchoolYearRecord, Statement]:
    """The record in scope, and what its framework says of a statement; 404 where it
    has none."""
    record = find_record(request.user, pk)
    form = statement_form(record.framework)
    if form is None:
        raise Http404
    return record, form


def _initial(found: LevelStatement | None) -> dict[str, Any]:
    if found is None:
        return {"agreed_on": calendar.today()}
    return {
        "agreed_on": found.agreed_on,
        "text": found.text,
        "version": found.version,
    }


def _again(form: StatementForm, pk: int) -> list[Difference]:
    """The statement as somebody else saved it, against what was typed here."""
    current = LevelStatement.objects.get(pk=pk)
    go_on_from(form, current.version)
    return differences(form, {"agreed_on": current.agreed_on, "text": current.text})
