"""All records into the next year: starting it, seeing how far it is, stopping it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from reports.models import RolledSchool, Rollover
from reports.models.rollover import Outcome
from reports.queries.years import turn_of
from reports.services import rollover_job
from reports.sheets.work import CARRIED_OVER
from schools.access import require
from sitrack.core import calendar
from sitrack.core.http import SignedInRequest
from sitrack.core.models import User
from sitrack.core.models.job import JobState
from sitrack.core.roles import Capability
from sitrack.core.rules import RuleBroken
from sitrack.core.sheets import asked_as, sheet_file

ON_A_PAGE = 50
# Those whose reasons are read, before those that went well.
TOLD = (Outcome.WAITS, Outcome.LOCKED, Outcome.LEFT_OUT)
RUNS = {JobState.WAITING, JobState.RUNNING}


@require_http_methods(["GET", "HEAD", "POST"])
def rollover(request: SignedInRequest) -> HttpResponse:
    """What carrying over does and how far it is; a post has it begin or go on."""
    require(request.user, Capability.ROLL_OVER)
    turn = turn_of(calendar.today())
    if request.method == "POST" and turn.new is not None:
        try:
            rollover_job.start_rollover(year=turn.new, by=request.user)
        except RuleBroken as broken:
            messages.info(request, broken.message)
        return redirect("rollover")
    job = Rollover.objects.filter(year=turn.new).select_related("stopped_by").first()
    kind = asked_as(request)
    if request.method != "POST" and kind and job is not None:
        shown = _shown(request, _counts(request.user, job))
        rows = _schools(request.user, job).filter(outcome=shown)
        return sheet_file(CARRIED_OVER, rows, kind)
    context: dict[str, Any] = {"turn": turn, "job": job}
    if job is not None:
        runs = job.state in RUNS and job.stopped_by is None
        context |= {
            "runs": runs,
            "percent": 100 * job.schools_done // max(job.schools_total, 1),
            **_outcomes(request, job),
        }
    return render(request, "reports/rollover.html", context)


@require_POST
def rollover_stop(request: SignedInRequest) -> HttpResponse:
    """Have it stop after the school that it is at."""
    require(request.user, Capability.ROLL_OVER)
    job = Rollover.objects.filter(year=turn_of(calendar.today()).new).first()
    if job is not None:
        try:
            rollover_job.stop_rollover(job=job, by=request.user)
        except RuleBroken as broken:
            messages.info(request, broken.message)
        else:
            messages.success(request, "It stops. Whoever is carried over stays so.")
    return redirect("rollover")


def _outcomes(request: SignedInRequest, job: Rollover) -> dict[str, Any]:
    """How many schools came to what, and those of one outcome, with the reasons."""
    counts = _counts(request.user, job)
    shown = _shown(request, counts)
    rows = _schools(request.user, job).filter(outcome=shown)
    return {
        "waits": counts.get(Outcome.WAITS, 0),
        "outcomes": [
            {"code": one.value, "label": one.label, "schools": counts[one]}
            for one in (*TOLD, Outcome.CARRIED)
            if counts.get(one)
        ],
        "shown": shown,
        "page_obj": Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page")),
    }


def _schools(user: User, job: Rollover) -> Any:
    found = RolledSchool.objects.visible_to(user).filter(rollover=job)
    return found.select_related("school")


def _counts(user: User, job: Rollover) -> dict[str, int]:
    rows = _schools(user, job).order_by().values("outcome")
    return {
        row["outcome"]: row["schools"] for row in rows.annotate(schools=Count("pk"))
    }


def _shown(request: SignedInRequest, counts: dict[str, int]) -> Outcome:
    """The outcome that is asked for; else those who wait, where there are any."""
    asked = request.GET.get("outcome", "")
    if asked in Outcome.values:
        return Outcome(asked)
    return Outcome.WAITS if Outcome.WAITS in counts else Outcome.CARRIED
