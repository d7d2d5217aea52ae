"""Writing the head of a plan and the team around the school."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from engagement.queries.plan_forms import plan_form
from plans.forms.front import FrontForm, front_of
from plans.forms.team import MemberSet, VersionForm, team_of
from plans.models import Plan
from plans.queries.choosing import Block, blocks_of
from plans.queries.limits import limit_from
from plans.queries.people import people_of
from plans.rules.editing import may_change_front
from plans.services.editing import change_front, write_team
from plans.views.finding import ended, find_own, find_plan, whose
from plans.views.form_front import write_front
from sitrack.core import calendar
from sitrack.core.conflicts import Difference, differences, go_on_from
from sitrack.core.drafts.desk import keeps_drafts
from sitrack.core.form_pages import FormPage
from sitrack.core.forms import changed_rows, quiet
from sitrack.core.http import SignedInRequest
from sitrack.core.versions import as_it_was
from visits.queries import Known


@require_http_methods(["GET", "POST"])
@keeps_drafts
def plan_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who met, from when until when, and why (SUF-A-02 to 07)."""
    plan = find_plan(request.user, pk)
    shut = ended(request, plan)
    if shut:
        return shut
    if not may_change_front(plan.state):
        messages.info(
            request, "The plan is under way. Its days and reasons stay as agreed."
        )
        return redirect(plan)
    drawn = plan_form(plan.template)
    if drawn:
        return write_front(request, plan, drawn)
    people, blocks = people_of(plan), blocks_of(plan)
    starts_on = plan.starts_on or calendar.today()
    limit = limit_from(plan, starts_on)
    form = FrontForm(
        request.POST if request.method == "POST" else None,
        initial=_proposed(front_of(plan, people, blocks), starts_on, limit),
        plan=plan,
        people=people,
        blocks=blocks,
        limit=limit,
    )
    page = FormPage(
        "plans/plan_edit.html",
        whose(plan),
        done="The head of the plan is saved.",
        again=lambda: _front_again(form, plan.pk, people, blocks),
    )
    if request.method == "GET":
        return page.show(request, form)

    def act() -> str:
        change_front(
            plan=plan,
            front=form.front(),
            expected_version=form.cleaned_data["version"],
            by=request.user,
        )
        return plan.get_absolute_url()

    return page.answer(request, form, act)


def _proposed(saved: dict[str, Any], starts_on: date, limit: Any) -> dict[str, Any]:
    """What is saved; a plan that has no days yet is offered today and its limit."""
    if saved["starts_on"] or saved["ends_on"]:
        return saved
    ends_on = limit.last_day if limit and limit.is_known else None
    return {**saved, "starts_on": starts_on, "ends_on": ends_on}


def _front_again(
    form: FrontForm, pk: int, people: list[Known], blocks: list[Block]
) -> list[Difference]:
    now = Plan.objects.select_related("template", "record").get(pk=pk)
    was = as_it_was(now, form.cleaned_data["version"])
    before = (
        {name: getattr(was, name) for name in ("starts_on", "ends_on", "reasons")}
        if was
        else {}
    )
    theirs = front_of(now, people, blocks)
    go_on_from(form, theirs.pop("version"))
    return differences(form, theirs, before)


@require_http_methods(["GET", "POST"])
@keeps_drafts
def plan_team(request: SignedInRequest, pk: int) -> HttpResponse:
    """The team around the school, as rows (SUF-A-09, 10)."""
    plan = find_own(request.user, pk)
    shut = ended(request, plan)
    if shut:
        return shut
    sent = request.POST if request.method == "POST" else None
    changed = changed_rows(request.POST, "team") if sent else None
    columns = plan.template.labels["team_member"]["columns"]
    rows: Any = MemberSet(
        changed or sent,
        prefix="team",
        initial=team_of(plan),
        form_kwargs={"columns": columns},
    )
    form = VersionForm(changed or sent, initial={"version": plan.version})
    page = FormPage(
        "plans/plan_team.html",
        {**whose(plan), "formset": rows},
        done="The team around the school is saved.",
        again=lambda: _team_again(form, rows, plan),
    )
    if changed:
        quiet(form, rows)
    if sent is None or changed:
        return page.show(request, form)

    def act() -> str:
        write_team(
            plan=plan,
            members=rows.members(),
            expected_version=form.cleaned_data["version"],
            by=request.user,
        )
        return plan.get_absolute_url()

    return page.answer(request, form, act, rows=rows)


def _team_again(form: VersionForm, rows: Any, plan: Plan) -> list[Difference]:
    plan.refresh_from_db()
    go_on_from(form, plan.version)
    theirs = _in_words((row.name, row.job_title) for row in plan.team.all())
    mine = _in_words((row.name, row.job_title) for row in rows.members())
    if theirs == mine:
        return []
    return [Difference("Team around the school", theirs, mine, "#team")]


def _in_words(rows: Any) -> str:
    return "\n".join(", ".join(part for part in row if part) for row in rows)
