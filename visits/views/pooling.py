"""Logging one visit for several schools, and whether their names show (ACC-107)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from engagement.models import SchoolYearRecord
from schools.access import at_schools, get_visible_or_404, require
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.models import User
from sitrack.core.roles import Capability, roles_with
from sitrack.core.rules import RuleBroken
from visits.forms.pooling import PoolForm
from visits.models import PooledVisit, Visit
from visits.rules import pooling as rules
from visits.services import pooling

WHOLE = ("record__school", "record__year", "record__framework", "visit_type", "lead")


@require_http_methods(["GET", "POST"])
def visit_pool(request: SignedInRequest, pk: int) -> HttpResponse:
    """Enter the share of each other school."""
    visit = _visit(request.user, pk)
    require(request.user, Capability.LOG_VISIT, visit.record.school)
    sent = request.POST if request.method == "POST" else None
    if sent is None:
        try:
            rules.check_can_pool(state=visit.state, may_be_pooled=True)
        except RuleBroken as broken:
            messages.info(request, broken.message)
            return redirect(visit)
    form = PoolForm(sent, records=_records(request.user, visit))
    context = {"visit": visit, "school": visit.record.school}
    done = "The visit is logged at the other schools too. Their leaders are told."
    page = FormPage("visits/pool.html", context, done=done, repeats=False)
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        pooling.pool(visit=visit, shares=form.shares(), by=request.user)
        return visit.get_absolute_url()

    return page.answer(request, form, act)


@require_POST
def visit_pool_name(request: SignedInRequest, pk: int) -> HttpResponse:
    """The school's leaders let the others see its name, or no longer do."""
    visit = _visit(request.user, pk)
    require(request.user, Capability.COMMENT_ON_VISIT, visit.record.school)
    shown = request.POST.get("shown") == "yes"
    try:
        pooling.let_name_show(visit=visit, shown=shown, by=request.user)
    except RuleBroken as broken:
        messages.error(request, broken.message)
    else:
        said = "see" if shown else "no longer see"
        messages.success(request, f"The other schools {said} your school’s name.")
    return redirect(visit)


def _visit(user: User, pk: int) -> Visit:
    """A visit of a kind that schools can pool, in the user's scope, or 404."""
    rows = Visit.objects.select_related(*WHOLE)
    visit: Visit = get_visible_or_404(rows, user, pk=pk)
    if not (visit.visit_type and visit.visit_type.pooled):
        raise Http404
    return visit


def _records(user: User, visit: Visit) -> Any:
    """This year's open records of the user's other schools, by the same framework."""
    mine = at_schools(user, roles_with(Capability.LOG_VISIT), path="school")
    in_pool = PooledVisit.objects.visible_to(user).filter(note=visit)
    rows = SchoolYearRecord.objects.filter(
        mine,
        year=visit.record.year_id,
        framework=visit.record.framework_id,
        state=SchoolYearRecord.State.OPEN,
    ).exclude(school=visit.record.school_id)
    shared = in_pool.order_by().values("visit__record__school")
    others = rows.exclude(school__in=shared).select_related("school", "year")
    return others.select_related("framework").order_by("school__name")
