"""Plans of additional engagement, with a word in each of their texts."""

from engagement.models import Side
from plans.models import Plan, PlanAction
from plans.services.actions import update_action
from plans.services.agreeing import give_view
from plans.services.checks import CheckStands, update_check
from plans.services.editing import Member, change_front, write_team
from plans.services.opening import open_plan
from plans.services.priorities import PriorityText, add_priority
from tests.access.canaries import GOVERNORS, LA, LEADERS, TEAM, Canaries
from tests.access.ended import (
    ask_for_time,
    cancelled_elsewhere,
    evaluated_elsewhere,
)
from tests.plans.planning import a_front, agreed_by, an_action, now, opened, raised
from tests.universe import TODAY, Council
from visits.services.content import Present


def make_plans(council: Council, canaries: Canaries) -> dict[str, Plan]:
    """A plan under way, in which Theo and Sena have actions, and a draft elsewhere."""
    active = _active(council, canaries)
    ask_for_time(council, canaries, active)
    return {
        "active": active,
        "draft": _draft(council, canaries),
        "evaluated": evaluated_elsewhere(council, canaries),
        "cancelled": cancelled_elsewhere(council, canaries),
    }


def actions_of(plans: dict[str, Plan]) -> dict[str, PlanAction]:
    """The actions of the plan under way, by whose they are."""
    rows = PlanAction.objects.filter(priority__plan=plans["active"])
    theos, senas = rows.order_by("order")
    return {"theos": theos, "senas": senas}


def _active(council: Council, canaries: Canaries) -> Plan:
    readers = LA | LEADERS | GOVERNORS | TEAM

    def word(name: str) -> str:
        return canaries.word(f"plan{name}", readers)

    plan = opened(council, "suf_24")
    front = a_front(
        council,
        reasons=word("reasons"),
        present=(Present(word("present"), word("presenttitle")),),
    )
    plan = change_front(
        plan=plan, front=front, expected_version=plan.version, by=council.sam
    )
    members = [
        Member(row.name, row.job_title, row.email, row.phone, key=row.pk)
        for row in plan.team.all()
    ]
    members.append(Member(word("member"), word("membertitle"), "", word("memberphone")))
    plan = write_team(
        plan=plan, members=members, expected_version=plan.version, by=council.sam
    )
    theo, sena = council.persons["theo"], council.persons["sena"]
    text = PriorityText(
        word("priority"),
        word("change"),
        actions=(
            an_action(word("action"), who=word("who"), person=theo, when=word("when")),
            an_action(who="Sena Frost", person=sena),
        ),
    )
    add_priority(plan=plan, text=text, by=council.helen)
    check = plan.checks.select_related("line", "plan")[0]
    stands = CheckStands("done", check.team, TODAY, word("outcome"))
    update_check(check=check, stands=stands, expected_version=1, by=council.sam)
    agreed_by(plan, Side.LA, council.sam)
    agreed_by(plan, Side.SCHOOL, council.helen)
    action = PlanAction.objects.select_related("priority__plan").get(person=theo)
    update_action(
        action=action,
        state="open",
        note=word("statenote"),
        expected_version=action.version,
        by=council.theo,
    )
    return now(plan)


def _draft(council: Council, canaries: Canaries) -> Plan:
    readers = LA | {"eva"}
    raised(council, "suf_statutory", school="ash")
    plan = open_plan(record=council.record("ash"), by=council.sam)
    front = a_front(council, reasons=canaries.word("draftreasons", readers), present=())
    plan = change_front(
        plan=plan, front=front, expected_version=plan.version, by=council.sam
    )
    return give_view(
        plan=plan,
        view=canaries.word("schoolview", readers),
        expected_version=plan.version,
        by=council.eva,
    )
