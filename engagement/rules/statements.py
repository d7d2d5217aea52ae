"""How the statement of a year's level is agreed and signed (WIL-W-01..03, LET-05)."""

from collections.abc import Collection
from datetime import date, timedelta

from sitrack.core.rules import RuleBroken, Transition

OPEN, WHOLE = "open", "whole"
WRITER, SIGNER, SYSTEM = "writer", "signer", "sitrack"
# From when before its year a level can be agreed: the July before (SM-8, CAD-08).
BEFORE_THE_YEAR = timedelta(days=62)

TRANSITIONS = {
    step.verb: step
    for step in (
        Transition("change", frozenset({OPEN}), OPEN, WRITER),
        Transition("sign", frozenset({OPEN}), OPEN, SIGNER),
        Transition("complete", frozenset({OPEN}), WHOLE, SYSTEM),
    )
}
NO_LEVEL = (
    "No level is decided for this year yet. Propose the level first; the statement is"
    " written once it is approved."
)
STANDS = (
    "Everybody has signed this statement, and it stands as it was signed. Where the"
    " level is to change, propose another."
)


def check_can(verb: str, *, state: str) -> Transition:
    """The transition, if the state allows it: what is whole is frozen."""
    step = TRANSITIONS[verb]
    if state not in step.sources:
        raise RuleBroken(STANDS)
    return step


def check_agreed_on(*, day: date, start: date, end: date, today: date) -> None:
    """WIL-W-02: in the July before the year, or within it, and not ahead of today."""
    first = start - BEFORE_THE_YEAR
    if day > today:
        raise RuleBroken(
            f"{day:%-d %B %Y} lies ahead. Enter the day on which the level was agreed.",
            "agreed_on",
        )
    if not first <= day <= end:
        raise RuleBroken(
            f"The level of this year is agreed from {first:%-d %B %Y} to"
            f" {end:%-d %B %Y}. Enter a day between them.",
            "agreed_on",
        )


def check_as_read(*, read: int, edition: int, same_level: bool) -> None:
    """Whoever signs has read the very words, and the level still holds."""
    if read != edition:
        raise RuleBroken(
            "The statement was changed since you opened it. Read it again before you"
            " sign."
        )
    if not same_level:
        raise RuleBroken(
            "The school’s level has changed since this statement was written. It is"
            " written anew before anybody signs."
        )


def check_signs(*, held: bool, done: bool, again: bool) -> None:
    """Each of the signers signs once, and each is another person."""
    if not held:
        raise RuleBroken("You do not hold the post that you would sign for.")
    if done:
        raise RuleBroken("The statement is signed for this post already.")
    if again:
        raise RuleBroken(
            "You have signed this statement already. Each of those who sign is another"
            " person."
        )


def is_complete(signers: Collection[str], signed: Collection[str]) -> bool:
    """Whether everybody has signed the words as they stand."""
    return set(signers) <= set(signed)
