"""The versions of the framework: handing one in, comparing it, adopting it (ACC-089)."""

import hashlib

from django.conf import settings
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from engagement.forms.frameworks import AdoptForm, DefinitionForm
from engagement.models import FrameworkText, FrameworkVersion
from engagement.queries.comparing import compared
from engagement.services import versions
from engagement.services.definitions import load_framework
from engagement.services.records import framework_in_use
from engagement.sheets import FRAMEWORKS
from schools.access import may, require
from sitrack.core import calendar
from sitrack.core.form_pages import FormPage
from sitrack.core.forms import Form
from sitrack.core.http import SignedInRequest
from sitrack.core.models import AcademicYear
from sitrack.core.roles import Capability
from sitrack.core.sheets import asked_as, sheet_file


@require_safe
def frameworks(request: SignedInRequest) -> HttpResponse:
    """All versions that are loaded, of this installation's framework first."""
    require(request.user, Capability.READ_FRAMEWORKS)
    rows = FrameworkVersion.objects.annotate(made=Count("records"))
    ours = settings.FRAMEWORK
    in_use = framework_in_use(ours)
    found = sorted(
        rows.order_by("code", "-loaded_at"), key=lambda row: row.code != ours
    )
    versions = [(one, one.standing_beside(in_use)) for one in found]
    kind = asked_as(request)
    if kind:
        return sheet_file(FRAMEWORKS, versions, kind)
    context = {
        "versions": versions,
        "may_load": may(request.user, Capability.LOAD_FRAMEWORK),
    }
    return render(request, "engagement/frameworks/versions.html", context)


@require_safe
def framework(request: SignedInRequest, pk: int) -> HttpResponse:
    """One version, and what it says otherwise than the one in use."""
    require(request.user, Capability.READ_FRAMEWORKS)
    version = _find(pk)
    now = FrameworkVersion.objects.filter(code=version.code)
    before = (
        now.filter(adopted_from__isnull=False)
        .exclude(pk=version.pk)
        .order_by("-adopted_from")
        .first()
    )
    known = FrameworkText.objects.filter(framework__in=[version, before])
    parts = compared(before, version) if before and known.count() == 2 else []
    adopts = may(request.user, Capability.ADOPT_FRAMEWORK)
    begun = bool(version.adopted_from and version.adopted_from <= calendar.today())
    context = {
        "version": version,
        "before": before,
        "parts": parts,
        "lines": sum(len(part.lines) for part in parts),
        "begun": begun,
        "may_adopt": adopts and version.is_prepared,
        "may_put_back": adopts and not version.is_prepared and not begun,
    }
    return render(request, "engagement/frameworks/version.html", context)


@require_http_methods(["GET", "POST"])
def framework_load(request: SignedInRequest) -> HttpResponse:
    """Hand in a definition: checked whole, and prepared if nothing is wrong with it."""
    require(request.user, Capability.LOAD_FRAMEWORK)
    sent = request.method == "POST"
    form = DefinitionForm(*((request.POST, request.FILES) if sent else ()))
    page = FormPage("engagement/frameworks/load.html")
    if not sent:
        return page.show(request, form)

    def act() -> str:
        definition, content = form.cleaned_data["file"]
        digest = hashlib.sha256(content).hexdigest()
        made = load_framework(definition=definition, digest=digest, by=request.user)
        return _address(made)

    return page.answer(request, form, act)


@require_http_methods(["GET", "POST"])
def framework_adopt(request: SignedInRequest, pk: int) -> HttpResponse:
    """Adopt a version from a year on."""
    require(request.user, Capability.ADOPT_FRAMEWORK)
    version = _find(pk)
    years = AcademicYear.objects.filter(start__gt=calendar.today()).order_by("start")
    form = AdoptForm(request.POST if request.method == "POST" else None, years=years)
    page = FormPage(
        "engagement/frameworks/adopt.html",
        {"version": version, "years": years},
        done="The version is adopted.",
    )
    if request.method == "GET":
        return page.show(request, form)

    def act() -> str:
        year = form.cleaned_data["year"]
        versions.adopt(version=version, year=year, by=request.user)
        return _address(version)

    return page.answer(request, form, act)


@require_http_methods(["GET", "POST"])
def framework_put_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put an adoption back that has not begun."""
    require(request.user, Capability.ADOPT_FRAMEWORK)
    version = _find(pk)
    form = Form(request.POST if request.method == "POST" else None)
    page = FormPage(
        "engagement/frameworks/put_back.html",
        {"version": version},
        done="The version is prepared again, and not adopted.",
    )
    if request.method == "GET":
        return page.show(request, form)

    def act() -> str:
        versions.put_back(version=version, by=request.user)
        return _address(version)

    return page.answer(request, form, act)


def _find(pk: int) -> FrameworkVersion:
    return get_object_or_404(
        FrameworkVersion.objects.select_related("adopted_by"), pk=pk
    )


def _address(version: FrameworkVersion) -> str:
    return reverse("engagement:framework", args=[version.pk])
