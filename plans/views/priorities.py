"""Writing a priority of a plan and its actions (SUF-A-13 to 18)."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from engagement.queries.plan_forms import plan_form
from plans.forms.priorities import (
    ActionSet,
    PriorityForm,
    actions_in_words,
    actions_of,
    priority_of,
)
from plans.forms.steps import PlainForm
from plans.models import Plan, PlanPriority
from plans.queries.choosing import priorities_to_serve
from plans.queries.people import people_of
from plans.services.priorities import (
    add_priority,
    change_priority,
    remove_priority,
)
from plans.views.areas import write_area
from plans.views.finding import ended, find_plan, find_priority, whose
from sitrack.core.conflicts import Difference, differences, go_on_from
from sitrack.core.drafts.desk import keeps_drafts
from sitrack.core.form_pages import FormPage
from sitrack.core.forms import changed_rows, quiet
from sitrack.core.http import SignedInRequest
from sitrack.core.submissions import made_before
from sitrack.core.versions import as_it_was


@require_http_methods(["GET", "POST"])
@keeps_drafts
def priority_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """A new priority behind the others."""
    made = made_before(request.POST, PlanPriority, by=request.user)
    if made:
        return priority_edit(request, pk, made)
    plan = find_plan(request.user, pk)
    return ended(request, plan) or _write(request, plan, None)


@require_http_methods(["GET", "POST"])
@keeps_drafts
def priority_edit(request: SignedInRequest, pk: int, priority: int) -> HttpResponse:
    """One priority: what it is, the changes we will see, and its actions."""
    found = find_priority(request.user, pk, priority)
    return ended(request, found.plan) or _write(request, found.plan, found)


def _write(
    request: SignedInRequest, plan: Plan, row: PlanPriority | None
) -> HttpResponse:
    drawn = plan_form(plan.template)
    if drawn:
        return write_area(request, plan, drawn, row)
    people = people_of(plan)
    sent = request.POST if request.method == "POST" else None
    changed = changed_rows(request.POST, "actions") if sent else None
    rows: Any = ActionSet(
        changed or sent,
        prefix="actions",
        initial=actions_of(row),
        form_kwargs={"plan": plan},
    )
    form = PriorityForm(
        changed or sent,
        initial=priority_of(row),
        plan=plan,
        priorities=priorities_to_serve(plan, row),
    )
    page = FormPage(
        "plans/priority.html",
        {
            **whose(plan),
            "formset": rows,
            "priority": row,
            "people": people,
            "more_than_printed": _is_more_than_printed(plan, row),
        },
        done="The priority is saved.",
        again=(lambda: _again(form, rows, row)) if row else None,
    )
    if changed:
        quiet(form, rows)
    if sent is None or changed:
        return page.show(request, form)

    def act() -> str:
        text = form.text(rows.lines(people))
        if row is None:
            made = add_priority(plan=plan, text=text, by=request.user)
            return f"{plan.get_absolute_url()}#priority-{made.pk}"
        change_priority(
            priority=row,
            text=text,
            expected_version=form.cleaned_data["version"] or 0,
            by=request.user,
        )
        return f"{plan.get_absolute_url()}#priority-{row.pk}"

    return page.answer(request, form, act, rows=rows)


def _is_more_than_printed(plan: Plan, row: PlanPriority | None) -> int | None:
    """How many priorities there would be, where the form prints fewer (DP-04)."""
    if row is not None:
        return None
    would_be = plan.priorities.count() + 1
    return would_be if would_be > plan.template.priorities else None


def _again(form: PriorityForm, rows: Any, row: PlanPriority) -> list[Difference]:
    now = row.plan.priorities.get(pk=row.pk)
    was = as_it_was(now, form.cleaned_data["version"] or 0)
    theirs = priority_of(now)
    go_on_from(form, theirs.pop("version"))
    before = priority_of(was) if was else {}
    before.pop("version", None)
    found = differences(form, theirs, before)
    saved = actions_in_words(actions_of(now))
    live = [one.cleaned_data for one in rows.forms if one not in rows.deleted_forms]
    mine = actions_in_words(live)
    if saved != mine:
        found.append(Difference("Actions", saved, mine, "#actions"))
    return found


@require_http_methods(["GET", "POST"])
def priority_remove(request: SignedInRequest, pk: int, priority: int) -> HttpResponse:
    """Take a priority out, with its actions."""
    found = find_priority(request.user, pk, priority)
    shut = ended(request, found.plan)
    if shut:
        return shut
    sent = request.POST if request.method == "POST" else None
    form = PlainForm(sent)
    page = FormPage(
        "plans/priority_remove.html",
        {**whose(found.plan), "priority": found, "actions": found.actions.count()},
        done="The priority is removed.",
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        remove_priority(priority=found, by=request.user)
        return found.plan.get_absolute_url()

    return page.answer(request, form, act)
