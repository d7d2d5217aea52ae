"""How a framework works, and what it offers a school at its level."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from engagement.definitions.saying import About
from engagement.models import FrameworkVersion
from engagement.queries.forms import form_of
from engagement.queries.statements import level_to_state
from engagement.queries.tiers import tiers_of
from engagement.views.finding import find_record, whose
from schools.access import require
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability

READERS = "Everyone who may read the school’s record can see this"


@require_GET
def about(request: SignedInRequest, pk: int) -> HttpResponse:
    """What a version of a framework says of itself; published words, for everybody who
    signs in (WIL-P). The self-check list is for its reader: nothing is kept."""
    framework = get_object_or_404(FrameworkVersion, pk=pk)
    form: About | None = form_of(framework, "about")
    if form is None:
        raise Http404
    context = {
        "framework": framework,
        "about": form,
        "tiers": tiers_of(framework, ""),
        "checks": [section for section in form.sections if section.check],
    }
    return render(request, "engagement/about.html", context)


@require_GET
def tiers(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the level of a record's year brings, and what else is offered (WIL-O)."""
    record = find_record(request.user, pk)
    require(request.user, Capability.READ_RECORD, record.school)
    framework = record.framework
    if not framework.offers:
        raise Http404
    level = level_to_state(record)
    context = {
        **whose(record, request.user, READERS),
        "level": level,
        "tiers": tiers_of(framework, level.offer if level else ""),
        "about_key": framework.pk if form_of(framework, "about") else None,
    }
    return render(request, "engagement/tiers.html", context)
