"""Leaving intensive support: five criteria, the gate, and who says so (WIL-X)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sitrack.core.rules import RuleBroken


@dataclass(frozen=True)
class Judgement:
    """What an inspection found, as far as the gate asks: its overall outcome."""

    held_on: date
    outcome: str


@dataclass(frozen=True)
class GateResult:
    """Whether a school may leave: not asked for, satisfied, or still shut, and why."""

    open: bool
    words: str


def gate_of(
    judgements: Iterable[Judgement],
    *,
    asked_by: Sequence[str],
    met_by: Sequence[str],
    converted_on: date | None,
) -> GateResult:
    """WIL-X-06, ACC-065: a school that was judged so leaves only after a good judgement
    recorded since, or once it joined an academy since."""
    held = sorted(judgements, key=lambda one: one.held_on)
    shut = [one for one in held if _is(one.outcome, asked_by)]
    if not shut:
        return GateResult(
            open=True,
            words="No inspection asks for a good judgement before the school leaves.",
        )
    last = shut[-1]
    since = [
        one for one in held if one.held_on > last.held_on and _is(one.outcome, met_by)
    ]
    judged = f"{last.outcome}, {last.held_on:%-d %B %Y}"
    if since:
        found = since[-1]
        return GateResult(
            open=True,
            words=f"Judged {judged}; since then {found.outcome}, {found.held_on:%-d %B %Y}.",
        )
    if converted_on is not None and converted_on >= last.held_on:
        day = f"{converted_on:%-d %B %Y}"
        return GateResult(
            open=True, words=f"Judged {judged}; it joined an academy on {day}."
        )
    return GateResult(
        open=False,
        words=f"Judged {judged}, and no good judgement is recorded since, nor that it joined"
        " an academy.",
    )


def _is(outcome: str, words: Sequence[str]) -> bool:
    return outcome.strip().casefold() in {word.casefold() for word in words}


def lacking(
    criteria: Mapping[str, str],
    *,
    met: Mapping[str, bool],
    evidence: Mapping[str, str],
    impact: Iterable[str],
    gate: GateResult,
    acknowledged: bool,
) -> list[str]:
    """What still stands in the way of the exit, criterion by criterion; ``criteria``
    are the texts by code (DEC-17)."""
    found = [f"“{text}”" for code, text in criteria.items() if not met.get(code)]
    found += [
        f"the evidence for “{text}”"
        for code, text in criteria.items()
        if met.get(code) and not evidence.get(code, "").strip()
    ]
    if not list(impact):
        found.append("evidence of impact: some or all of the five kinds")
    if not gate.open:
        found.append(f"the judgement that the gate asks for ({gate.words.rstrip('.')})")
    if not acknowledged:
        found.append("the school’s word that it has the criteria")
    return found


def check_ready(lacks: Sequence[str]) -> None:
    """ACC-065: all that is missing is named at once; the school stays in support."""
    if lacks:
        raise RuleBroken(
            f"The school stays in support for now. Still missing: {'; '.join(lacks)}."
        )


def check_approver(*, judged_by: int | None, by: int) -> None:
    """WIL-X-12: the one judges, the other approves."""
    if judged_by == by:
        raise RuleBroken(
            "You judged the school ready, so somebody else who may approve the exit must."
        )


def check_judged(*, judged: bool) -> None:
    if not judged:
        raise RuleBroken("Nobody has judged the school ready yet: that comes first.")


def check_not_judged(*, judged: bool) -> None:
    if judged:
        raise RuleBroken(
            "The school was judged ready, and it waits for approval. Whoever approves can"
            " return it first."
        )


def check_level(*, intensive: bool) -> None:
    """A school that leaves goes to a level without this offer (ACC-066)."""
    if intensive:
        raise RuleBroken(
            "That level brings intensive support again. Choose another.", "level"
        )
