"""Deciding what another asked for, once: the second of two clickers loses politely."""

from typing import Any

from protection.models import Outcome
from sitrack.core import clock
from sitrack.core.models import User
from sitrack.core.rules import RuleBroken


def refuse_the_asker(row: Any, *, by: User) -> None:
    """Raises RuleBroken for whoever asked for it."""
    if by == row.asked_by:
        raise RuleBroken("Somebody else than you, who asked for it, must confirm it.")


def decide(row: Any, outcome: Outcome, *, by: User, note: str = "") -> None:
    """Note what was decided. Raises RuleBroken where somebody has decided already."""
    changed = (
        type(row)
        ._base_manager.filter(pk=row.pk, outcome="")
        .update(
            outcome=outcome, decided_by=by, decided_at=clock.now(), note=note.strip()
        )
    )
    if not changed:
        raise RuleBroken("This was decided already.")
