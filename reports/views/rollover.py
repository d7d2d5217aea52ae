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
from schools.access import require
from sitrack.core import calendar
from sitrack.core.http import SignedInRequest
from sitrack.core.models.job import JobState
from sitrack.core.roles import Capability
from sitrack.core.rules import RuleBroken

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
    found = RolledSchool.objects.visible_to(request.user).filter(rollover=job)
    counted = found.order_by().values("outcome").annotate(schools=Count("pk"))
    counts = {row["outcome"]: row["schools"] for row in counted}
    shown = request.GET.get("outcome", "")
    if shown not in Outcome.values:
        shown = Outcome.WAITS if Outcome.WAITS in counts else Outcome.CARRIED
    rows = found.filter(outcome=shown).select_related("school")
    return {
        "waits": counts.get(Outcome.WAITS, 0),
        "outcomes": [
            {"code": one.value, "label": one.label, "schools": counts[one]}
            for one in (*TOLD, Outcome.CARRIED)
            if counts.get(one)
        ],
        "shown": Outcome(shown),
        "page_obj": Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page")),
    }
