"""Old records from Word: handing one in, correcting what was read, accepting it."""

from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from engagement.models import SchoolYearRecord
from engagement.services.records import framework_in_use
from reports.forms import WordFileForm
from reports.importing.form import ImportForm, year_of
from reports.importing.offers import Offers, offers_for
from reports.importing.page import drawn
from reports.models import ImportState, WordImport
from reports.queries.imports import form_of, standing_in
from reports.services import import_accepting, imports
from reports.sheets.work import WORD_IMPORTS
from reports.word_import import Reading
from schools.access import get_visible_or_404, may, require
from schools.models import School
from sitrack.core.delivery import mark_read
from sitrack.core.drafts.desk import keeps_drafts
from sitrack.core.files.serving import download
from sitrack.core.form_pages import FormPage
from sitrack.core.forms import quiet
from sitrack.core.http import SignedInRequest
from sitrack.core.models import User
from sitrack.core.roles import Capability
from sitrack.core.rules import RuleBroken
from sitrack.core.sheets import asked_as, sheet_file
from sitrack.core.submissions import NOT_TYPED, once
from sitrack.core.versions import Stale

ON_A_PAGE = 30
IMPORT = Capability.IMPORT_RECORD


@require_safe
def word_imports(request: SignedInRequest) -> HttpResponse:
    """The files that came in for one's schools, and what became of each."""
    require(request.user, IMPORT)
    rows = WordImport.objects.visible_to(request.user).exclude(
        state=ImportState.REFUSED
    )
    rows = rows.select_related("school", "added_by", "ended_by")
    kind = asked_as(request)
    if kind:
        return sheet_file(WORD_IMPORTS, rows.defer("reading", "typed", "outcome"), kind)
    pages = Paginator(rows, ON_A_PAGE)
    page = pages.get_page(request.GET.get("page", ""))
    return render(request, "reports/word_imports.html", {"page_obj": page})


@require_http_methods(["GET", "HEAD", "POST"])
def word_import_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Hand in the old record of a school."""
    school = get_visible_or_404(School.objects, request.user, pk=pk)
    require(request.user, IMPORT, school)
    sent = request.POST if request.method == "POST" else None
    form = WordFileForm(sent, request.FILES or None)
    rows = WordImport.objects.visible_to(request.user).filter(school=school)
    page = FormPage(
        "reports/word_import_add.html",
        {"school": school, "earlier": rows.select_related("added_by")[:5]},
        repeats=False,
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        file = form.cleaned_data["file"]
        made = imports.hand_in(school=school, file=file, by=request.user)
        return made.get_absolute_url()

    return page.answer(request, form, act)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_drafts
def word_import(request: SignedInRequest, pk: int) -> HttpResponse:
    """What was read in a file beside its words; a post corrects it or brings it in."""
    one = _visible(request, pk)
    mark_read(request.user, path=request.path)
    if request.method == "POST" and not one.is_open:
        return redirect(one)
    if not one.is_open or one.school is None or one.file is None:
        return _ended(request, one)
    if not one.file.may_be_opened:
        return render(request, "reports/word_import_waits.html", _context(one))
    sent = request.POST if request.method == "POST" else None
    form = _form(one, sent, request.user)
    page = FormPage("reports/word_import.html", _context(one))
    if sent is None:
        return page.show(request, form, groups=drawn(form.groups, form))
    if sent.get("intent") == "save":
        return _save(request, one, form, page)

    def act() -> str:
        import_accepting.accept(
            imported=one,
            corrected=form.corrected(),
            expected_version=form.cleaned_data["version"],
            by=request.user,
        )
        return one.get_absolute_url()

    page.context["groups"] = drawn(form.groups, form)
    try:
        return page.answer(request, form, act)
    except Stale:
        return _moved_on(request, one)


@require_safe
def word_import_original(request: SignedInRequest, pk: int) -> HttpResponse:
    """The file as it was handed in."""
    one = _visible(request, pk)
    if one.file is None or not one.file.may_be_opened:
        return redirect(one)
    imports.record_opening(imported=one, by=request.user)
    return download(one.file)  # type: ignore[return-value]


@require_POST
def word_import_discard(request: SignedInRequest, pk: int) -> HttpResponse:
    """Set a file aside and delete it."""
    one = _visible(request, pk)
    try:
        imports.discard(imported=one, by=request.user)
    except RuleBroken as broken:
        messages.info(request, broken.message)
        return redirect(one)
    messages.success(request, f"{one.name} is set aside, and the file is deleted.")
    return redirect("word_imports")


def _visible(request: SignedInRequest, pk: int) -> WordImport:
    rows = WordImport.objects.select_related("school", "file", "added_by", "ended_by")
    one: WordImport = get_visible_or_404(rows, request.user, pk=pk)
    require(request.user, IMPORT, one.school)
    return one


def _context(one: WordImport) -> dict[str, Any]:
    return {"imported": one, "school": one.school}


def _form(one: WordImport, sent: QueryDict | None, user: User) -> ImportForm:
    """The page's form: as it was sent, as it was saved, or as the file was read."""
    school = cast(School, one.school)
    framework = framework_in_use(settings.FRAMEWORK)
    plans = may(user, Capability.OPEN_PLAN, school)
    offers, reading = offers_for(school, framework, user, may_plan=plans), one.found
    saved = _saved(one) if sent is None and one.typed else None
    typed = sent if sent is not None else saved
    record = _record(school, reading, offers, typed)
    stands = standing_in(school, record)
    form = ImportForm(
        typed,
        reading=reading,
        words=form_of(framework),
        offers=offers,
        stands=stands,
        initial={"version": one.version},
    )
    form.is_locked = record is not None and record.is_locked
    if saved is not None:
        quiet(form)
    return form


