"""Planning an evaluation, and who is on its team (WIL-E-01, DEC-14)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from engagement.definitions.evaluations import EvaluationKind
from engagement.models import FrameworkVersion
from engagement.services.holding import hold_open
from schools.access import holders
from schools.models import Person, Post, School
from sitrack.core import calendar, clock
from sitrack.core.models import Audience, User
from sitrack.core.roles import (
    AUTHORITY_ROLES,
    SCHOOL_LEADERS,
    Capability,
    Role,
    roles_with,
)
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import take_next_version, was_made
from visits import guest_rules
from visits.evaluation_kinds import kind_of, kinds_at
from visits.models import Evaluation, EvaluationMember
from visits.rules import evaluations as rules
from visits.services.evaluations.steps import at_school, held, notify, of_team, tell
from visits.services.placing import check_open_days, record_on, title_of

MOST = 12


@dataclass(frozen=True)
class EvaluationPlan:
    """What is planned: who leads, the two days, why, and what is judged."""

    lead: Person
    meeting_on: date
    evaluation_on: date
    because: str = ""
    judged: Sequence[str] = ()


@transaction.atomic
def plan_evaluation(
    *,
    school: School,
    framework: FrameworkVersion,
    kind: EvaluationKind,
    plan: EvaluationPlan,
    by: User,
) -> Evaluation:
    """Plan an evaluation; the record of its year is prepared, and the school told.

    Raises RuleBroken for a lead who does not work with the school, days in the wrong
    order or beyond the calendar, and a choice that the kind does not have.
    """
    _check(plan, kind, school)
    record = record_on(school, plan.evaluation_on, framework, by=by)
    hold_open(record)
    if kind.code not in {one.code for one in kinds_at(record.framework)}:
        raise RuleBroken(
            f"The record of {record.year} is written under another version of the"
            " framework, which has no such evaluation.",
            "evaluation_on",
        )
    made: Evaluation = Evaluation.objects.create(
        record=record,
        kind=kind.code,
        because=plan.because.strip(),
        judged=list(plan.judged) if kind.pick else [],
        lead=plan.lead,
        lead_name=plan.lead.name,
        lead_title=title_of(plan.lead, record),
        meeting_on=plan.meeting_on,
        evaluation_on=plan.evaluation_on,
    )
    was_made(made)
    tell("evaluation.planned", made, by=by, audience=Audience.EVERYONE)
    people = at_school(made, *SCHOOL_LEADERS, Role.CHAIR) + of_team(made)
    notify(made, people, "An evaluation is planned", but=by)
    return made


@transaction.atomic
def change_plan(
    *, evaluation: Evaluation, plan: EvaluationPlan, expected_version: int, by: User
) -> Evaluation:
    """Change the plan until the evaluation is held; a new day is told to the school.

    Raises Stale, and RuleBroken as ``plan_evaluation`` does.
    """
    now = held(evaluation)
    rules.check_ahead(now.state)
    kind, year = kind_of(now), now.record.year
    _check(plan, kind, now.school)
    rules.check_in_year(
        plan.evaluation_on, start=year.start, end=year.end, label=year.label
    )
    take_next_version(now, expected=expected_version)
    days = (now.meeting_on, now.evaluation_on)
    if plan.lead != now.lead:
        now.lead, now.lead_name = plan.lead, plan.lead.name
        now.lead_title = title_of(plan.lead, now.record)
    now.meeting_on, now.evaluation_on = plan.meeting_on, plan.evaluation_on
    now.because = plan.because.strip()
    now.judged = list(plan.judged) if kind.pick else []
    now.save()
    tell("evaluation.replanned", now, by=by, audience=Audience.EVERYONE)
    if days != (now.meeting_on, now.evaluation_on):
        people = at_school(now, *SCHOOL_LEADERS, Role.CHAIR) + of_team(now)
        notify(now, people, "The days of an evaluation have changed", but=by)
    return now


@transaction.atomic
def add_evaluator(
    *, evaluation: Evaluation, person: Person, until: date | None, by: User
) -> EvaluationMember:
    """Name an evaluator beside the lead. Whoever does not work for the authority at
    the school reads this evaluation alone, up to and with a day (domain 4.1, EVAL).

    Raises RuleBroken for somebody who is on the team or belongs to the school, and for
    somebody from outside without a day.
    """
    now = held(evaluation)
    _check_open(now)
    posts = list(
        Post.objects.filter(person=person)
        .in_force(calendar.today())
        .select_related("school")
    )
    school = now.school
    if person.pk == now.lead_id:
        raise RuleBroken(f"{person.name} leads the evaluation.", "email")
    own = [post for post in posts if post.school_id == school.pk]
    if any(post.role not in AUTHORITY_ROLES | {Role.TEAM} for post in own):
        raise RuleBroken(f"{person.name} holds a post at {school}.", "email")
    reach = {post.person_id for post in holders(school, *AUTHORITY_ROLES)}
    if person.pk in reach:
        until = None
    elif until is None:
        raise RuleBroken(
            "Enter the last day on which they can read the evaluation.", "until"
        )
    else:
        guest_rules.check_until(until=until, today=calendar.today())
    if now.members.filter(removed_at=None).count() >= MOST:
        raise RuleBroken(f"A team has at most {MOST} evaluators beside the lead.")
    title = title_of(person, now.record) or _title_elsewhere(posts)
    try:
        with transaction.atomic():
            made: EvaluationMember = EvaluationMember.objects.create(
                evaluation=now,
                person=person,
                name=person.name,
                title=title,
                until=until,
            )
    except IntegrityError:
        raise RuleBroken(f"{person.name} is on the team already.", "email") from None
    tell("evaluation.evaluator_added", now, by=by, who=str(made))
    if person.user:
        notify(now, [person.user], "You are on the team of an evaluation", but=by)
    return made


@transaction.atomic
def remove_evaluator(*, member: EvaluationMember, by: User) -> None:
    """Take somebody off the team, at once. Raises RuleBroken for the second of two,
    and for whoever gave a summary."""
    now = held(member.evaluation)
    _check_open(now)
    rows = EvaluationMember.objects.filter(pk=member.pk, removed_at=None)
    found = rows.select_for_update().first()
    if found is None:
        raise RuleBroken("They were taken off the team already.")
    found.removed_at = clock.now()
    found.save()
    tell("evaluation.evaluator_removed", now, by=by, who=str(member))


def _check_open(evaluation: Evaluation) -> None:
    rules.check_team_open(
        is_final=evaluation.is_final, is_called_off=evaluation.is_called_off
    )


def _check(plan: EvaluationPlan, kind: EvaluationKind, school: School) -> None:
    rules.check_days(meeting_on=plan.meeting_on, evaluation_on=plan.evaluation_on)
    check_open_days(school, plan.evaluation_on)
    codes = [one.code for one in kind.judgements]
    rules.check_judged(plan.judged, known=codes, pick=kind.pick)
    roles = roles_with(Capability.EVALUATE_SCHOOL)
    leads = {post.person_id for post in holders(school, *roles)}
    if plan.lead.pk not in leads:
        raise RuleBroken(f"{plan.lead.name} does not work with this school.", "lead")


def _title_elsewhere(posts: list[Post]) -> str:
    post = next(iter(posts), None)
    return f"{post.printed_title}, {post.place}" if post else ""
