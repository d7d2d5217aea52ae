"""Proposing a level, by either side, and changing a draft (SM-1)."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from engagement.forms.levels import ProposalForm, initial_of
from engagement.models import LevelAssignment, SchoolYearRecord, Side
from engagement.queries.best_fit import own_picks, own_words, words_of
from engagement.queries.change_evidence import cited_by
from engagement.queries.gradings import findings_of, found_picks
from engagement.queries.levels import level_in_force
from engagement.queries.more_hours import reason_for_more
from engagement.queries.phases import picks_as_marked, words_as_marked
from engagement.queries.proposals import SHOWN_WITH, UNSHOWN, side_of
from engagement.queries.wording import role_name
from engagement.services import proposals
from engagement.views.finding import (
    locked,
    require_part,
    too_late,
    whose,
)
from reports.queries.change_evidence import citable_visits
from reports.queries.plans_at import (
    found_off_track,
    with_live_plan,
)
from schools.access import get_visible_or_404, require
from schools.finding import Finder
from schools.models import School
from sitrack.core import calendar
from sitrack.core.conflicts import Difference, differences, go_on_from
from sitrack.core.drafts.desk import keeps_drafts
from sitrack.core.form_pages import FormPage
from sitrack.core.forms import quiet
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability, Role
from sitrack.core.submissions import made_before
from sitrack.core.words import worded, worded_later

MOST_DIGITS = 19
SUGGESTS, FITS = "reports/_suggestion.html", "reports/_fit_suggestion.html"
SIDE_READS = {
    Side.SCHOOL: "Only the school’s leaders can see this until it is sent",
    Side.LA: worded_later(
        "Only the {authority}’s officers can see this until it is sent"
    ),
}


@require_http_methods(["GET", "POST"])
@keeps_drafts
def level_propose(request: SignedInRequest, pk: int) -> HttpResponse:
    """A new proposal for a school."""
    schools = with_live_plan(School.objects.all())
    school = get_visible_or_404(schools, request.user, pk=pk)
    require(request.user, Capability.PROPOSE_LEVEL, school)
    made = made_before(request.POST, LevelAssignment, by=request.user)
    if made:
        return level_edit(request, made)
    record = _record_for(school, request.GET.get("record", ""))
    if record is None:
        nothing = worded("{school} has no {record} for this year yet.", school=school)
        messages.info(request, nothing)
        return redirect("school", school.pk)
    shut = locked(request, record)
    if shut:
        return shut
    rows = LevelAssignment.objects.visible_to(request.user).undecided()
    begun = rows.filter(record=record).first()
    if begun and request.method == "GET":
        messages.info(request, f"A proposal for {school} is already open.")
        return redirect(begun)
    side = side_of(request.user, school)
    initial = {
        "effective_from": _first_day(record),
        "reason": reason_for_more(record, request.GET.get("more_hours", "")),
    }
    picked = _picked(request, record)
    form = _form(
        request,
        record,
        plan_active=school.runs_plan,
        initial=initial,
        visits=citable_visits(record, request.user),
        picked=picked,
        # Under a theme the picks have no words of their own.
        said=words_as_marked(picked),
    )
    page = _page(request, form, side=side)
    if request.method == "GET" or _only_asks(request):
        return _show(request, page, form)

    def act() -> str:
        draft = proposals.draft_level(
            record=record, proposal=form.proposal(), side=side, by=request.user
        )
        return _go_on(request, draft)

    return page.answer(request, form, act)


@require_http_methods(["GET", "POST"])
@keeps_drafts
def level_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """A draft, or a proposal that came back, changed by who raised it."""
    draft = _find_draft(request.user, pk)
    draft.record.school = draft.school
    require_part(request.user, "propose", draft)
    late = too_late(request, "propose", draft)
    if late and request.method == "GET":
        return late
    form = _form(
        request,
        draft.record,
        plan_active=draft.runs_plan,
        initial=initial_of(draft),
        picked=own_picks(draft),
        said=own_words(draft),
        visits=citable_visits(draft.record, request.user),
        cited=cited_by(draft),
    )
    page = _page(request, form, side=Side(draft.raised_side), draft=draft)
    page.again = lambda: _again(form, draft.pk)
    if request.method == "GET" or _only_asks(request):
        return _show(request, page, form)

    def act() -> str:
        proposals.change_draft(
            assignment=draft,
            proposal=form.proposal(),
            expected_version=form.cleaned_data["version"] or 0,
            by=request.user,
        )
        return _go_on(request, draft)

    return page.answer(request, form, act)


@Finder
def _find_draft() -> Any:
    """Proposals, each with whether a plan runs at its school."""
    rows = with_live_plan(LevelAssignment.objects.all(), school="school")
    return rows.select_related(*SHOWN_WITH).defer(*UNSHOWN)


def _picked(request: SignedInRequest, record: SchoolYearRecord) -> Any:
    """What a proposal begins with: the criteria marked as met at the school's phase
    where that was asked for, else the one that a plan off its track meets."""
    if "marked" in request.GET:
        return picks_as_marked(record)
    return [
        *found_off_track(record, request.GET.get("criterion", "")),
        *found_picks(record, findings_of(record.school, record.framework)),
    ]


def _record_for(school: School, asked: str) -> SchoolYearRecord | None:
    """The record asked for, such as next year's in July (SM-8); else this year's."""
    rows = SchoolYearRecord.objects.select_related("school", "year", "framework")
    own = rows.filter(school=school)
    if asked.isdecimal() and len(asked) < MOST_DIGITS:
        return own.filter(pk=int(asked)).first()
    return own.filter(year=calendar.year_on(calendar.today())).first()


def _first_day(record: SchoolYearRecord) -> date:
    """The day that a proposal starts with: today, or the first of a year to come."""
    return max(calendar.today(), record.year.start)


def _form(
    request: SignedInRequest, record: SchoolYearRecord, **options: Any
) -> ProposalForm:
    return ProposalForm(
        request.POST if request.method == "POST" else None,
        record=record,
        present=level_in_force(record.school, calendar.today()),
        heads_name=role_name(record.framework, Role.HEAD),
        **options,
    )


def _page(
    request: SignedInRequest,
    form: ProposalForm,
    *,
    side: Side,
    draft: LevelAssignment | None = None,
) -> FormPage:
    record = form.record
    officer = role_name(record.framework, Role.OFFICER)
    sent_to = "the school" if side == Side.LA else f"the {officer}"
    sends = request.POST.get("step") == "propose"
    return FormPage(
        "reports/level_propose.html",
        {
            **whose(record, request.user, SIDE_READS[side]),
            "draft": draft,
            "sent_to": sent_to,
            "present": form.present,
            "plan_active": form.plan_active,
            "suggested": form.suggestion(),
            "words": words_of(record),
            "fit": form.fit(),
            "suggestion": FITS if form.grid else SUGGESTS,
            "chosen": form.chosen(),
            "findings": form.found(),
            "met": form.met(),
        },
        done=f"The proposal is sent to {sent_to}." if sends else "The draft is saved.",
    )


def _only_asks(request: SignedInRequest) -> bool:
    """Whether the page was sent only to see what the criteria suggest."""
    return request.POST.get("step") == "suggest"


def _show(request: SignedInRequest, page: FormPage, form: ProposalForm) -> HttpResponse:
    if not _only_asks(request):
        return page.show(request, form)
    quiet(form)
    if request.headers.get("HX-Request"):
        changed = {**page.context, "form": form, "changed": True}
        return render(request, page.context["suggestion"], changed)
    return page.show(request, form)


def _go_on(request: SignedInRequest, draft: LevelAssignment) -> str:
    """Send the saved draft where that was asked for; the address of its page."""
    if request.POST.get("step") == "propose":
        proposals.propose(assignment=draft, by=request.user)
    return draft.get_absolute_url()


def _again(form: ProposalForm, pk: int) -> list[Difference]:
    """The draft as somebody else saved it, against what was typed here."""
    current = LevelAssignment.objects.select_related("level").get(pk=pk)
    saved = ProposalForm(
        record=form.record,
        present=form.present,
        heads_name="",
        initial=initial_of(current),
        picked=own_picks(current),
        said=own_words(current),
        visits=list(form.cites.visits.values()) if form.cites else None,
        cited=cited_by(current),
    )
    theirs = {
        name: saved.get_initial_for_field(field, name)
        for name, field in saved.fields.items()
        if name not in {"version", "level"}
    }
    go_on_from(form, current.version)
    return differences(form, {"level": current.level, **theirs})
