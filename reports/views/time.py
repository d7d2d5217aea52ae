"""Correcting an entry of the ledger, and taking one back; nothing is deleted."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from engagement.forms.hours import CorrectionForm, ReasonForm
from engagement.models import TimeEntry
from engagement.views.finding import locked
from engagement.views.time import time_context
from reports.queries.ledger import hand_of
from reports.services import ledger
from schools.access import get_visible_or_404
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from visits.models import Visit

WITH = ("record__school", "record__year", "record__framework", "school", "term__year")
PARTS = ("person__user", "team", "category", "reversed_by_entry")


@require_http_methods(["GET", "POST"])
def time_correct(request: SignedInRequest, pk: int) -> HttpResponse:
    """One's own entry anew: the old one is reversed, with the reason (ACC-031)."""
    entry = _find(request, pk)
    if not hand_of(request.user, entry.record).corrects(entry.person_id):
        raise PermissionDenied("Only who entered the time corrects it.")
    shut = _shut(request, entry)
    if shut:
        return shut
    sent = request.POST if request.method == "POST" else None
    context = time_context(request.user, entry.record)
    form = CorrectionForm(sent, entry=entry, team_counts=context["team_counts"])
    page = FormPage(
        "reports/time_correct.html",
        {**context, "entry": entry},
        done="The entry is corrected.",
        repeats=False,
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        made = ledger.correct(
            entry=entry,
            spent=form.spent(),
            reason=form.cleaned_data["reason"],
            by=request.user,
        )
        return made.get_absolute_url()

    return page.answer(request, form, act)


@require_http_methods(["GET", "POST"])
def time_reverse(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take an entry back, one's own or a team-mate's, with the reason."""
    entry = _find(request, pk)
    hand = hand_of(request.user, entry.record)
    if not hand.takes_back(entry.person_id, entry.team_id):
        raise PermissionDenied("This entry is not yours to take back.")
    shut = _shut(request, entry)
    if shut:
        return shut
    sent = request.POST if request.method == "POST" else None
    form = ReasonForm(sent)
    page = FormPage(
        "reports/time_reverse.html",
        {"entry": entry, "school": entry.school, "record": entry.record},
        done="The entry is taken back.",
        repeats=False,
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        reason = form.cleaned_data["reason"]
        ledger.take_back(entry=entry, reason=reason, by=request.user)
        return entry.get_absolute_url()

    return page.answer(request, form, act)


def _find(request: SignedInRequest, pk: int) -> TimeEntry:
    entries = TimeEntry.objects.select_related(*WITH, *PARTS)
    found: TimeEntry = get_visible_or_404(entries, request.user, pk=pk)
    return found


def _shut(request: SignedInRequest, entry: TimeEntry) -> HttpResponse | None:
    """What stands in the way of any change: a locked record, the visit that the time
    belongs to, or that somebody took the entry back before."""
    shut = locked(request, entry.record)
    if shut:
        return shut
    visits = Visit.objects.visible_to(request.user)
    made_by = Visit.objects.filter(time__entry=entry).only("pk", "date").first()
    if made_by:
        context: dict[str, Any] = {
            "entry": entry,
            "school": entry.school,
            "visit": made_by,
            "reads_visit": visits.filter(pk=made_by.pk).exists(),
        }
        status = 409 if request.method == "POST" else 200
        return render(request, "reports/time_of_visit.html", context, status=status)
    if entry.is_settled and request.method != "POST":
        messages.info(request, "This entry was taken back already.")
        return redirect(entry)
    return None
