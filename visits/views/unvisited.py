"""Saying why a term had no visit."""

from typing import cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from engagement.models import SchoolYearRecord
from schools.access import get_visible_or_404, require
from sitrack.core.conflicts import differences, go_on_from
from sitrack.core.http import SignedInRequest
from sitrack.core.models import Term
from sitrack.core.roles import Capability
from sitrack.core.rules import RuleBroken
from sitrack.core.submissions import once, token_for
from sitrack.core.versions import Stale
from visits.forms.diary import UnvisitedForm
from visits.models import UnvisitedTerm
from visits.services.unvisited import explain_unvisited


def term_unvisited(request: SignedInRequest, pk: int, term: int) -> HttpResponse:
    """Give the reason, or change it."""
    records = SchoolYearRecord.objects.select_related("school", "year")
    record = get_visible_or_404(records, request.user, pk=pk)
    require(request.user, Capability.EXPLAIN_NO_VISIT, record.school)
    chosen = get_object_or_404(Term, pk=term, year=record.year)
    given = record.unvisited_terms.filter(term=chosen).first()
    form = UnvisitedForm(
        request.POST or None,
        initial={
            "reason": given.reason if given else "",
            "version": given.version if given else 0,
        },
    )
    context = {"record": record, "school": record.school, "term": chosen, "form": form}
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            address = once(
                request.POST,
                by=request.user,
                act=lambda: _explain(record, chosen, form, request),
            )
        except RuleBroken as broken:
            form.add_error(
                broken.field if broken.field in form.fields else None, broken.message
            )
        except Stale as stale:
            current = cast(UnvisitedTerm, stale.current)
            found = differences(form, {"reason": current.reason})
            go_on_from(form, current.version)
            context |= {"conflict": True, "differences": found}
            status = 409
        else:
            messages.success(request, "The reason is recorded.")
            return redirect(address)
    context["submit_token"] = token_for(request.POST)
    status = 422 if form.errors else status
    return render(request, "visits/unvisited.html", context, status=status)


def _explain(
    record: SchoolYearRecord, term: Term, form: UnvisitedForm, request: SignedInRequest
) -> str:
    explain_unvisited(
        record=record,
        term=term,
        reason=form.cleaned_data["reason"],
        expected_version=form.cleaned_data["version"],
        by=request.user,
    )
    return f"{record.get_absolute_url()}?part=visits"
