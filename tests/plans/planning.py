"""Plans at any stage, made through the services."""

from dataclasses import replace

from engagement.models import LevelAssignment, Side, View
from engagement.services.decisions import approve
from engagement.services.proposals import draft_level, give_view, propose
from plans.models import Plan
from plans.services.opening import open_plan
from tests.engagement.proposing import a_proposal
from tests.universe import TODAY, Council


def raised(
    council: Council, code: str = "suf_12", *, school: str = "hawthorn"
) -> LevelAssignment:
    """A level that is in force from today, agreed by both sides."""
    heads = {"hawthorn": council.helen}
    draft = draft_level(
        record=council.record(school),
        proposal=replace(a_proposal(council, code), effective_from=TODAY),
        side=Side.LA,
        by=council.sam,
    )
    propose(assignment=draft, by=council.sam)
    give_view(assignment=draft, view=View.AGREES, by=heads.get(school, council.eva))
    decider = council.hana if draft.level.statutory else council.rita
    return approve(assignment=draft, by=decider)


def opened(council: Council, code: str = "suf_12", *, school: str = "hawthorn") -> Plan:
    """The draft that Sam begins once the level is in force."""
    raised(council, code, school=school)
    return open_plan(record=council.record(school), by=council.sam)
