"""The header block, the priorities and each side's view of the trajectory."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from engagement.forms.sections import (
    HeaderForm,
    PrioritySet,
    TrajectoryForm,
    VersionForm,
    priorities_of,
)
from engagement.models import SchoolYearRecord, TrajectoryView, name_of_view
from engagement.queries.wording import themes_of
from engagement.services import records, sections
from engagement.services.priorities import write_priorities
from engagement.views.finding import find_record, find_term, locked, whose
from schools.access import may, require
from sitrack.core.conflicts import Difference, differences, go_on_from
from sitrack.core.drafts.desk import keeps_drafts
from sitrack.core.form_pages import FormPage
from sitrack.core.forms import changed_rows, quiet
from sitrack.core.http import SignedInRequest
from sitrack.core.models import Term, User
from sitrack.core.roles import Capability
from sitrack.core.versions import as_it_was
from sitrack.core.words import worded

EVERYONE = "Everyone who may read the school’s record can see this"
SUBJECT = TrajectoryView.Subject.INSPECTION
VIEWPOINTS = {
    TrajectoryView.Viewpoint.SCHOOL: Capability.GIVE_SCHOOL_TRAJECTORY,
    TrajectoryView.Viewpoint.LA: Capability.GIVE_LA_TRAJECTORY,
}


@require_http_methods(["GET", "POST"])
@keeps_drafts
def record_header(request: SignedInRequest, pk: int) -> HttpResponse:
    """The external adviser, the peer review and the vision."""
    record = find_record(request.user, pk)
    require(request.user, Capability.EDIT_HEADER, record.school)
    shut = locked(request, record)
    if shut:
        return shut
    sent = request.POST if request.method == "POST" else None
    form = HeaderForm(sent, record=record)
    page = FormPage(
        "engagement/record_header.html",
        whose(record, request.user, EVERYONE),
        done="The header of the record is saved.",
        again=lambda: _header_again(form, record),
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        data = form.cleaned_data
        records.change_header(
            record=record,
            expected_version=data["version"],
            vision=data["vision"],
            adviser=data["adviser"],
            peer_review=data["peer_review"],
            peer_review_note=data["peer_review_note"],
            by=request.user,
        )
        return record.get_absolute_url()

    return page.answer(request, form, act)


def _header_again(form: HeaderForm, record: SchoolYearRecord) -> list[Difference]:
    was = as_it_was(record, form.cleaned_data["version"])
    record.refresh_from_db()
    go_on_from(form, record.version)
    return differences(form, _header_of(record), _header_of(was))


def _header_of(record: SchoolYearRecord | None) -> dict[str, Any]:
    names = ("adviser", "peer_review", "peer_review_note", "vision")
    return {name: getattr(record, name) for name in names} if record else {}


@require_http_methods(["GET", "POST"])
@keeps_drafts
def record_priorities(request: SignedInRequest, pk: int) -> HttpResponse:
    """The school improvement priorities, as rows (SUF-R-20)."""
    record = find_record(request.user, pk)
    require(request.user, Capability.EDIT_RECORD, record.school)
    shut = locked(request, record)
    if shut:
        return shut
    sent = request.POST if request.method == "POST" else None
    changed = changed_rows(request.POST, "priority") if sent else None
    saved = priorities_of(record)
    rows: Any = PrioritySet(
        changed or sent,
        prefix="priority",
        initial=saved,
        form_kwargs={"themes": list(themes_of(record.framework).items())},
    )
    form = VersionForm(changed or sent, initial={"version": record.version})
    page = FormPage(
        "engagement/record_priorities.html",
        {**whose(record, request.user, EVERYONE), "formset": rows},
        done="The priorities are saved.",
        again=lambda: _priorities_again(form, rows, record),
    )
    if changed:
        quiet(form, rows)
    if sent is None or changed:
        return page.show(request, form)

    def act() -> str:
        write_priorities(
            record=record,
            expected_version=form.cleaned_data["version"],
            lines=rows.lines(),
            by=request.user,
        )
        return record.get_absolute_url()

    return page.answer(request, form, act, rows=rows)


def _texts(record: SchoolYearRecord) -> list[str]:
    return [row.text for row in record.priorities.filter(closed=False)]


def _priorities_again(
    form: VersionForm, rows: Any, record: SchoolYearRecord
) -> list[Difference]:
    record.refresh_from_db()
    go_on_from(form, record.version)
    theirs = "\n".join(f"- {text}" for text in _texts(record))
    mine = "\n".join(f"- {line.text}" for line in rows.lines() if line.text)
    if theirs == mine:
        return []
    return [Difference("Priorities", theirs, mine, "#priority")]


@require_http_methods(["GET", "POST"])
@keeps_drafts
def trajectory(request: SignedInRequest, pk: int, term: int) -> HttpResponse:
    """One side's view of the trajectory for a term, the other's beside it."""
    record = find_record(request.user, pk)
    viewpoint = _viewpoint(request.user, record)
    when = find_term(record, term)
    shut = locked(request, record)
    if shut:
        return shut
    views = _views(record, when)
    view = views.get(viewpoint)
    sent = request.POST if request.method == "POST" else None
    given = view is not None and view.given_at is not None
    draft = request.POST.get("step") != "give" and not given
    form = TrajectoryForm(sent, record=record, view=view)
    page = FormPage(
        "engagement/trajectory.html",
        {
            **whose(record, request.user, _readers(viewpoint, view)),
            "term": when,
            "viewpoint": viewpoint,
            "own_label": name_of_view(viewpoint),
            "view": view,
            **_other(viewpoint, views),
        },
        done="The draft is saved. Nobody else is told."
        if draft
        else "Your view is given.",
        again=lambda: _trajectory_again(form, record, when, viewpoint),
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        sections.give_trajectory(
            record=record,
            term=when,
            subject=SUBJECT,
            viewpoint=viewpoint,
            option=form.cleaned_data["option"],
            comment=form.cleaned_data["comment"],
            expected_version=form.cleaned_data["version"],
            by=request.user,
            draft=draft,
        )
        return record.get_absolute_url()

    return page.answer(request, form, act)


def _viewpoint(user: User, record: SchoolYearRecord) -> TrajectoryView.Viewpoint:
    """Whose view the user gives; 403 where it is neither."""
    for viewpoint, capability in VIEWPOINTS.items():
        if may(user, capability, record.school):
            return viewpoint
    raise PermissionDenied("Your role gives no view of the trajectory.")


def _views(record: SchoolYearRecord, term: Term) -> dict[str, TrajectoryView]:
    rows = record.trajectories.filter(term=term, subject=SUBJECT)
    found = rows.select_related("option", "given_by")
    return {view.viewpoint: view for view in found}


def _other(
    viewpoint: TrajectoryView.Viewpoint, views: dict[str, TrajectoryView]
) -> dict[str, Any]:
    """The other side's view once it is given; a draft is nothing yet (CONF-07)."""
    kinds = TrajectoryView.Viewpoint
    other = kinds.LA if viewpoint == kinds.SCHOOL else kinds.SCHOOL
    view, own = views.get(other), views.get(viewpoint)
    given = view if view and view.given_at else None
    differ = False
    if given and own and own.given_at:
        differ = given.option_id != own.option_id
    return {"other_label": name_of_view(other), "other": given, "differ": differ}


def _readers(viewpoint: TrajectoryView.Viewpoint, view: TrajectoryView | None) -> str:
    if view and view.given_at:
        return EVERYONE
    if viewpoint == TrajectoryView.Viewpoint.SCHOOL:
        return "Only the school’s leaders can see this until the view is given"
    return worded(
        "Only the {authority}’s officers can see this until the view is given"
    )


def _trajectory_again(
    form: TrajectoryForm, record: SchoolYearRecord, term: Term, viewpoint: str
) -> list[Difference]:
    view = _views(record, term).get(viewpoint)
    was = as_it_was(view, form.cleaned_data["version"]) if view else None
    go_on_from(form, view.version if view else 0)
    return differences(form, _said(view), _said(was))


def _said(view: TrajectoryView | None) -> dict[str, Any]:
    return {
        "option": view.option if view else None,
        "comment": view.comment if view else "",
    }
