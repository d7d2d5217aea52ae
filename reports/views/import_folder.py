"""Many old records at once: handing them in, and what became of each."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from reports.forms import PlaceForm, WordFolderForm
from reports.models import ImportFolder, ImportState, WordImport
from reports.queries.imports import schools_to_hand_in_for
from reports.services import import_folder as service
from reports.services.imports import place_import
from reports.sheets.work import WORD_IMPORTS
from schools.access import get_visible_or_404, require
from schools.models import School
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.models.job import JobState
from sitrack.core.roles import Capability
from sitrack.core.rules import RuleBroken
from sitrack.core.sheets import asked_as, sheet_file

ON_A_PAGE = 50
HAND_IN = Capability.HAND_IN_RECORDS


@require_http_methods(["GET", "HEAD", "POST"])
def import_folder_add(request: SignedInRequest) -> HttpResponse:
    """Hand in many files, or a zip of them."""
    require(request.user, HAND_IN)
    sent = request.POST if request.method == "POST" else None
    form = WordFolderForm(sent, request.FILES or None)
    earlier = ImportFolder.objects.visible_to(request.user)[:10]
    page = FormPage(
        "reports/import_folder_add.html", {"earlier": earlier}, repeats=False
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        files = form.cleaned_data["chosen"]
        made = service.hand_in_folder(files=files, by=request.user)
        return made.get_absolute_url()

    return page.answer(request, form, act)


@require_http_methods(["GET", "HEAD", "POST"])
def import_folder(request: SignedInRequest, pk: int) -> HttpResponse:
    """How far it is, and every file with its school; a post names the school of one
    that could not be told from its words."""
    folder = get_visible_or_404(ImportFolder.objects, request.user, pk=pk)
    require(request.user, HAND_IN)
    rows = WordImport.objects.filter(folder=folder)
    schools = schools_to_hand_in_for(request.user)
    if request.method == "POST":
        return _place(request, folder, schools)
    listed = rows.select_related("school").order_by("name", "pk")
    kind = asked_as(request)
    if kind:
        told = listed.select_related("school", "added_by", "ended_by")
        return sheet_file(WORD_IMPORTS, told.defer("reading", "typed", "outcome"), kind)
    counted = rows.order_by().values("state").annotate(files=Count("pk"))
    counts = {row["state"]: row["files"] for row in counted}
    total = sum(counts.values())
    left = counts.get(ImportState.UPLOADED, 0)
    page = Paginator(listed, ON_A_PAGE).get_page(request.GET.get("page", ""))
    readable = WordImport.objects.visible_to(request.user).filter(folder=folder)
    context = {
        "folder": folder,
        "runs": folder.state in {JobState.WAITING, JobState.RUNNING},
        "total": total,
        "done": total - left,
        "percent": 100 * (total - left) // max(total, 1),
        "counts": [(one.label, counts[one]) for one in ImportState if one in counts],
        "page_obj": page,
        "readable": set(readable.exclude(school=None).values_list("pk", flat=True)),
        "form": PlaceForm(schools=schools),
    }
    return render(request, "reports/import_folder.html", context)


def _place(
    request: SignedInRequest, folder: ImportFolder, schools: list[School]
) -> HttpResponse:
    form = PlaceForm(request.POST, schools=schools)
    if not form.is_valid():
        messages.info(request, "Choose a school from the list.")
        return redirect(folder)
    rows = WordImport.objects.filter(folder=folder)
    one = get_object_or_404(rows, pk=form.cleaned_data["imported"])
    school = next(s for s in schools if str(s.pk) == form.cleaned_data["school"])
    try:
        place_import(imported=one, school=school, by=request.user)
    except RuleBroken as broken:
        messages.info(request, broken.message)
    else:
        messages.success(request, f"{one.name} is a record of {school}.")
    return redirect(folder)
