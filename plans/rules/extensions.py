"""When a plan may last longer, on what basis, and who says so (INV-12, DEC-07)."""

from datetime import date

from plans.rules.limits import Limit
from sitrack.core.rules import RuleBroken

WITHIN, IEB, EXCEPTION = "within", "ieb", "exception"


class NoGround(RuleBroken):
    """The level's limit forbids it: the page offers what can be done instead."""

    def __init__(self, limit: Limit, *, takes_board: bool) -> None:
        last = f"{limit.last_day:%-d %B %Y}"
        instead = "Ask for an exception, which the head of service approves."
        if takes_board and not limit.by_board:
            instead = (
                "No Interim Executive Board is recorded that allows more. Have the board"
                " recorded with the day it began, or ask for an exception, which the"
                " head of service approves."
            )
        super().__init__(
            f"A plan at this level lasts up to {limit.words}: until {last} at the"
            f" latest. {instead}",
            "new_end",
        )


def check_longer(*, new_end: date, ends_on: date, today: date) -> None:
    """An extension ends after the plan does, and not in the past."""
    if new_end <= ends_on:
        raise RuleBroken(
            f"Choose a day after {ends_on:%-d %B %Y}, when the plan ends now.",
            "new_end",
        )
    if new_end < today:
        raise RuleBroken("That day has passed already. Choose a later one.", "new_end")


def basis_of(
    new_end: date,
    *,
    base: Limit | None,
    with_board: Limit | None,
    takes_board: bool,
    exception: bool,
) -> str:
    """On what basis a plan may last until a day.

    Within the level's limit it needs none. Past it a board counts up to its own limit;
    all else is an exception, and has to be asked for as one (ACC-052).
    """
    if base is None or new_end <= base.last_day:
        return WITHIN
    if with_board and with_board.by_board and new_end <= with_board.last_day:
        return IEB
    if exception:
        return EXCEPTION
    if not base.is_known:
        raise RuleBroken(
            f"The calendar holds no term after {base.last_day:%-d %B %Y}. Choose a day"
            " up to then, or ask the administrator to add the next year.",
            "new_end",
        )
    raise NoGround(with_board or base, takes_board=takes_board)


def check_asked(*, state: str) -> None:
    """Of two who decide at once the second is told."""
    if state != "asked":
        raise RuleBroken("Somebody has already decided this request.")


def check_decider(*, asked_by: int, decided_by: int) -> None:
    """Nobody approves their own request."""
    if asked_by == decided_by:
        raise RuleBroken("Somebody else decides what you asked for.")


def check_note(note: str) -> None:
    """Who declines says why."""
    if not note.strip():
        raise RuleBroken("Say why, so that both sides can read it.", "note")


def check_still_so(*, old_end: date, ends_on: date) -> None:
    """A request is about the end that the plan had when it was asked for."""
    if old_end != ends_on:
        raise RuleBroken(
            "The plan’s end was changed since this was asked for. Decline it, and have"
            " it asked for again."
        )


def check_board(
    *, lengthens: bool, since: date | None, until: date | None, today: date
) -> None:
    """A board is recorded where it counts, with the days it sits (SUF-E-23)."""
    if not lengthens:
        raise RuleBroken(
            "At this level an Interim Executive Board does not lengthen the plan."
        )
    if since is None:
        if until is not None:
            raise RuleBroken("Enter the day on which the board began.", "since")
        return
    if since > today:
        raise RuleBroken(
            "A board is recorded once it is in place. Enter a day up to today.", "since"
        )
    if until is not None and until < since:
        raise RuleBroken("The board cannot end before it began.", "until")


def check_board_goes(*, relied_on: bool, since: date | None) -> None:
    """A board on which an extension rests is ended, never taken away."""
    if relied_on and since is None:
        raise RuleBroken(
            "The plan was extended because of this board. Enter the day it ended"
            " instead.",
            "since",
        )
