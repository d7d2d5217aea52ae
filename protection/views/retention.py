"""Retention: the schedule, what waits, and what becomes of it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from protection.forms.retention import WaitingForm, YearsForm
from protection.models import Destruction, Keeping
from protection.queries.retention.doomed import Place
from protection.queries.retention.kinds import kept_until, years_of
from protection.queries.retention.pages import (
    kind_for,
    leavers,
    line_of,
    spots_of,
    waiting_for,
    waits_in,
)
from protection.queries.retention.pages import (
    schedule as read_schedule,
)
from protection.queries.retention.weighed import weighed
from protection.retention import BY_THEMSELVES, Years, label_of
from protection.retention.people import PERSON
from protection.services.retention.asking import ask, keep
from protection.services.retention.schedule import set_years
from schools.access import may, require
from schools.models import School
from sitrack.core import calendar
from sitrack.core.conflicts import Difference, differences, go_on_from
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.models import Event
from sitrack.core.roles import Capability

MOST = 100


@require_safe
def retention(request: SignedInRequest) -> HttpResponse:
    """All that waits to be looked at, by kind and year."""
    user = request.user
    require(user, Capability.DISPOSE)
    open_ones = Destruction.objects.visible_to(user).filter(outcome="")
    kept = Keeping.objects.visible_to(user).filter(until__gt=calendar.today())
    keeps_people = may(user, Capability.PROTECT_DATA)
    gone = leavers() if keeps_people else []
    context = {
        "waiting": waiting_for(user),
        "asked": open_ones.select_related("asked_by")[:MOST],
        "kept": kept.select_related("school", "kept_by")[:MOST],
        "leavers": gone[:MOST],
        "leavers_count": len(gone),
        "person_rule": PERSON.rule(years_of(PERSON)),
    }
    return render(request, "protection/retention.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def retention_year(request: SignedInRequest, kind: str, year: int) -> HttpResponse:
    """The schools at which a kind of a year waits: choose some, and decide."""
    require(request.user, Capability.DISPOSE)
    found = kind_for(kind, request.user)
    one = waits_in(found, year)
    spots = spots_of(one, request.user) if one else []
    places = {str(spot.key): _said(spot) for spot in spots}
    sent = request.POST if request.method == "POST" else None
    form = WaitingForm(sent, places=places)
    context = {"kind": found, "year": year, "label": label_of(year), "spots": spots}
    context["rule"] = found.rule(years_of(found))
    page = FormPage("protection/retention_year.html", context, repeats=False)
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        asked = form.cleaned_data
        chosen: dict[str, Any] = {"kind": found, "year": year, "schools": form.chosen}
        chosen |= {"reason": asked["reason"], "by": request.user}
        if asked["decision"] == WaitingForm.KEEP:
            keep(**chosen, until=asked["until"])
            return reverse("protection:retention")
        return ask(**chosen).get_absolute_url()

    return page.answer(request, form, act)


@require_safe
def retention_place(
    request: SignedInRequest, kind: str, year: int, school: int
) -> HttpResponse:
    """What is there at one school: counts, titles, and what stands in the way."""
    require(request.user, Capability.DISPOSE)
    found = kind_for(kind, request.user)
    one = waits_in(found, year)
    if one is None or (school or None) not in one.schools:
        raise Http404
    here = School.objects.filter(pk=school).first()
    place = Place(found, here, Years().of(year))
    context = {
        "kind": found,
        "year": year,
        "label": label_of(year),
        "school": here,
        "weighed": weighed(place, request.user),
        "until": kept_until(place.year.last, found),
    }
    return render(request, "protection/retention_place.html", context)


@require_safe
def schedule(request: SignedInRequest) -> HttpResponse:
    """How long each kind is kept, by whose decision, and what becomes of it then."""
    require(request.user, Capability.DISPOSE)
    context = {
        "lines": read_schedule(),
        "by_themselves": {name: when for name, (when, _) in BY_THEMSELVES.items()},
        "may_change": may(request.user, Capability.PROTECT_DATA),
    }
    return render(request, "protection/schedule.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def schedule_change(request: SignedInRequest, kind: str) -> HttpResponse:
    """Set the authority's own years for a kind."""
    require(request.user, Capability.PROTECT_DATA)
    line = line_of(kind)
    sent = request.POST if request.method == "POST" else None
    version = line.own.version if line.own else 0
    form = YearsForm(sent, initial={"years": line.years, "version": version})

    def again() -> list[Difference]:
        now = line_of(kind)
        go_on_from(form, now.own.version if now.own else 0)
        return differences(form, {"years": now.years})

    context: dict[str, Any] = {"line": line}
    if line.own:
        context["events"] = Event.objects.about(line.own)[:20]
    page = FormPage(
        "protection/schedule_change.html",
        context,
        done="The schedule is changed.",
        again=again,
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        asked = form.cleaned_data
        set_years(
            kind=line.kind,
            years=asked["years"],
            reason=asked["reason"],
            expected_version=asked["version"],
            by=request.user,
        )
        return reverse("protection:schedule")

    return page.answer(request, form, act)


def _said(spot: Any) -> str:
    beside = [spot.holds] if spot.holds else []
    beside += ["under a legal hold"] if spot.held else []
    return f"{spot.name} ({', '.join(beside)})" if beside else spot.name
