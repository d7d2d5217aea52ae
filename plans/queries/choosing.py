"""What the forms of a plan offer to choose from."""

from dataclasses import dataclass

from django.db.models import QuerySet

from engagement.models import Criterion, Level, RecordPriority
from plans.models import LIVE, Plan, PlanPriority, PlanState
from plans.rules.reasons import alternatives
from schools.models import School
from sitrack.core import calendar


@dataclass(frozen=True)
class Block:
    """A block of reasons: its printed words, and the criteria to pick from."""

    label: str
    criteria: list[Criterion]


def blocks_of(plan: Plan) -> list[Block]:
    """The blocks of the form, each with its level's criteria: two queries."""
    framework = plan.template.framework_id
    levels = {one.code: one for one in Level.objects.filter(framework=framework)}
    criteria = {one.code: one for one in Criterion.objects.filter(framework=framework)}
    return [
        Block(
            block["label"],
            [
                criteria[code]
                for code in alternatives(levels[block["level"]].suggest_when)
            ],
        )
        for block in plan.template.reasons
    ]


def priorities_to_serve(
    plan: Plan, own: PlanPriority | None = None
) -> list[RecordPriority]:
    """The school's open priorities of this year, and the one that is served already."""
    year = calendar.year_on(calendar.today())
    record = plan.school.records.filter(year=year).first() or plan.record
    rows = list(record.priorities.filter(closed=False))
    kept = own.priority if own else None
    return rows if kept is None or kept in rows else [kept, *rows]


def priorities_to_join(school: School) -> QuerySet[PlanPriority]:
    """The priorities of the school's plans that a next step could become part of; a
    form that a definition draws says itself what its lists are for."""
    states = [PlanState.DRAFT, *LIVE]
    rows = PlanPriority.objects.filter(
        plan__school=school, plan__state__in=states, section=""
    )
    return rows.select_related("plan")
