"""What people do before a page is read."""

from typing import Any

from engagement.models import Side, TrajectoryView
from engagement.services.proposals import Proposal, draft_level, propose
from engagement.services.sections import give_trajectory
from sitrack.core.models import User
from tests.universe import TODAY, Council


def give(council: Council, side: str, option: str, by: User, **more: Any) -> None:
    """One side's view of the next inspection this autumn."""
    give_trajectory(
        record=council.record(),
        term=council.terms["autumn"],
        subject=TrajectoryView.Subject.INSPECTION,
        viewpoint=side,
        option=council.option("ofsted_trajectory", option),
        comment="",
        expected_version=0,
        by=by,
        **more,
    )


def proposal(council: Council, side: Side = Side.LA) -> Any:
    by = council.sam if side == Side.LA else council.helen
    drafted = draft_level(
        record=council.record(),
        proposal=Proposal(
            council.level("suf_12"), TODAY, (), rationale="Outcomes fell."
        ),
        side=side,
        by=by,
    )
    return propose(assignment=drafted, by=by)
