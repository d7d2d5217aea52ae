"""Writing an area of a plan whose form a definition draws."""

from typing import Any

from django.http import Http404, HttpResponse

from engagement.definitions.plans import PlanForm, PlanSection
from plans.forms.areas import AreaForm, Lists, area_of
from plans.models import Plan, PlanPriority
from plans.queries.people import people_of
from plans.services.priorities import add_priority, change_priority
from plans.views.finding import whose
from sitrack.core.conflicts import Difference, differences, go_on_from
from sitrack.core.form_pages import FormPage
from sitrack.core.forms import changed_rows, quiet
from sitrack.core.http import SignedInRequest
from sitrack.core.versions import as_it_was


def write_area(
    request: SignedInRequest, plan: Plan, form: PlanForm, row: PlanPriority | None
) -> HttpResponse:
    """An area with its boxes and lists; a new one stands behind the others."""
    section = _section(form, row, request.GET.get("section", ""))
    people = people_of(plan)
    sent = request.POST if request.method == "POST" else None
    changed = _with_row(request, section) if sent else None
    lists = Lists(section, changed or sent, row)
    area = AreaForm(changed or sent, initial=area_of(section, row), section=section)
    page = FormPage(
        "plans/area.html",
        {
            **whose(plan),
            "section": section,
            "lists": lists.sets,
            "formsets": lists.sets,
            "priority": row,
            "people": people,
        },
        done="Saved.",
        again=(lambda: _again(area, lists, row)) if row else None,
    )
    if changed:
        quiet(area, *lists.sets)
    if sent is None or changed:
        return page.show(request, area)

    def act() -> str:
        text = area.text(lists.lines(people))
        if row is None:
            made = add_priority(plan=plan, text=text, by=request.user)
            return f"{plan.get_absolute_url()}#area-{made.pk}"
        change_priority(
            priority=row,
            text=text,
            expected_version=area.cleaned_data["version"] or 0,
            by=request.user,
        )
        return f"{plan.get_absolute_url()}#area-{row.pk}"

    rows: Any = lists
    return page.answer(request, area, act, rows=rows)


def _section(form: PlanForm, row: PlanPriority | None, asked: str) -> PlanSection:
    """The section that the area stands in; a new one goes where it is asked for, or
    into the first that takes more than one."""
    if row is not None:
        return form.section(row.section)
    open_to = [section for section in form.sections if not section.once]
    found = [one for one in open_to if one.key == asked] or open_to
    if not found:
        raise Http404("This form takes no more areas.")
    return found[0]


def _with_row(request: SignedInRequest, section: PlanSection) -> Any:
    found = (changed_rows(request.POST, kind.key) for kind in section.lists)
    return next((one for one in found if one is not None), None)


def _again(area: AreaForm, lists: Lists, row: PlanPriority) -> list[Difference]:
    now = row.plan.priorities.get(pk=row.pk)
    was = as_it_was(now, area.cleaned_data["version"] or 0)
    theirs = area_of(area.section, now)
    go_on_from(area, theirs.pop("version"))
    before = area_of(area.section, was) if was else {}
    before.pop("version", None)
    found = differences(area, theirs, before)
    saved = "\n".join(action.text for action in now.actions.all())
    mine = lists.in_words()
    if saved != mine:
        found.append(Difference("Actions", saved, mine, f"#{lists.sets[0].prefix}"))
    return found
