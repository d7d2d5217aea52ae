"""The author takes a shared note back; its readers are told so."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from schools.access import get_visible_or_404, require
from sitrack.core import delivery
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability
from sitrack.core.rules import RuleBroken
from sitrack.core.submissions import new_token, once
from sitrack.core.versions import Stale
from visits.forms.replies import RecallForm
from visits.models import Visit
from visits.services.recall import recall

SCHOOL = ("record__school", "record__year")


def visit_recall(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take the note back into a draft, with the reason that the school is told."""
    visits = Visit.objects.select_related(*SCHOOL, "lead__user")
    visit = get_visible_or_404(visits, request.user, pk=pk)
    require(request.user, Capability.LOG_VISIT, visit.record.school)
    form = RecallForm(request.POST or None, initial={"version": visit.version})
    if request.method == "POST" and form.is_valid():
        try:
            address = once(
                request.POST,
                by=request.user,
                act=lambda: _recall(visit, form, request),
            )
        except RuleBroken as broken:
            field = broken.field if broken.field in form.fields else None
            form.add_error(field, broken.message)
        except Stale:
            form.add_error(
                None, "The note or its answers have changed. Read it again first."
            )
        else:
            messages.success(request, "You took the note back. It is a draft again.")
            return redirect(address)
    context = {
        "visit": visit,
        "school": visit.record.school,
        "form": form,
        "submit_token": request.POST.get("submit_token") or new_token(),
    }
    status = 422 if form.errors else 200
    return render(request, "visits/recall.html", context, status=status)


def visit_taken_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """What a leader of the school meets instead of a note that was taken back."""
    gone = Visit.objects.taken_back_from(request.user)
    visit = get_object_or_404(gone.select_related(*SCHOOL), pk=pk)
    delivery.mark_read(request.user, path=visit.get_absolute_url())
    context = {
        "visit": visit,
        "school": visit.record.school,
        "recall": visit.recalls.select_related("by").last(),
    }
    return render(request, "visits/taken_back.html", context)


def _recall(visit: Visit, form: RecallForm, request: SignedInRequest) -> str:
    recall(
        visit=visit,
        reason=form.cleaned_data["reason"],
        expected_version=form.cleaned_data["version"] or 0,
        by=request.user,
    )
    return visit.get_absolute_url()
