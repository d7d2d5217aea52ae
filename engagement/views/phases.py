"""Marking the benchmarks of a phase, its actions, reviewing it, saying why it goes on."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from engagement.forms.phases import ActionsForm, GoesOnForm, ReviewForm, SheetForm
from engagement.models import SchoolYearRecord
from engagement.queries.phases import ACTIONS, Benchmark, Board, board_of, sheet_version
from engagement.services import phases as service
from engagement.views.finding import find_record, locked, whose
from schools.access import require
from sitrack.core import calendar
from sitrack.core.conflicts import Difference, differences, go_on_from
from sitrack.core.drafts.desk import keeps_drafts
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.models import User
from sitrack.core.roles import Capability

READERS = "The school’s leaders and the officers for this school can see this"
EVERYONE = "Everyone who may read the school’s record can see this once it is recorded"


@require_http_methods(["GET", "POST"])
@keeps_drafts
def phase_mark(request: SignedInRequest, pk: int, group: str) -> HttpResponse:
    """The benchmarks of one theme or strand, of the present phase and the next."""
    record, board = find_board(request.user, pk, Capability.REVIEW_PHASE)
    found = board.group(group)
    if found is None:
        raise Http404
    shut = locked(request, record)
    if shut:
        return shut
    form = SheetForm(
        request.POST if request.method == "POST" else None,
        benchmarks=found.all,
        version=sheet_version(record.school_id, group),
    )
    page = FormPage(
        "engagement/phase_mark.html",
        {
            **whose(record, request.user, READERS),
            "board": board,
            "group": found,
            "present": list(form.asked(found.present)),
            "following": list(form.asked(found.following)),
        },
        done=f"The marks of {found.label} are saved.",
    )
    return _sheet(request, record, form, page, group=group, title=found.label)


@require_http_methods(["GET", "POST"])
@keeps_drafts
def phase_actions(request: SignedInRequest, pk: int) -> HttpResponse:
    """The prescribed actions of the phase: which are done, when, and a note."""
    record, board = find_board(request.user, pk, Capability.EDIT_RECORD)
    shut = locked(request, record)
    if shut:
        return shut
    form = ActionsForm(
        request.POST if request.method == "POST" else None,
        benchmarks=board.actions,
        version=sheet_version(record.school_id, ACTIONS),
    )
    page = FormPage(
        "engagement/phase_actions.html",
        {
            **whose(record, request.user, READERS),
            "board": board,
            "asked": list(form.asked(board.actions)),
        },
        done="The actions are saved.",
    )
    title = f"the actions of {board.level.label}"
    return _sheet(request, record, form, page, group=ACTIONS, title=title)


@require_http_methods(["GET", "POST"])
@keeps_drafts
def phase_hold(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record a review of the phase; what is marked by then is part of it."""
    record, board = find_board(request.user, pk, Capability.REVIEW_PHASE)
    shut = locked(request, record)
    if shut:
        return shut
    sent = request.POST if request.method == "POST" else None
    form = ReviewForm(sent, initial={"held_on": calendar.today()})
    page = FormPage(
        "engagement/phase_hold.html",
        {**whose(record, request.user, EVERYONE), "board": board},
        done="The review is recorded and shared with the school.",
        repeats=False,
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        review = service.hold_review(
            record=record, assignment=board.held, held=form.held(), by=request.user
        )
        return review.get_absolute_url()

    return page.answer(request, form, act)


@require_http_methods(["GET", "POST"])
@keeps_drafts
def phase_goes_on(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say why a school stays past the longest time of its phase (ACC-067)."""
    record, board = find_board(request.user, pk, Capability.REVIEW_PHASE)
    shut = locked(request, record)
    if shut:
        return shut
    sent = request.POST if request.method == "POST" else None
    form = GoesOnForm(sent)
    page = FormPage(
        "engagement/phase_goes_on.html",
        {**whose(record, request.user, READERS), "board": board},
        done="The reason is recorded. The school’s leaders can read it.",
        repeats=False,
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        service.go_on(
            record=record,
            assignment=board.held,
            reason=form.cleaned_data["reason"],
            by=request.user,
        )
        return reverse("phase", args=[record.pk])

    return page.answer(request, form, act)


def find_board(
    user: User, pk: int, capability: Capability
) -> tuple[SchoolYearRecord, Board]:
    """The record in scope and its school's phase; 404 where the framework has no
    phases or the school none yet, 403 without the capability."""
    record = find_record(user, pk)
    board = board_of(record, calendar.today())
    if board is None:
        raise Http404
    require(user, capability, record.school)
    return record, board


def _sheet(
    request: SignedInRequest,
    record: SchoolYearRecord,
    form: SheetForm,
    page: FormPage,
    *,
    group: str,
    title: str,
) -> HttpResponse:
    def again() -> list[Difference]:
        board = board_of(record, calendar.today())
        now: tuple[Benchmark, ...] = ()
        if board:
            one = board.group(group)
            now = one.all if one else board.actions
        go_on_from(form, sheet_version(record.school_id, group))
        return differences(form, form.saved(now))

    page.again = again
    if request.method != "POST":
        return page.show(request, form)

    def act() -> str:
        service.mark(
            record=record,
            group=group,
            title=title,
            marked=form.marked(),
            seen_on=form.cleaned_data["seen_on"],
            expected_version=form.cleaned_data["version"],
            by=request.user,
        )
        return f"{reverse('phase', args=[record.pk])}#group-{group}"

    return page.answer(request, form, act)
