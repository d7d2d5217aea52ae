"""The national register: handing in a file, reading its report, importing it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from schools.access import require
from schools.forms.register import ConfirmForm, RegisterForm
from schools.models import RegisterImport
from schools.services import imports
from sitrack.core.http import SignedInRequest
from sitrack.core.models.job import JobState
from sitrack.core.roles import Capability
from sitrack.core.rules import RuleBroken
from sitrack.core.submissions import once, token_for

MOST_LISTED = 20
UNDER_WAY = {JobState.WAITING, JobState.RUNNING}


def register(request: SignedInRequest) -> HttpResponse:
    """Hand in a file; below it, the files handed in before."""
    require(request.user, Capability.IMPORT_REGISTER)
    earlier = RegisterImport.objects.select_related("started_by")[:MOST_LISTED]
    form = RegisterForm(
        *_sent(request),
        initial={"la_codes": _codes_of_last(list(earlier))},
    )
    if form.is_valid():

        def hand_in() -> str:
            job = imports.hand_in(**form.cleaned_data, by=request.user)
            return reverse("schools:register_import", args=[job.pk])

        address = once(
            request.POST,
            files=request.FILES,
            by=request.user,
            act=hand_in,
            go_on=hand_in,
        )
        return redirect(address)
    context = {
        "form": form,
        "earlier": earlier,
        "submit_token": token_for(request.POST),
    }
    return render(request, "schools/register.html", context)


def register_import(request: SignedInRequest, pk: int) -> HttpResponse:
    """How far a file has got, then its report."""
    require(request.user, Capability.IMPORT_REGISTER)
    job = get_object_or_404(RegisterImport.objects.select_related("started_by"), pk=pk)
    report = job.report
    changes = sorted(report.get("fields", {}).items(), key=lambda pair: -pair[1])
    is_done = job.state == JobState.DONE
    context = {
        "job": job,
        "report": report,
        "changes": changes,
        "is_under_way": job.state in UNDER_WAY,
        "has_failed": job.state == JobState.FAILED,
        "may_apply": is_done and job.dry_run and not report.get("error"),
    }
    return render(request, "schools/register_import.html", context)


def register_apply(request: SignedInRequest, pk: int) -> HttpResponse:
    """Import a checked file for real, after a last look where schools would vanish."""
    require(request.user, Capability.IMPORT_REGISTER)
    job = get_object_or_404(RegisterImport, pk=pk)
    needs_look = bool(job.report.get("warning"))
    form = ConfirmForm(*_sent(request))
    if request.method == "POST" and (not needs_look or form.is_valid()):
        try:
            imports.apply_import(job=job, confirmed=needs_look, by=request.user)
        except RuleBroken as broken:
            messages.error(request, broken.message)
        return redirect("schools:register_import", pk=pk)
    if not needs_look:
        return redirect("schools:register_import", pk=pk)
    context = {"form": form, "job": job}
    return render(request, "schools/register_apply.html", context)


def _sent(request: SignedInRequest) -> tuple[Any, Any]:
    """What was posted, an empty form included."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _codes_of_last(earlier: list[RegisterImport]) -> str:
    return ", ".join(earlier[0].la_codes) if earlier else ""
