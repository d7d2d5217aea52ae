"""A school's page, in two forms: for those who work on it, and for governors."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from engagement.models import LevelState, PhaseReview, SchoolYearRecord
from engagement.queries.levels import level_in_force
from engagement.queries.meters import Told
from plans.models import IntensiveCase
from plans.queries.lists import PlanLine, plans_at
from reports.queries.around import events_of
from reports.queries.dues import dues_of
from reports.queries.my_schools import only_school
from reports.queries.new_posts import begun_lately
from reports.queries.news import news_for
from reports.queries.plain import (
    agreed_steps,
    last_final_visit,
    own_questions,
    questions_to_ask,
)
from reports.queries.school import (
    RECENT_VISITS,
    Stand,
    find_school_for_page,
    open_steps,
    proposal_at,
    recent_visits,
    school_with_shared,
    stand_of,
)
from reports.services.summaries import up_to_date
from reports.summary.stand import MOST_STEPS
from schools.access import acts_as, first_or_404, may, require, roles_at
from schools.models import School
from schools.queries.inspections import current_inspection
from schools.queries.links import Chain, chain_of
from sitrack.core import calendar
from sitrack.core.http import SignedInRequest
from sitrack.core.models import User
from sitrack.core.prepared import prepared
from sitrack.core.reminders import put_off_by
from sitrack.core.roles import (
    AUTHORITY_ROLES,
    GOVERNANCE,
    SCHOOL_LEADERS,
    Capability,
    Role,
)
from visits.guests import shared_with
from visits.meters import meters_at
from visits.models.evaluations import GOVERNORS

MOST_DUES = 10


@require_safe
def school(request: SignedInRequest, pk: int) -> HttpResponse:
    """Where the school stands; an academy without an agreement has a short page."""
    is_home = only_school(request.user) == pk
    if is_home:
        found = school_with_shared(request.user, pk)
        school = first_or_404(found, request.user, of=School, pk=pk)
    else:
        school = find_school_for_page(request.user, pk)
    require(request.user, Capability.READ_RECORD, school)
    roles = roles_at(request.user, school)
    stand = stand_of(school, up_to_date(school), request.user)
    shared = shared_with(request.user) if is_home and school.has_shared else []
    chain = _chain(request.user, stand) if roles & AUTHORITY_ROLES else None
    if not stand.has_record_right:
        short = {"school": school, "shared_with": shared, "chain": chain}
        return render(request, "reports/school_without.html", short)
    plans = plans_at(school.pk, request.user)
    if roles <= GOVERNANCE:
        plain = {**_plain(request, stand), "shared_with": shared, "plans": plans}
        plain["is_chair"] = Role.CHAIR in roles
        return render(request, "reports/school_plain.html", plain)
    proposal = proposal_at(stand, request.user)
    steps = open_steps(stand, request.user)
    visits = recent_visits(school, request.user)
    context = {
        "school": school,
        "stand": stand,
        "inspection": current_inspection(school.pk, calendar.today()),
        "proposal": proposal,
        "plans": plans,
        "may_open_plan": _may_open_plan(request.user, stand, plans),
        "proposal_state": LevelState(proposal["state"]).label if proposal else "",
        "meters": _meters(stand),
        "steps": steps[:MOST_STEPS],
        "more_steps": len(steps) > MOST_STEPS,
        "visits": visits[:RECENT_VISITS],
        "events": events_of(school, request.user),
        "dues": dues_of(
            stand.summary.waits,
            roles=acts_as(request.user, school.pk, school.region_id),
            user=request.user.pk,
            term=stand.term_key,
            most=MOST_DUES,
            put_off=put_off_by(request.user),
        ),
        "news": news_for(request.user) if roles & SCHOOL_LEADERS else [],
        "begun": begun_lately(request.user) if roles & SCHOOL_LEADERS else [],
        "today": calendar.today(),
        "shared_with": shared,
        "vacant": stand.summary.vacant if roles & AUTHORITY_ROLES else "",
        "chain": chain,
        "is_team": roles == {Role.TEAM},
        "may_see_evaluations": _sees_evaluations(stand, roles),
        "is_home": is_home,
        "from_list": only_school(request.user) is None,
        **_what_may_be_done(request.user, school),
    }
    return render(request, "reports/school.html", context)


def _meters(stand: Stand) -> list[Told]:
    """What is used of days or visits, where the level does not give hours."""
    gives_hours = stand.hours is None or stand.hours.ceiling is not None
    if gives_hours or stand.level is None or stand.record_key is None:
        return []
    [record] = _record_of(stand.record_key)
    return meters_at(record, calendar.today())


@prepared
def _record_of(pk: int) -> Any:
    rows = SchoolYearRecord.objects.filter(pk=pk).order_by()
    return rows.select_related("school", "year", "framework")


def _chain(user: User, stand: Stand) -> Chain | None:
    """The schools before and after; no query where the school neither follows another
    nor closes."""
    if stand.came_from or stand.school.closed_on:
        return chain_of(stand.school, user)
    return None


def _may_open_plan(user: User, stand: Stand, plans: list[PlanLine]) -> bool:
    """Whether a plan is to be begun: the level has one, none goes on, and the school is
    not on its way out of intensive support."""
    if not may(user, Capability.OPEN_PLAN, stand.school):
        return False
    if any(plan.is_draft or plan.is_live for plan in plans):
        return False
    if stand.case and IntensiveCase.objects.leaving().filter(pk=stand.case).exists():
        return False
    level = level_in_force(stand.school, calendar.today())
    return level is not None and bool(level.plan_templates)


def _plain(request: SignedInRequest, stand: Stand) -> dict[str, Any]:
    steps = agreed_steps(stand.school, request.user, most=MOST_STEPS)
    roles = roles_at(request.user, stand.school)
    return {
        "school": stand.school,
        "stand": stand,
        "may_see_evaluations": _sees_evaluations(stand, roles),
        "inspection": current_inspection(stand.school.pk, calendar.today()),
        "last": last_final_visit(stand.school, request.user),
        "phase_review": _last_phase_review(request.user, stand),
        "steps": steps.shown,
        "more_steps": steps.open - len(steps.shown),
        "dues": dues_of(
            stand.summary.waits,
            roles=roles_at(request.user, stand.school),
            user=request.user.pk,
            term=stand.term_key,
            most=MOST_DUES,
        ),
        "own_questions": own_questions(stand, steps),
        "questions": questions_to_ask(stand.record_key),
        "today": calendar.today(),
        "news": news_for(request.user),
        "may_export": may(request.user, Capability.EXPORT_RECORD, stand.school),
    }


def _last_phase_review(user: User, stand: Stand) -> PhaseReview | None:
    """The latest review of the phase, which governors read too; no query where the
    framework has no phases."""
    if "phase_programme" not in stand.forms:
        return None
    rows = PhaseReview.objects.visible_to(user).filter(record__school=stand.school)
    found: PhaseReview | None = rows.first()
    return found


def _sees_evaluations(stand: Stand, roles: frozenset[Role]) -> bool:
    """Where the framework evaluates schools, those whom both sides tell of it."""
    readers = AUTHORITY_ROLES | SCHOOL_LEADERS | GOVERNORS
    return "evaluation" in stand.forms and bool(roles & readers)


def _what_may_be_done(user: User, school: School) -> dict[str, bool]:
    """Which buttons the page has, by capability."""
    asked = {
        "may_take_steps": Capability.CHANGE_STEPS,
        "may_open": Capability.OPEN_RECORD,
        "may_log": Capability.LOG_VISIT,
        "may_propose": Capability.PROPOSE_LEVEL,
        "may_give_la_view": Capability.GIVE_LA_TRAJECTORY,
        "may_give_school_view": Capability.GIVE_SCHOOL_TRAJECTORY,
        "may_edit": Capability.EDIT_RECORD,
        "may_export": Capability.EXPORT_RECORD,
        "may_take_over": Capability.READ_HANDOVER,
        "may_read_delegations": Capability.READ_DELEGATIONS,
        "may_delegate": Capability.DELEGATE,
        "may_read_due": Capability.READ_DUE,
        "may_read_people": Capability.READ_PEOPLE,
        "may_import": Capability.IMPORT_RECORD,
        "may_offer_targeted": Capability.STEER_CASE,
    }
    found = {name: may(user, what, school) for name, what in asked.items()}
    # Not even offered at an academy (ACC-040).
    prepares = may(user, Capability.PREPARE_STATUTORY, school)
    return {**found, "may_prepare_letter": school.maintained and prepares}
