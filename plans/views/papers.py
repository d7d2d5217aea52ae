"""The papers of a meeting: adding, opening and taking back (WIL-N-07)."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from plans.forms.papers import PaperForm
from plans.models import MeetingPaper
from plans.services import papers as services
from plans.views.meetings import about, find_meeting, too_late
from schools.access import get_visible_or_404, require
from sitrack.core.files.serving import download
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.models import User
from sitrack.core.roles import Capability
from sitrack.core.rules import RuleBroken
from sitrack.core.words import worded_later

SEEN_BY = worded_later(
    "The school’s leaders can see this; the {authority} has it once the school’s part"
    " is sent"
)


@require_http_methods(["GET", "POST"])
def paper_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add a paper to the school’s part."""
    review, drawn, meeting = find_meeting(request, pk, Capability.COMMENT_ON_REVIEW)
    if not meeting.pack:
        raise Http404("No papers are sent before this meeting.")
    shut = too_late(request, review, "return")
    if shut:
        return shut
    sent = request.POST if request.method == "POST" else None
    form = PaperForm(sent, request.FILES or None)
    page = FormPage(
        "plans/paper_add.html",
        {**about(review, drawn, meeting), "readers": SEEN_BY},
        done="The file is added. It can be opened once it has been checked.",
        repeats=False,
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        services.add_paper(review=review, by=request.user, **form.cleaned_data)
        return review.get_absolute_url()

    return page.answer(request, form, act)


@require_safe
def paper(request: SignedInRequest, pk: int) -> HttpResponse:
    """The file itself, never anything that a browser would show in its place."""
    found = _find(request.user, pk)
    if not found.file.may_be_opened:
        messages.info(request, found.file.get_verdict_display())
        return redirect(found.review)
    services.record_opening(paper=found, by=request.user)
    return download(found.file)  # type: ignore[return-value]


@require_POST
def paper_take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a paper back, for the school."""
    found = _find(request.user, pk)
    require(request.user, Capability.COMMENT_ON_REVIEW, found.review.plan.school)
    try:
        services.take_back_paper(paper=found, by=request.user)
    except RuleBroken as broken:
        messages.error(request, broken.message)
    else:
        messages.success(request, "The file is taken back.")
    return redirect(found.review)


def _find(user: User, pk: int) -> MeetingPaper:
    """The paper in the reader's scope: one that they may not see is not there."""
    rows = MeetingPaper.objects.select_related(
        "file", "review__plan__school", "review__plan__template"
    )
    found: MeetingPaper = get_visible_or_404(rows, user, pk=pk)
    return found
