"""Which plans can be begun at a school, where its level has more than one."""

from collections.abc import Sequence
from dataclasses import dataclass

from engagement.models import PlanTemplate
from engagement.queries.levels import level_in_force
from engagement.queries.plan_forms import plan_form
from plans.models import Plan
from schools.models import School
from schools.queries.inspections import current_inspection
from sitrack.core import calendar


@dataclass(frozen=True)
class Kind:
    """A plan that can be begun; it is suggested where the last inspection gave the
    grade that it is meant for. One that is ``drawn`` says itself what it is."""

    code: str
    name: str
    suggested: bool = False
    drawn: bool = False


def kinds_to_begin(school: School, begun: Sequence[Plan]) -> list[Kind]:
    """The plans of the level in force that are neither drafted nor under way, those
    suggested first; none where the level has one plan and that is begun."""
    level = level_in_force(school, calendar.today())
    if level is None or not level.plan_templates:
        return []
    there = {plan.kind for plan in begun}
    codes = [code for code in level.plan_templates if code not in there]
    rows = PlanTemplate.objects.filter(framework=level.framework_id, code__in=codes)
    templates = sorted(rows, key=lambda one: codes.index(one.code))
    if len(templates) < 2:
        return [Kind(one.code, one.name, drawn=bool(one.form)) for one in templates]
    grade = _grade_of(school)
    meant = [one for one in templates if _meant_for(one) == grade and grade]
    first = (meant or templates)[0].code
    found = [
        Kind(one.code, one.name, one.code == first, bool(one.form)) for one in templates
    ]
    return sorted(found, key=lambda one: not one.suggested)


def _grade_of(school: School) -> str:
    last = current_inspection(school.pk, calendar.today())
    return last.headline.strip().casefold() if last else ""


def _meant_for(template: PlanTemplate) -> str:
    form = plan_form(template)
    return form.suggest_at_grade.casefold() if form else ""
