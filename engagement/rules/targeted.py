"""What a targeted-support letter must say, and what a school can answer (DEC-13)."""

from collections.abc import Collection, Mapping
from datetime import date

from sitrack.core.rules import RuleBroken


def check_letter(*, trend: str, parts: Collection[object]) -> None:
    """WIL-O-07, WIL-O-08: a trend in the data, and at least one form of support."""
    if not trend.strip():
        raise RuleBroken("Describe the trend that the data shows.", "trend")
    if not parts:
        raise RuleBroken("Offer at least one form of support.")


def check_note(
    *, day: date, first: date, last: date, parts: Collection[object]
) -> None:
    """What was agreed has a day of the year that is not to come, and a form of support."""
    if not first <= day <= last:
        raise RuleBroken(
            f"Enter a day from {first:%-d %B %Y} to {last:%-d %B %Y}.", "agreed_on"
        )
    if not parts:
        raise RuleBroken("Choose at least one form of support.")


def check_withdrawal(*, reason: str, has_letter: bool, is_off: bool) -> None:
    """Only what has no letter yet is withdrawn, once, and the school is told why."""
    if has_letter:
        raise RuleBroken("The letter about it has gone, so the note stands.")
    if is_off:
        raise RuleBroken("This note was withdrawn already.")
    if not reason.strip():
        raise RuleBroken("Say why it is withdrawn.", "reason")


def check_answers(answers: Mapping[str, str], *, costs: Mapping[str, str]) -> None:
    """Each part is answered; what costs nothing needs no answer."""
    open_parts = [code for code, cost in costs.items() if cost]
    unanswered = [code for code in open_parts if not answers.get(code)]
    if unanswered:
        raise RuleBroken(
            "Say of each part that costs something whether you would like it.",
            unanswered[0],
        )


def check_open(*, answered: bool) -> None:
    if answered:
        raise RuleBroken("The school has answered this letter already.")
