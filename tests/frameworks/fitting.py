"""What is typed into the pages of a level that is a best fit, and proposals of one."""

import uuid
from datetime import date
from typing import Any

from engagement.models import ChangeEvidence, LevelAssignment, Side, View
from engagement.services.change_evidence import Cited
from engagement.services.picks import Pick, ThemeSaid
from engagement.services.proposals import Proposal, draft_level, give_view, propose
from tests.universe import Council

EFFECTIVE = date(2025, 11, 20)
A_LETTER = Cited(
    ChangeEvidence.Kind.LETTER, date(2025, 11, 3), "Letter to the headteacher"
)
WHY = "Leadership weighs most: the headteacher is new and two posts stand open."


def theme(council: Council, code: str) -> Any:
    return council.framework.themes.get(code=code)


def a_fit(
    council: Council,
    level: str = "wil_vulnerable",
    *,
    codes: tuple[str, ...] = ("WIL-C-LM-V4", "WIL-C-LM-V9", "WIL-C-ST-V1"),
    heavy: tuple[str, ...] = ("WIL-C-LM-V4",),
    why: str = WHY,
    day: date = EFFECTIVE,
    cited: Cited | None = A_LETTER,
) -> Proposal:
    """A level with its picks under themes, and what shows one theme."""
    return Proposal(
        level=council.level(level),
        effective_from=day,
        picks=tuple(
            Pick(council.criterion(code), decisive=code in heavy) for code in codes
        ),
        reason="The head left in October",
        rationale=why,
        themes=(ThemeSaid(theme(council, "LM"), "Two leaders began in September"),),
        cited=cited,
    )


def drafted_fit(council: Council, **facts: Any) -> LevelAssignment:
    return draft_level(
        record=council.record(),
        proposal=a_fit(council, **facts),
        side=Side.LA,
        by=council.sam,
    )


def proposed_fit(council: Council, **facts: Any) -> LevelAssignment:
    return propose(assignment=drafted_fit(council, **facts), by=council.sam)


def viewed_fit(council: Council, **facts: Any) -> LevelAssignment:
    return give_view(
        assignment=proposed_fit(council, **facts), view=View.AGREES, by=council.helen
    )


def typed_fit(step: str = "propose", **changed: Any) -> dict[str, Any]:
    """A proposal of Vulnerable as a browser posts it."""
    return {
        "submit_token": str(uuid.uuid4()),
        "step": step,
        "fit_LM_wil_vulnerable": ["WIL-C-LM-V4", "WIL-C-LM-V9"],
        "fit_ST_wil_vulnerable": ["WIL-C-ST-V1"],
        "heavy_WIL-C-LM-V4": "on",
        "shows_LM": "Two leaders began in September",
        "level": "wil_vulnerable",
        "effective_from": "20/11/2025",
        "reason": "The head left in October",
        "rationale": WHY,
        "evidence": "letter",
        "evidence_words": "Letter to the headteacher",
        "evidence_on": "03/11/2025",
        **changed,
    }
