"""The time and the end of plans, with a word in each text."""

from datetime import date

from engagement.models import Side
from plans.models import EndEvaluation, Plan, PlanExtension
from plans.services.editing import change_front
from plans.services.ending import cancel_plan
from plans.services.evaluations import (
    Evaluation,
    Taking,
    comment_on_evaluation,
    record_evaluation,
)
from plans.services.extensions import ask_extension, decline_extension
from plans.services.opening import open_plan
from tests.access.canaries import GOVERNORS, LA, LEADERS, TEAM, Canaries
from tests.plans.planning import a_front, agreed_by, now, raised, with_priority
from tests.universe import TODAY, Council

PLAN_READERS = LA | LEADERS | GOVERNORS | TEAM
ELSEWHERE = LA | {"eva"}


def ask_for_time(council: Council, canaries: Canaries, plan: Plan) -> None:
    """One request that was declined, and one that waits."""

    def ask(name: str) -> PlanExtension:
        reason = canaries.word(name, PLAN_READERS)
        return ask_extension(
            plan=plan, new_end=date(2026, 5, 22), reason=reason, by=council.sam
        )

    note = canaries.word("declinednote", PLAN_READERS)
    decline_extension(extension=ask("declinedreason"), note=note, by=council.rita)
    ask("askedreason")


def evaluated_elsewhere(council: Council, canaries: Canaries) -> Plan:
    """A plan of Beech that was evaluated, with the school's comment."""

    def word(name: str) -> str:
        return canaries.word(f"end{name}", ELSEWHERE)

    raised(council, "suf_12", school="beech")
    plan = open_plan(record=council.record("beech"), by=council.sam)
    front = a_front(council, present=())
    plan = change_front(
        plan=plan, front=front, expected_version=plan.version, by=council.sam
    )
    with_priority(plan, by=council.eva)
    agreed_by(plan, Side.LA, council.sam)
    plan = agreed_by(plan, Side.SCHOOL, council.eva)
    said = Evaluation(
        held_on=TODAY,
        summary=word("summary"),
        outcome=EndEvaluation.Outcome.MET,
        taking=(
            Taking(word("present"), word("title")),
            Taking("Ann Hill", "Adviser", absent_because=word("absent")),
        ),
        minutes=60,
    )
    found = record_evaluation(plan=plan, evaluation=said, by=council.sam)
    comment_on_evaluation(
        evaluation=found,
        text=word("comment"),
        expected_version=found.version,
        by=council.eva,
    )
    return now(plan)


def cancelled_elsewhere(council: Council, canaries: Canaries) -> Plan:
    """A draft of Cedar that was cancelled."""
    raised(council, "suf_12", school="cedar")
    plan = open_plan(record=council.record("cedar"), by=council.sam)
    reason = canaries.word("cancelledplan", ELSEWHERE)
    return cancel_plan(plan=plan, reason=reason, by=council.rita)
