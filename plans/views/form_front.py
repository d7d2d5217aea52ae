"""Writing the head of a plan whose form a definition draws."""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse

from engagement.definitions.plans import PlanForm
from plans.forms.form_front import FormFront, form_front_of
from plans.models import Plan
from plans.queries.meetings import final_day
from plans.queries.people import people_of
from plans.services.editing import Front, change_front
from plans.views.finding import whose
from sitrack.core import calendar
from sitrack.core.conflicts import Difference, differences, go_on_from
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.versions import as_it_was
from visits.queries import Known


def write_front(request: SignedInRequest, plan: Plan, drawn: PlanForm) -> HttpResponse:
    """Who met, what the clock starts with, and the days of the plan."""
    people = people_of(plan)
    saved = form_front_of(plan, drawn, people)
    begun = {} if plan.starts_on else {"starts_on": calendar.today()}
    form = FormFront(
        request.POST if request.method == "POST" else None,
        initial={**saved, **begun},
        drawn=drawn,
        people=people,
    )
    page = FormPage(
        "plans/form_front.html",
        whose(plan),
        done="The head of the plan is saved.",
        again=lambda: _again(form, plan.pk, drawn, people),
    )
    if request.method == "GET":
        return page.show(request, form)

    def act() -> str:
        change_front(
            plan=plan,
            front=_with_end(form.front(), drawn),
            expected_version=form.cleaned_data["version"],
            by=request.user,
        )
        return plan.get_absolute_url()

    return page.answer(request, form, act)


def _with_end(front: Front, drawn: PlanForm) -> Front:
    """The plan ends with its final meeting, where no other day was typed."""
    since = front.counted_from
    if front.ends_on or since is None:
        return front
    return replace(front, ends_on=final_day(drawn, since))


def _again(
    form: FormFront, pk: int, drawn: PlanForm, people: list[Known]
) -> list[Difference]:
    now = Plan.objects.select_related("template", "record").get(pk=pk)
    was = as_it_was(now, form.cleaned_data["version"])
    names = ("counted_from", "starts_on", "ends_on")
    before: dict[str, Any] = {name: getattr(was, name) for name in names} if was else {}
    theirs = form_front_of(now, drawn, people)
    go_on_from(form, theirs.pop("version"))
    return differences(form, theirs, before)