def _saved(one: WordImport) -> QueryDict:
    typed = QueryDict(mutable=True)
    for name, texts in one.typed.items():
        typed.setlist(name, texts)
    typed["version"] = str(one.version)
    return typed


def _record(
    school: School, reading: Reading, offers: Offers, typed: QueryDict | None
) -> SchoolYearRecord | None:
    """The record that it would go into: of the year that is chosen on the page."""
    chosen = typed.get("year") if typed is not None else ""
    chosen = chosen or year_of(reading, offers.years)
    years = {str(year.pk): year for year in offers.years}
    return SchoolYearRecord.objects.filter(
        school=school, year=years.get(str(chosen))
    ).first()


def _save(
    request: SignedInRequest, one: WordImport, form: ImportForm, page: FormPage
) -> HttpResponse:
    """Keep the page as it is for another day; nothing is judged yet."""
    known = {*form.fields} | {
        name for name in request.POST if name.rpartition("_")[0] in form.fields
    }
    typed = {
        name: texts
        for name, texts in request.POST.lists()
        if name in known and name not in NOT_TYPED
    }
    version = request.POST.get("version", "")
    expected = int(version) if version.isdecimal() and len(version) < 10 else 0
    quiet(form)

    def act() -> str:
        imports.save_corrections(
            imported=one, typed=typed, expected_version=expected, by=request.user
        )
        return one.get_absolute_url()

    try:
        address = once(request.POST, by=request.user, act=act, go_on=act)
    except RuleBroken as broken:
        messages.info(request, broken.message)
        return redirect(one)
    except Stale:
        return _moved_on(request, one)
    messages.success(request, "Your corrections are saved. Nothing is brought in yet.")
    return redirect(address)


def _moved_on(request: SignedInRequest, one: WordImport) -> HttpResponse:
    """Somebody else has saved or ended it meanwhile; what was typed is in the draft."""
    messages.info(
        request,
        "Somebody else has worked on this meanwhile. This is how it stands now; what"
        " you had typed is offered above as a draft.",
    )
    return redirect(one)


def _ended(request: SignedInRequest, one: WordImport) -> HttpResponse:
    context = _context(one)
    record = SchoolYearRecord.objects.visible_to(request.user)
    context["record"] = record.filter(pk=one.outcome.get("record")).first()
    found = one.found
    context["kept"] = [*found.fields, *found.loose]
    return render(request, "reports/word_import_ended.html", context)
