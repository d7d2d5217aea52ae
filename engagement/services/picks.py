"""What one side holds to be true of a school, and what shows it."""

from collections.abc import Iterable
from dataclasses import dataclass

from engagement.models import (
    Criterion,
    CriterionPick,
    LevelAssignment,
    Side,
    Theme,
    ThemeEvidence,
)
from schools.models import InspectionResult


@dataclass(frozen=True)
class Pick:
    """A criterion that one side holds to be true, with what shows it, and the
    inspection that offered it."""

    criterion: Criterion
    evidence: str = ""
    not_applicable: bool = False
    inspection: InspectionResult | None = None
    decisive: bool = False


@dataclass(frozen=True)
class ThemeSaid:
    """What shows a side's picks of a theme, where a level is a best fit."""

    theme: Theme
    text: str


def write_picks(
    assignment: LevelAssignment,
    picks: Iterable[Pick],
    themes: Iterable[ThemeSaid],
    side: Side,
) -> None:
    """Keep what a side says now in place of what it said before."""
    assignment.picks.filter(side=side).delete()
    CriterionPick.objects.bulk_create(
        CriterionPick(
            assignment=assignment,
            criterion=pick.criterion,
            side=side,
            evidence=pick.evidence,
            not_applicable=pick.not_applicable,
            inspection=pick.inspection,
            decisive=pick.decisive or pick.criterion.decisive,
        )
        for pick in picks
    )
    if not assignment.record.framework.is_best_fit:
        return
    assignment.theme_evidence.filter(side=side).delete()
    ThemeEvidence.objects.bulk_create(
        ThemeEvidence(
            assignment=assignment, theme=said.theme, side=side, text=said.text
        )
        for said in themes
        if said.text.strip()
    )
