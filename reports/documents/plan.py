"""The plan of additional engagement with all its reviews, and in the record (PDF-03)."""

from collections.abc import Iterator
from datetime import datetime

from engagement.queries.plan_forms import plan_form
from plans.models import Plan
from reports.documents.drawn_plan import drawn_parts, drawn_plan
from reports.documents.kind import About, Kind, paper, traded
from reports.plan_view import PlanView, plan_view
from schools.access import get_visible_or_404, require
from sitrack.core.documents import Document, Part
from sitrack.core.models import User
from sitrack.core.roles import Capability
from sitrack.core.words import word, worded_later


def find_plan(reader: User, pk: int) -> Plan:
    """The plan in the reader's scope, whose reader may download it."""
    rows = Plan.objects.select_related(
        *("school", "record__year", "record__framework", "level", "template"),
        "evaluation__recommended",
    )
    plan: Plan = get_visible_or_404(rows, reader, pk=pk)
    require(reader, Capability.EXPORT_RECORD, plan.school)
    return plan


def plan_document(plan: Plan, *, reader: User, at: datetime | None = None) -> Document:
    """The plan as its reader may see it: all reviews that were shared, and the end
    evaluation."""
    form = plan_form(plan.template)
    if form:
        return drawn_plan(plan, form, reader=reader, at=at)
    view = plan_view(plan, reader=reader)
    draft = "Draft: not agreed yet" if view.is_draft else ""
    return paper(
        *plan_parts(view, alone=True),
        title=view.title,
        file=("plan", view.school_name, view.year),
        running=f"{view.school_name}, {view.year}",
        notice=" · ".join(filter(None, (traded(plan.record), draft))),
        reader=reader,
        at=at,
    )


def plan_parts(view: PlanView, *, alone: bool = False) -> Iterator[Part]:
    """The form, its reviews and its evaluation; ``alone`` with a front of its own."""
    context = {"plan": view, "labels": view.labels}
    front = {**context, "alone": alone}
    yield Part(word("Plan_name"), "pdf/plan.html", front)
    if view.reviews:
        yield Part("Progress reviews of the plan", "pdf/plan_reviews.html", context)
    if view.evaluation:
        yield Part("Evaluation of the plan", "pdf/plan_evaluation.html", context)


def parts_within(plan: Plan, reader: User) -> Iterator[Part]:
    """The plan as it stands in a record, with its reviews."""
    form = plan_form(plan.template)
    if form:
        yield from drawn_parts(plan, form, reader=reader)
    else:
        yield from plan_parts(plan_view(plan, reader=reader))


PLAN = Kind(
    code="plan",
    label=worded_later("{Plan_name}"),
    find=find_plan,
    build=plan_document,
    about=lambda plan: About(plan.school, plan.record.year.label),
)
