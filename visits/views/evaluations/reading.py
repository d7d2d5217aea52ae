"""The evaluations of a school, and one of them as a sequence of stages."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from schools.access import audiences_of, get_visible_or_404, may, roles_at
from schools.models import School
from sitrack.core import delivery, events
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import AUTHORITY_ROLES, READERS, SCHOOL_LEADERS, Capability
from sitrack.core.sheets import asked_as, sheet_file
from visits.evaluation_access import is_shut, reader_of
from visits.evaluation_kinds import framework_at, kind_of, kinds_at
from visits.evaluation_page import page_of
from visits.evaluation_turn import clocks_at
from visits.models import Evaluation
from visits.models.evaluations import GOVERNORS
from visits.rules.evaluations import BEFORE_REPORT
from visits.sheets import EVALUATIONS
from visits.views.evaluations.finding import find_evaluation, whose


@require_safe
def school_evaluations(request: SignedInRequest, pk: int) -> HttpResponse:
    """Every evaluation of a school that the reader may see, the newest first.

    404 where the framework at work evaluates no schools and none was evaluated before.
    """
    school: School = get_visible_or_404(School.objects, request.user, pk=pk)
    seen = Evaluation.objects.visible_to(request.user).filter(record__school=school)
    found = list(
        seen.select_related("record__school", "record__year", "record__framework")
    )
    kinds = kinds_at(framework_at(school))
    reads = AUTHORITY_ROLES | SCHOOL_LEADERS | GOVERNORS
    told = roles_at(request.user, school) & reads
    if not found and not (kinds and told):
        raise Http404
    rows = [(one, kind_of(one), clocks_at(one)) for one in found]
    kind = asked_as(request)
    if kind:
        return sheet_file(EVALUATIONS, rows, kind)
    plans = may(request.user, Capability.EVALUATE_SCHOOL, school)
    context = {
        "school": school,
        "rows": rows,
        "kinds": kinds if plans else (),
    }
    return render(request, "visits/evaluations/list.html", context)


@require_safe
def evaluation(request: SignedInRequest, pk: int) -> HttpResponse:
    """One evaluation: its stages, and whose turn it is."""
    found = find_evaluation(request.user, pk)
    delivery.mark_read(request.user, path=request.path)
    reader = reader_of(found, request.user)
    shut, page = is_shut(found), page_of(found, reader)
    context = {
        **whose(found),
        "page": page,
        "reader": reader,
        "shut": shut,
        "may_open_school": bool(roles_at(request.user, found.school) & READERS),
        "team": page.team,
        "may_change": reader.leads and found.is_ahead and not shut,
        "may_call_off": reader.leads and found.state in BEFORE_REPORT and not shut,
        "may_name": reader.leads and not found.is_final and not shut,
        "may_let_deputies": reader.answers and not found.is_final and not shut,
        "events": events.told_about(found, audiences_of(request.user, found.school)),
    }
    return render(request, "visits/evaluations/evaluation.html", context)
