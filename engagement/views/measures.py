"""Which rows of the assessment table a school uses, and rows of its own."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from engagement.forms.measures import MeasureForm, OwnMeasureForm, said_of
from engagement.models import SchoolYearRecord
from engagement.queries.measures import Choice, choices_of
from engagement.rules.measures import Showing
from engagement.services import measures
from engagement.views.finding import find_record, locked, whose
from engagement.views.sections import EVERYONE
from schools.access import require
from sitrack.core.conflicts import Difference, differences, go_on_from
from sitrack.core.drafts.desk import keeps_drafts
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability

BY_RULE = {
    Showing.EXPECTED: "the row is shown",
    Showing.OPTIONAL: "the row is shown and may stay empty",
    Showing.HIDDEN: "the row is not shown",
}


@require_safe
def measure_list(request: SignedInRequest, pk: int) -> HttpResponse:
    """Every row, whether it is shown here, and why."""
    record = find_record(request.user, pk)
    require(request.user, Capability.EDIT_ASSESSMENTS, record.school)
    context = {
        **whose(record, request.user, EVERYONE),
        "choices": choices_of(record),
        "hidden": Showing.HIDDEN,
    }
    return render(request, "engagement/measures.html", context)


@require_http_methods(["GET", "POST"])
@keeps_drafts
def measure_say(request: SignedInRequest, pk: int, measure: int) -> HttpResponse:
    """Use a row at the school or leave it out, with the reason (ACC-007)."""
    record = find_record(request.user, pk)
    require(request.user, Capability.EDIT_ASSESSMENTS, record.school)
    choice = _choice(record, measure)
    shut = locked(request, record)
    if shut:
        return shut
    sent = request.POST if request.method == "POST" else None
    form = MeasureForm(sent, own=choice.own, by_rule=BY_RULE[choice.ruled])
    page = FormPage(
        "engagement/measure_say.html",
        {**whose(record, request.user, EVERYONE), "measure": choice.measure},
        done=f"The table now follows what you said of {choice.measure}.",
        again=lambda: _again(form, record, measure),
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        measures.say_of_measure(
            record=record,
            measure=choice.measure,
            applies=form.applies,
            reason=form.cleaned_data["reason"],
            expected_version=form.cleaned_data["version"],
            by=request.user,
        )
        return reverse("engagement:measure_list", args=[record.pk])

    return page.answer(request, form, act)


@require_http_methods(["GET", "POST"])
@keeps_drafts
def measure_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """A row of a special school's own (ACC-009)."""
    record = find_record(request.user, pk)
    require(request.user, Capability.EDIT_ASSESSMENTS, record.school)
    shut = locked(request, record)
    if shut:
        return shut
    sent = request.POST if request.method == "POST" else None
    form = OwnMeasureForm(sent)
    page = FormPage(
        "engagement/measure_add.html",
        whose(record, request.user, EVERYONE),
        done="The row is added.",
        repeats=False,
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        label = form.cleaned_data["label"]
        measures.add_measure(record=record, label=label, by=request.user)
        return reverse("engagement:measure_list", args=[record.pk])

    return page.answer(request, form, act)


def _choice(record: SchoolYearRecord, measure: int) -> Choice:
    for choice in choices_of(record):
        if choice.measure.pk == measure:
            return choice
    raise Http404


def _again(
    form: MeasureForm, record: SchoolYearRecord, measure: int
) -> list[Difference]:
    now = said_of(_choice(record, measure).own)
    go_on_from(form, int(str(now.pop("version"))))
    return differences(form, now)
