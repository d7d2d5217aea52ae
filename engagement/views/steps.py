"""The short steps of a proposal: sending it, taking it back, the other side's view."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from engagement.forms.levels import ViewForm
from engagement.models import LevelAssignment, Side, View
from engagement.queries.best_fit import words_of
from engagement.queries.levels import level_in_force
from engagement.services import proposals
from engagement.services.forcing import give_view_after
from engagement.views.finding import (
    check_as_seen,
    find_level,
    require_part,
    too_late,
    whose,
)
from engagement.views.shown import shown
from sitrack.core import calendar
from sitrack.core.drafts.desk import keeps_drafts
from sitrack.core.form_pages import FormPage
from sitrack.core.forms import Form
from sitrack.core.http import SignedInRequest
from sitrack.core.rules import RuleBroken
from sitrack.core.submissions import once
from sitrack.core.words import worded_later

FROM_NOW_ON = worded_later(
    "The school’s leaders and the {authority}’s officers can see this"
)


@require_POST
def level_submit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send a saved draft to the other side, straight from its page."""
    draft = find_level(request.user, pk)
    require_part(request.user, "propose", draft)
    late = too_late(request, "propose", draft)
    if late:
        return late

    def act() -> str:
        return proposals.propose(assignment=draft, by=request.user).get_absolute_url()

    try:
        address = once(request.POST, by=request.user, act=act)
    except RuleBroken as broken:
        messages.info(request, broken.message)
        return redirect("level_edit", draft.pk)
    messages.success(request, "The proposal is sent.")
    return redirect(address)


@require_http_methods(["GET", "POST"])
def level_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a proposal back, after a last look (ACC-043)."""
    assignment = find_level(request.user, pk)
    require_part(request.user, "withdraw", assignment)
    form = Form(request.POST)
    page = FormPage(
        "engagement/level_withdraw.html",
        {
            **whose(assignment.record, request.user, FROM_NOW_ON),
            "level": assignment,
            "present": level_in_force(assignment.school, calendar.today()),
        },
        done="The proposal is withdrawn.",
    )
    if request.method == "GET":
        late = too_late(request, "withdraw", assignment)
        return late or page.show(request, form)

    def act() -> str:
        proposals.withdraw(assignment=assignment, by=request.user)
        return assignment.school.get_absolute_url()

    return page.answer(request, form, act)


@require_http_methods(["GET", "POST"])
@keeps_drafts
def level_view(request: SignedInRequest, pk: int) -> HttpResponse:
    """The other side's view: it agrees, prefers another level, or has no comment."""
    assignment = find_level(request.user, pk)
    require_part(request.user, _verb_of(assignment), assignment)
    sent = request.POST if request.method == "POST" else None
    form = ViewForm(
        sent,
        record=assignment.record,
        proposed=assignment.level,
        initial={"version": assignment.version},
    )
    page = FormPage(
        "engagement/level_view.html",
        {
            **shown(request.user, assignment),
            "present": level_in_force(assignment.school, calendar.today()),
            "readers": FROM_NOW_ON,
            "for_school": assignment.other_side == Side.SCHOOL,
            "words": words_of(assignment.record),
        },
        done="Your view is recorded.",
    )
    if sent is None:
        verb = _verb_of(assignment)
        late = too_late(request, verb, assignment)
        return late or page.show(request, form)

    def act() -> str:
        check_as_seen(assignment, form.cleaned_data["version"] or 0)
        if assignment.forced:
            give_view_after(
                assignment=assignment,
                view=View(form.cleaned_data["view"]),
                level=form.cleaned_data["view_level"],
                text=form.cleaned_data["text"],
                by=request.user,
            )
            return assignment.get_absolute_url()
        proposals.give_view(
            assignment=assignment,
            view=View(form.cleaned_data["view"]),
            level=form.cleaned_data["view_level"],
            text=form.cleaned_data["text"],
            picks=form.picks(),
            themes=form.said(),
            by=request.user,
        )
        return assignment.get_absolute_url()

    return page.answer(request, form, act)


def _verb_of(assignment: LevelAssignment) -> str:
    """Which step the other side's view is, as the level came about."""
    if assignment.forced and not assignment.view:
        return "view_after"
    return "view_late" if assignment.is_silent else "view"
