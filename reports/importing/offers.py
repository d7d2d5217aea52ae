"""What the boxes of the correction page offer to choose from."""

from collections.abc import Sequence
from dataclasses import dataclass

from engagement.models import (
    AssessmentMeasure,
    Criterion,
    FrameworkVersion,
    Option,
)
from plans.models import Plan
from schools.access import holders
from schools.models import Person, School
from sitrack.core import calendar
from sitrack.core.models import AcademicYear, User
from visits.services.diary import LEADS

LISTS: tuple[str, ...] = ("visit_type", "ofsted_trajectory", "assessment_trajectory")
LISTS += ("slin_peer_review",)


@dataclass(frozen=True)
class Offers:
    """Options by list, years that have begun, who may have led a visit, the rows of the
    assessment table, and the criteria that a plan picks from."""

    options: dict[str, list[Option]]
    years: Sequence[AcademicYear]
    leads: Sequence[Person]
    measures: dict[str, AssessmentMeasure]
    criteria: Sequence[Criterion]
    reader: User
    may_plan: bool
    plan: Plan | None = None


def offers_for(
    school: School, framework: FrameworkVersion, reader: User, *, may_plan: bool
) -> Offers:
    options: dict[str, list[Option]] = {name: [] for name in LISTS}
    rows = Option.objects.filter(list__framework=framework, list__code__in=LISTS)
    for option in rows.filter(retired=False).select_related("list").order_by("order"):
        options[option.list.code].append(option)
    people = {post.person_id: post.person for post in holders(school, *LEADS)}
    plan = framework.plan_templates.first()
    levels = [block["level"] for block in plan.reasons] if plan else []
    begun = AcademicYear.objects.filter(start__lte=calendar.today())
    return Offers(
        options=options,
        years=list(begun.order_by("-start")),
        leads=list(people.values()),
        measures={row.code: row for row in framework.measures.all()},
        criteria=list(
            framework.criteria.filter(level__code__in=levels).select_related("level")
        ),
        reader=reader,
        may_plan=may_plan,
    )
