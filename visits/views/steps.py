"""Next steps, read: a school's list, a person's own list, and one step."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from schools.access import audiences_of, may, require
from schools.finding import Finder, find_name
from sitrack.core import calendar, delivery, events
from sitrack.core.http import SignedInRequest
from sitrack.core.models import User
from sitrack.core.roles import Capability
from sitrack.core.sheets import asked_as, by_pages, sheet_file
from visits import step_lists
from visits.followed import followed
from visits.guests import guests_of, with_guests
from visits.models import NextStep, Visit, VisitState
from visits.sheets import STEPS

ON_A_PAGE = 20
MOST_EVENTS = 15
WITH = ("record__school", "record__year", "visit", "person", "carried_to")


@require_safe
def school_steps(request: SignedInRequest, pk: int) -> HttpResponse:
    """All next steps of a school across its visits, by state and by person."""
    school = find_name(request.user, pk)
    require(request.user, Capability.READ_RECORD, school)
    state = request.GET.get("state", "")
    who = request.GET.get("who", "")[:150]
    today = calendar.today()
    found = step_lists.steps_at(school, request.user, state=state, who=who, today=today)
    kind = asked_as(request)
    if kind:
        return _steps_file(found, request.user, kind)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    rows = step_lists.rows_of(page.object_list, request.user)
    context = {
        "school": school,
        "page_obj": page,
        "rows": step_lists.with_moves(rows, request.user, school),
        "today": today,
        "states": step_lists.SHOWN.items(),
        "state": state,
        "people": step_lists.people_with_steps(school, request.user),
        "who": who,
        "total": page.paginator.count,
        "is_narrowed": bool(state or who),
    }
    return render(request, "visits/steps.html", context)


@require_safe
def my_steps(request: SignedInRequest) -> HttpResponse:
    """The reader's own open steps at every school, and those of visits they led."""
    require(request.user, Capability.READ_RECORD)
    leads = may(request.user, Capability.LOG_VISIT)
    led = leads and request.GET.get("of") == "visits"
    found = (step_lists.led_steps if led else step_lists.own_steps)(request.user)
    kind = asked_as(request)
    if kind:
        return _steps_file(found, request.user, kind)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "rows": step_lists.rows_of(page.object_list, request.user),
        "today": calendar.today(),
        "total": page.paginator.count,
        "leads": leads,
        "led": led,
    }
    return render(request, "visits/my_steps.html", context)


def _steps_file(found: Any, reader: User, kind: str) -> HttpResponse:
    rows = by_pages(found, lambda some: step_lists.rows_of(some, reader))
    return sheet_file(STEPS, rows, kind)


@require_safe
def step(request: SignedInRequest, pk: int) -> HttpResponse:
    """One step: what, by when, who, where it comes from and what happened to it."""
    found = find_step(request, pk)
    delivery.mark_read(request.user, path=request.path)
    return render(request, "visits/step.html", step_context(request, found))


def find_step(request: SignedInRequest, pk: int) -> NextStep:
    """The step in the reader's scope, or 404."""
    found: NextStep = _find_step(request.user, pk)
    return found


@Finder
def _find_step() -> Any:
    return with_guests(NextStep.objects.select_related(*WITH).defer("record__vision"))


def step_context(request: SignedInRequest, found: NextStep) -> dict[str, Any]:
    """What the page of a step shows its reader."""
    user, school = request.user, found.record.school
    elsewhere = followed(found, user)
    moves = step_lists.moves_of(found, user)
    if elsewhere and elsewhere.is_taken:
        moves = frozenset()
    visits = Visit.objects.visible_to(user)
    carried = found.carried_to
    if carried and not NextStep.objects.visible_to(user).filter(pk=carried.pk).exists():
        carried = None
    return {
        "step": found,
        "visit": found.visit,
        "school": school,
        "moves": moves,
        "followed": elsewhere,
        "guests": guests_of(found, user),
        "carried_to": carried,
        "carry_in": _next_note(found, visits) if "dropped" in moves else None,
        "may_read_visit": visits.filter(pk=found.visit_id).exists(),
        "is_late": found.is_overdue(calendar.today()),
        "events": events.told_about(found, audiences_of(user, school)),
    }


def _next_note(found: NextStep, visits: Any) -> Visit | None:
    """The later visit in whose note the step can be carried on, where one stands."""
    coming = visits.filter(
        record__school=found.record.school,
        state__in=[VisitState.PLANNED, VisitState.DRAFT],
        date__gte=found.visit.date,
    ).exclude(pk=found.visit_id)
    return coming.only("date", "state").order_by("date", "pk").first()  # type: ignore[no-any-return]
