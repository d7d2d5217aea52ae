"""The activities of the day, and what was noted of each."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from schools.access import get_visible_or_404
from sitrack.core.conflicts import Difference, differences, go_on_from
from sitrack.core.drafts.desk import keeps_drafts
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from visits.evaluation_access import reader_of, require_team
from visits.evaluation_kinds import kind_of
from visits.forms.evaluations import ActivityForm, VersionForm
from visits.models import EvaluationActivity
from visits.services.evaluations.day import (
    add_activity,
    change_activity,
    remove_activity,
)
from visits.views.evaluations.finding import find_evaluation, whose

NOTED_IN = {"scheduled", "conducted", "feedback_given"}


@require_safe
def evaluation_activities(request: SignedInRequest, pk: int) -> HttpResponse:
    """What was done on the day, for the team and those who answer for the service."""
    found = find_evaluation(request.user, pk)
    reader = reader_of(found, request.user)
    if not reader.reads_work:
        raise PermissionDenied("Only the team reads its notes.")
    labels = kind_of(found).activity_labels
    rows = EvaluationActivity.objects.visible_to(request.user).filter(
        evaluation=found, removed_at=None
    )
    context = {
        **whose(found),
        "rows": [(row, labels[row.kind]) for row in rows.select_related("noted_by")],
        "may_write": reader.works and found.state in NOTED_IN,
    }
    return render(request, "visits/evaluations/activities.html", context)


@require_http_methods(["GET", "POST"])
@keeps_drafts
def activity_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Note an activity or a meeting."""
    found = find_evaluation(request.user, pk)
    require_team(request.user, found)
    sent = request.POST if request.method == "POST" else None
    form = ActivityForm(sent, kind=kind_of(found))
    page = FormPage(
        "visits/evaluations/activity.html",
        whose(found),
        done="The activity is noted.",
        repeats=False,
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        add_activity(evaluation=found, activity=form.activity(), by=request.user)
        return f"{found.get_absolute_url()}activities/"

    return page.answer(request, form, act)


@require_http_methods(["GET", "POST"])
@keeps_drafts
def activity_change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change what was noted of an activity."""
    row = _find(request, pk)
    found = row.evaluation
    require_team(request.user, found)
    sent = request.POST if request.method == "POST" else None
    form = ActivityForm(
        sent, kind=kind_of(found), initial={**_values(row), "version": row.version}
    )
    page = FormPage(
        "visits/evaluations/activity.html",
        {**whose(found), "activity": row},
        done="The note is changed.",
        again=lambda: _again(form, row),
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        change_activity(
            row=row,
            activity=form.activity(),
            expected_version=form.cleaned_data["version"] or 0,
            by=request.user,
        )
        return f"{found.get_absolute_url()}activities/"

    return page.answer(request, form, act)


@require_http_methods(["GET", "POST"])
def activity_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take an activity away."""
    row = _find(request, pk)
    found = row.evaluation
    require_team(request.user, found)
    sent = request.POST if request.method == "POST" else None
    form = VersionForm(sent)
    label = kind_of(found).activity_labels[row.kind]
    page = FormPage(
        "visits/evaluations/activity_remove.html",
        {**whose(found), "activity": row, "label": label},
        done="The activity is taken away.",
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        remove_activity(row=row, by=request.user)
        return f"{found.get_absolute_url()}activities/"

    return page.answer(request, form, act)


def _find(request: SignedInRequest, pk: int) -> EvaluationActivity:
    rows = EvaluationActivity.objects.select_related(
        *("evaluation__record__school", "evaluation__record__year"),
        *("evaluation__record__framework", "evaluation__lead"),
    )
    found: EvaluationActivity = get_visible_or_404(
        rows, request.user, pk=pk, removed_at=None
    )
    return found


def _values(row: EvaluationActivity) -> dict[str, Any]:
    names = ("kind", "who", "subject", "year_group", "phase", "notes")
    return {name: getattr(row, name) for name in names}


def _again(form: ActivityForm, row: EvaluationActivity) -> list[Difference]:
    row.refresh_from_db()
    go_on_from(form, row.version)
    return differences(form, _values(row))
