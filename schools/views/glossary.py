"""The glossary: reading it, proposing a row, publishing and declining (SUF-G)."""

from itertools import groupby

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from glossary import services
from glossary.filters import EntryFilter
from glossary.guides import guide_named, our_guides
from glossary.help import our_help, strapline
from glossary.models import Entry
from glossary.sheets import ENTRIES, PROPOSALS
from schools.access import may, require, users_who_may
from schools.forms.glossary import DeclineForm, EntryForm, ProposalForm
from sitrack.core import delivery
from sitrack.core.conflicts import Difference, differences, go_on_from
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.models import Event
from sitrack.core.roles import Capability
from sitrack.core.sheets import asked_as, sheet_file

WORDS = ("abbreviation", "meaning", "note", "status")


@require_safe
def entries(request: SignedInRequest) -> HttpResponse:
    """Every abbreviation with all its meanings, and one's own proposals."""
    rows = Entry.objects.of(settings.FRAMEWORK)
    found = EntryFilter(request.GET, rows.listed())
    listed = sorted(found.qs, key=lambda entry: entry.abbreviation.casefold())
    kind = asked_as(request)
    if kind:
        return sheet_file(ENTRIES, listed, kind)
    groups = [
        (abbreviation, list(same))
        for abbreviation, same in groupby(listed, key=lambda row: row.abbreviation)
    ]
    may_propose = may(request.user, Capability.PROPOSE_WORDS)
    may_keep = may(request.user, Capability.KEEP_WORDS)
    if may_propose:
        delivery.mark_read(request.user, path=request.path)
    context = {
        "filter": found,
        "groups": groups,
        "count": len(listed),
        "may_propose": may_propose,
        "may_keep": may_keep,
        "own": list(rows.proposed_by(request.user)) if may_propose else [],
        "waiting": rows.waiting().count() if may_keep else 0,
    }
    return render(request, "glossary/entries.html", context)


@require_safe
def help_page(request: SignedInRequest) -> HttpResponse:
    """Every question, and what the framework refers to."""
    context = {"help": our_help(), "strapline": strapline(), "guides": our_guides()}
    return render(request, "glossary/help.html", context)


@require_safe
def guide(request: SignedInRequest, name: str) -> HttpResponse:
    """What somebody who begins does here. Raises Http404 where there is no such guide."""
    found = guide_named(name)
    if found is None:
        raise Http404
    return render(request, "glossary/guide.html", {"guide": found})


@require_http_methods(["GET", "POST"])
def propose(request: SignedInRequest) -> HttpResponse:
    """Propose an abbreviation; one that is known is refused and shown (ACC-079)."""
    require(request.user, Capability.PROPOSE_WORDS)
    page = FormPage(
        "glossary/propose.html",
        done="Thank you. The administrator decides what goes into the glossary.",
        repeats=False,
    )
    if request.method != "POST":
        return page.show(request, ProposalForm())
    form = ProposalForm(request.POST)

    def act() -> str:
        services.propose_entry(
            **form.cleaned_data,
            by=request.user,
            tell=users_who_may(Capability.KEEP_WORDS),
        )
        return reverse("glossary:entries")

    return page.answer(request, form, act)


@require_safe
def proposals(request: SignedInRequest) -> HttpResponse:
    """What waits for the administrator, the longest first."""
    require(request.user, Capability.KEEP_WORDS)
    delivery.mark_read(request.user, path=request.path)
    rows = Entry.objects.of(settings.FRAMEWORK).waiting()
    waiting = rows.select_related("proposed_by").order_by("proposed_at")
    kind = asked_as(request)
    if kind:
        return sheet_file(PROPOSALS, waiting, kind)
    return render(request, "glossary/proposals.html", {"waiting": waiting})


@require_http_methods(["GET", "POST"])
def entry(request: SignedInRequest, pk: int) -> HttpResponse:
    """The administrator words a row, and publishes one that was proposed."""
    require(request.user, Capability.KEEP_WORDS)
    found = get_object_or_404(
        Entry.objects.of(settings.FRAMEWORK).select_related("proposed_by"), pk=pk
    )
    form = EntryForm(request.POST or None, entry=found)

    def again() -> list[Difference]:
        now = Entry.objects.get(pk=pk)
        go_on_from(form, now.version)
        return differences(form, {name: getattr(now, name) for name in WORDS})

    context = {
        "entry": found,
        "was": str(found),
        "events": Event.objects.about(found),
    }
    page = FormPage("glossary/entry.html", context, done="Saved.", again=again)
    if request.method != "POST":
        return page.show(request, form)

    def act() -> str:
        given = dict(form.cleaned_data)
        services.keep_entry(
            entry=found,
            expected_version=given.pop("version"),
            **given,
            by=request.user,
        )
        return reverse("glossary:entries")

    return page.answer(request, form, act)


@require_http_methods(["GET", "POST"])
def decline(request: SignedInRequest, pk: int) -> HttpResponse:
    """The administrator leaves a proposal out, with a reason its proposer reads."""
    require(request.user, Capability.KEEP_WORDS)
    rows = Entry.objects.of(settings.FRAMEWORK).select_related("proposed_by")
    found = get_object_or_404(rows, pk=pk)
    if not found.is_waiting:
        messages.info(request, "This is decided already.")
        return redirect("glossary:proposals")
    form = DeclineForm(request.POST or None, initial={"version": found.version})

    def again() -> list[Difference]:
        go_on_from(form, Entry.objects.get(pk=pk).version)
        return []

    page = FormPage(
        "glossary/decline.html",
        {"entry": found},
        done="The proposal is left out, and its proposer reads why.",
        again=again,
    )
    if request.method != "POST":
        return page.show(request, form)

    def act() -> str:
        services.decline_entry(
            entry=found,
            reason=form.cleaned_data["reason"],
            expected_version=form.cleaned_data["version"],
            by=request.user,
        )
        return reverse("glossary:proposals")

    return page.answer(request, form, act)
