"""The directory, and the safeguarding notice (SUF-K)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from schools.access import may, require
from schools.forms.directory import CONTACT, NOTICE, ContactForm, NoticeForm
from schools.models import DirectoryEntry, SafeguardingNotice
from schools.queries import directory as query
from schools.role_names import role_names
from schools.services import directory as service
from schools.sheets import DIRECTORY, directory_rows
from sitrack.core import calendar
from sitrack.core.conflicts import Difference, differences, go_on_from
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.models import Event
from sitrack.core.roles import Capability
from sitrack.core.sheets import asked_as, sheet_file

KEEP = Capability.KEEP_DIRECTORY


@require_safe
def directory(request: SignedInRequest) -> HttpResponse:
    """Whom to ask about what, for everybody who signs in."""
    asked = request.GET.get("q", "").strip()[: query.LONGEST]
    keeps = may(request.user, KEEP)
    sections = query.directory(asked, calendar.today(), role_names(), with_empty=keeps)
    kind = asked_as(request)
    if kind:
        return sheet_file(DIRECTORY, directory_rows(sections), kind)
    context = {
        "asked": asked,
        "sections": sections,
        "count": query.counted(sections),
        "may_keep": keeps,
    }
    return render(request, "schools/directory.html", context)


@require_http_methods(["GET", "POST"])
def contact_add(request: SignedInRequest) -> HttpResponse:
    require(request.user, KEEP)
    page = FormPage(
        "schools/contact_add.html", done="Added, and checked today.", repeats=False
    )
    if request.method != "POST":
        return page.show(request, ContactForm())
    form = ContactForm(request.POST)

    def act() -> str:
        entry = service.add_contact(contact=form.contact(), by=request.user)
        return _place(entry)

    return page.answer(request, form, act)


@require_http_methods(["GET", "POST"])
def contact_change(request: SignedInRequest, pk: int) -> HttpResponse:
    require(request.user, KEEP)
    found = _entry(pk)
    form = ContactForm(request.POST or None, entry=found)

    def again() -> list[Difference]:
        now = _entry(pk)
        go_on_from(form, now.version)
        return differences(form, {name: getattr(now, name) for name in CONTACT})

    context = {
        "entry": found,
        "was": str(found),
        "events": Event.objects.about(found)[:20],
    }
    page = FormPage(
        "schools/contact_change.html",
        context,
        done="Saved, and checked today.",
        again=again,
    )
    if request.method != "POST":
        return page.show(request, form)

    def act() -> str:
        service.change_contact(
            entry=found,
            contact=form.contact(),
            expected_version=form.cleaned_data["version"] or 0,
            by=request.user,
        )
        return _place(found)

    return page.answer(request, form, act)


@require_POST
def contact_check(request: SignedInRequest, pk: int) -> HttpResponse:
    """The button "checked today": the entry is right as it stands."""
    require(request.user, KEEP)
    found = service.check_contact(entry=_entry(pk), by=request.user)
    messages.success(request, f"{found.topic}: checked today.")
    return redirect(_place(found))


@require_http_methods(["GET", "POST"])
def contact_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    require(request.user, KEEP)
    found = _entry(pk)
    if request.method == "POST":
        service.remove_contact(
            entry=found, expected_version=found.version, by=request.user
        )
        messages.success(request, f"{found.topic} is no longer in the directory.")
        return redirect("schools:directory")
    return render(request, "schools/contact_remove.html", {"entry": found})


@require_http_methods(["GET", "POST"])
def safeguarding(request: SignedInRequest) -> HttpResponse:
    """Word the safeguarding notice, and show it or hide it (SUF-K-04)."""
    require(request.user, KEEP)
    found = _notice()
    form = NoticeForm(request.POST or None, notice=found)

    def again() -> list[Difference]:
        now = _notice()
        go_on_from(form, now.version)
        return differences(form, {name: getattr(now, name) for name in NOTICE})

    page = FormPage(
        "schools/safeguarding.html",
        {"events": Event.objects.about(SafeguardingNotice(pk=1))[:20]},
        done="Saved.",
        again=again,
    )
    if request.method != "POST":
        return page.show(request, form)

    def act() -> str:
        given = dict(form.cleaned_data)
        service.word_notice(
            expected_version=given.pop("version"), **given, by=request.user
        )
        return reverse("schools:directory")

    return page.answer(request, form, act)


def _notice() -> SafeguardingNotice:
    """The notice, or the empty one of which the first is made."""
    return SafeguardingNotice.objects.first() or SafeguardingNotice(pk=1)


def _entry(pk: int) -> DirectoryEntry:
    rows = DirectoryEntry.objects.select_related("section")
    found: DirectoryEntry = get_object_or_404(rows, pk=pk)
    return found


def _place(entry: DirectoryEntry) -> str:
    return f"{reverse('schools:directory')}#contact-{entry.pk}"
