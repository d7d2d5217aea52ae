"""What both sides write for a term: the assessment table."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from engagement.forms.terms import AssessmentsForm
from engagement.models import (
    AssessmentCell,
    AssessmentMeasure,
    SchoolYearRecord,
    TrajectoryView,
)
from engagement.queries.measures import measures_of
from engagement.rules.measures import Showing
from engagement.services import sections
from engagement.views.finding import find_record, find_term, locked, whose
from engagement.views.sections import EVERYONE
from schools.access import require
from sitrack.core.conflicts import Difference, differences, go_on_from
from sitrack.core.drafts.desk import keeps_drafts
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.models import Term
from sitrack.core.roles import Capability
from sitrack.core.versions import as_it_was

JOINT = TrajectoryView.Viewpoint.JOINT
ASSESSMENT = TrajectoryView.Subject.ASSESSMENT


@require_http_methods(["GET", "POST"])
@keeps_drafts
def assessments(request: SignedInRequest, pk: int, term: int) -> HttpResponse:
    """A term's column of the table, and the trajectory for assessments."""
    record = find_record(request.user, pk)
    require(request.user, Capability.EDIT_ASSESSMENTS, record.school)
    when = find_term(record, term)
    shut = locked(request, record)
    if shut:
        return shut
    sent = request.POST if request.method == "POST" else None
    measures = [m for m, how in measures_of(record) if how != Showing.HIDDEN]
    form = AssessmentsForm(
        sent,
        record=record,
        measures=measures,
        cells=_cells(record, when),
        joint=_joint(record, when),
        earlier=_elsewhere(record, when),
    )
    page = FormPage(
        "engagement/assessments.html",
        {**whose(record, request.user, EVERYONE), "term": when},
        done=f"The assessments for {when.name} are saved.",
        again=lambda: _assessments_again(form, record, when),
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        sections.set_assessments(
            record=record,
            term=when,
            texts=form.texts(),
            numbers=form.numbers(),
            expected_versions=form.versions(),
            by=request.user,
        )
        if form.joint_changed():
            sections.give_trajectory(
                record=record,
                term=when,
                subject=ASSESSMENT,
                viewpoint=JOINT,
                option=form.cleaned_data["joint"],
                comment=form.cleaned_data["joint_comment"],
                expected_version=form.cleaned_data["joint_version"],
                by=request.user,
            )
        return record.get_absolute_url()

    return page.answer(request, form, act)


def _cells(record: SchoolYearRecord, term: Term) -> dict[int, AssessmentCell]:
    rows = record.assessments.filter(term=term)
    return {cell.measure_id: cell for cell in rows}


def _joint(record: SchoolYearRecord, term: Term) -> TrajectoryView | None:
    rows = record.trajectories.select_related("option")
    return rows.filter(term=term, subject=ASSESSMENT, viewpoint=JOINT).first()


def _elsewhere(record: SchoolYearRecord, term: Term) -> dict[int, str]:
    """What the other terms' columns say, beside each box."""
    rows = (
        record.assessments.exclude(term=term)
        .exclude(text="", number=None)
        .select_related("term", "measure")
        .order_by("term__ordinal")
    )
    said: dict[int, list[str]] = {}
    for cell in rows:
        said.setdefault(cell.measure_id, []).append(f"{cell.term.name}: {cell.said}")
    return {key: " · ".join(words) for key, words in said.items()}


def _assessments_again(
    form: AssessmentsForm, record: SchoolYearRecord, term: Term
) -> list[Difference]:
    cells, joint = _cells(record, term), _joint(record, term)
    shown = form.cleaned_data
    theirs = _joint_said(joint)
    was = _joint_said(joint and as_it_was(joint, shown["joint_version"]))
    go_on_from(form, joint.version if joint else 0, field="joint_version")
    for measure in form.measures:
        cell, version = cells.get(measure.pk), f"version_{measure.pk}"
        theirs |= _cell_said(measure, cell)
        was |= _cell_said(measure, cell and as_it_was(cell, shown[version] or 0))
        go_on_from(form, cell.version if cell else 0, field=version)
    return differences(form, theirs, was)


def _joint_said(joint: TrajectoryView | None) -> dict[str, object]:
    return {
        "joint": joint.option if joint else None,
        "joint_comment": joint.comment if joint else "",
    }


def _cell_said(
    measure: AssessmentMeasure, cell: AssessmentCell | None
) -> dict[str, object]:
    said: dict[str, object] = {f"text_{measure.pk}": cell.text if cell else ""}
    if not measure.school_id:
        said[f"number_{measure.pk}"] = cell.number if cell else None
    return said
