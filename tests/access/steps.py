"""Next steps that were given to people, moved, closed and dropped, with words in their texts."""

from datetime import date

from tests.access.canaries import GOVERNORS, LA, LEADERS, TEAM, Canaries
from tests.universe import Council
from visits.models import NextStep, Visit
from visits.services.steps import close_step, drop_step, move_step


def add_steps(council: Council, canaries: Canaries) -> dict[str, NextStep]:
    """Steps that were given to people, moved with a reason, closed with a
    note and dropped with a reason."""
    both, all_three = LA | LEADERS, LA | LEADERS | GOVERNORS
    sena, theo = council.persons["sena"], council.persons["theo"]
    given = council.step(
        canaries.word("givenstep", all_three | {"eva"}), who="Sena Frost", person=sena
    )
    closed = council.step(canaries.word("closedstep", all_three))
    dropped = council.step(canaries.word("droppedstep", all_three))
    final = council.final_visit(steps=(given, closed, dropped), minutes=1)
    theos = council.step(
        canaries.word("theosstep", both | TEAM), who="Theo Grant", person=theo
    )
    shared = council.shared_visit(
        steps=(theos,),
        minutes=1,
        texts={"focus": canaries.word("theosfocus", both), "summary": "Read"},
    )
    first, second, third = final.next_steps.order_by("order")
    move_step(
        step=first,
        by=council.sam,
        expected_version=first.version,
        due_on=date(2025, 12, 8),
        reason=canaries.word("movereason", both),
    )
    note = canaries.word("closingnote", all_three)
    close_step(step=second, by=council.helen, expected_version=1, note=note)
    reason = canaries.word("dropreason", all_three)
    drop_step(step=third, by=council.sam, expected_version=1, reason=reason)
    return {"given": first, "theos": shared.next_steps.get()}


def steps_of(visits: dict[str, Visit]) -> dict[str, NextStep]:
    """The step of each of some visits, by the visit's name."""
    names = ("shared", "draft", "birch")
    return {name: visits[name].next_steps.get() for name in names}
