"""Beginning a plan: what is known already stands in it (SUF-A)."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction

from engagement.models import (
    EntitlementLine,
    LevelAssignment,
    PlanTemplate,
    SchoolYearRecord,
    Team,
    TeamMembership,
)
from engagement.queries.plan_forms import plan_form
from engagement.queries.wording import post_title
from engagement.services.holding import hold_open
from plans.models import (
    LIVE,
    EntitlementUse,
    Plan,
    PlanPriority,
    PlanReason,
    PlanState,
    TeamMember,
)
from plans.rules import opening as rules
from plans.services.plan_steps import both_sides, notify, tell
from schools.access import holders
from schools.models import School
from sitrack.core import calendar, clock
from sitrack.core.models import User
from sitrack.core.roles import Role
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import was_made
from sitrack.core.words import word

AROUND = (
    *(Role.HEADTEACHER, Role.DEPUTY, Role.SENDCO, Role.CHAIR),
    *(Role.OFFICER, Role.LEAD, Role.TEAM),
)


@transaction.atomic
def open_plan(*, record: SchoolYearRecord, by: User, kind: str = "") -> Plan:
    """Begin the draft of a plan on the form that the level in force names, or on that
    of its forms which is asked for.

    The criteria picked for the level, the people around the school and the checks that
    the level brings stand in it. Raises RuleBroken at a level without a plan (ACC-050),
    and where a plan is in draft or under way.
    """
    hold_open(record)
    school, today = record.school, calendar.today()
    held = LevelAssignment.objects.filter(school=school).in_force(today)
    assignment = held.select_related("level").first()
    if assignment is None:
        raise RuleBroken(rules.NO_LEVEL)
    level = assignment.level
    rules.check_level_wants_plan(
        label=level.label, kinds=level.plan_templates, plan=word("plan")
    )
    code = rules.chosen(kind, kinds=level.plan_templates)
    template = PlanTemplate.objects.get(framework=level.framework_id, code=code)
    _check_first(school, template.code)
    try:
        with transaction.atomic():
            plan = Plan.objects.create(
                school=school,
                record=record,
                level=level,
                template=template,
                kind=template.code,
                opened_by=by,
                opened_at=clock.now(),
            )
    except IntegrityError:
        raise RuleBroken("A plan for this school is already in draft.") from None
    was_made(plan)
    _put_reasons(plan, assignment)
    _put_team(plan)
    put_checks(plan)
    _put_blocks(plan)
    tell("plan.opened", plan, by=by)
    notify(plan, both_sides(plan), "A plan was begun", but=by)
    return plan


def _check_first(school: School, kind: str) -> None:
    states = set(school.plans.filter(kind=kind).values_list("state", flat=True))
    rules.check_is_first(
        is_drafted=PlanState.DRAFT in states, is_live=not states.isdisjoint(LIVE)
    )


def _put_reasons(plan: Plan, assignment: LevelAssignment) -> None:
    """The criteria that the level was approved on, as far as the form has them."""
    levels = {block["level"] for block in plan.template.reasons}
    picks = assignment.picks.filter(not_applicable=False)
    codes = picks.filter(criterion__level__code__in=levels).values("criterion__code")
    criteria = plan.record.framework.criteria.filter(code__in=codes)
    PlanReason.objects.bulk_create(
        PlanReason(plan=plan, criterion=criterion) for criterion in criteria
    )


def _put_blocks(plan: Plan) -> None:
    """The parts of a drawn form that stand in it once, ready for their actions."""
    form = plan_form(plan.template)
    once = [section for section in form.sections if section.once] if form else []
    for place, section in enumerate(once, start=1):
        PlanPriority.objects.create(
            plan=plan, order=place, title=section.heading[:250], section=section.key
        )


def _put_team(plan: Plan) -> None:
    """The people whose posts reach the school, an officer of a team by its name."""
    order = {role: place for place, role in enumerate(AROUND)}
    posts = sorted(
        holders(plan.school, *AROUND), key=lambda post: order[Role(post.role)]
    )
    people = {post.person_id: post for post in reversed(posts)}
    teams = _teams_of(people)
    named = sorted(people.values(), key=posts.index)
    TeamMember.objects.bulk_create(
        TeamMember(
            plan=plan,
            person=post.person,
            name=post.person.name,
            job_title=teams.get(post.person_id)
            or post_title(plan.record.framework, post),
            email=post.person.email,
            phone=post.person.phone,
            order=place,
        )
        for place, post in enumerate(named, start=1)
    )


def _teams_of(people: Iterable[int]) -> dict[int, str]:
    rows = TeamMembership.objects.filter(person__in=list(people))
    return dict(rows.values_list("person", "team__name"))


def put_checks(plan: Plan) -> None:
    """What the level's entitlement lists to be ticked off (SUF-E-07 to 12), beside
    what the plan has already."""
    framework = plan.level.framework_id
    teams = {team.code: team for team in Team.objects.filter(framework=framework)}
    had = plan.checks.values("line__code")
    lines = EntitlementLine.objects.filter(level=plan.level_id, checklist=True)
    EntitlementUse.objects.bulk_create(
        EntitlementUse(plan=plan, line=line, team=teams.get(line.provider))
        for line in lines.exclude(code__in=had)
    )
