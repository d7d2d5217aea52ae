"""How a plan leaves its timescale: evaluated, in transition, closed (SM-2)."""

from collections.abc import Iterable
from datetime import date

from plans.rules.limits import ONE_DAY, Limit
from sitrack.core.rules import RuleBroken

RUN_OUT, EARLY = "run_out", "early"
# SM-2: a transition starts from the evaluation.
NOT_EVALUATED = (
    "Record the evaluation at the end of the timescale first: the transition starts"
    " from it."
)


def check_can_evaluate(*, state: str) -> None:
    """SUF-A-20: the evaluation belongs to the end of a timescale that runs."""
    if state in {"draft", "agreed"}:
        raise RuleBroken(
            "This plan is not under way yet, so there is nothing to judge."
        )
    if state != "active":
        raise RuleBroken(
            "This plan has left its timescale, so its evaluation stands as it is."
        )


def check_held_on(*, held_on: date, starts_on: date, today: date) -> None:
    """The evaluation is held while the plan runs, and is not written beforehand."""
    if held_on > today:
        raise RuleBroken(
            "Enter a day up to today: it is recorded once held.", "held_on"
        )
    if held_on < starts_on:
        raise RuleBroken(
            f"The plan began on {starts_on:%-d %B %Y}. Enter a day from then on.",
            "held_on",
        )


def check_accounted_for(
    *, asked: Iterable[str], there: Iterable[str], excused: Iterable[str]
) -> None:
    """SUF-A-22, ACC-058: whoever was at the last review was there, or it says why not."""
    present, absent = list(there), list(excused)
    if not present:
        raise RuleBroken("Say who was present.", "others")
    silent = [name for name in asked if name not in present and name not in absent]
    if silent:
        raise RuleBroken(
            f"{_listed(silent)} took part in the last review. Say why they were not"
            " there, in a word or two."
        )


def check_nothing_asked(*, is_asked: bool) -> None:
    """An extension that waits for a decision is decided before the plan moves on."""
    if is_asked:
        raise RuleBroken(
            "A longer timescale is asked for. Approve or decline that first."
        )


def check_end_moved(*, ends_on: date, before: date, held_on: date) -> None:
    """The timescale may end earlier than agreed, once it is evaluated; never later."""
    if ends_on > before:
        raise RuleBroken(
            f"The plan ends on {before:%-d %B %Y}. A later end is an extension.",
            "ends_on",
        )
    if ends_on < min(held_on, before):
        raise RuleBroken(
            f"It was evaluated on {held_on:%-d %B %Y}. Choose that day or a later one.",
            "ends_on",
        )


def check_transition(
    *, until: date, ends_on: date, limit: Limit | None, today: date
) -> None:
    """INV-13: the transition starts the day after the end and lasts one term at most."""
    starts = f"{ends_on + ONE_DAY:%-d %B %Y}"
    if until <= ends_on:
        raise RuleBroken(
            f"The transition starts on {starts}, the day after the plan’s end. Choose a"
            " day from then on.",
            "until",
        )
    if limit and until > limit.last_day:
        last = f"{limit.last_day:%-d %B %Y}"
        if not limit.is_known:
            raise RuleBroken(
                f"The calendar holds no term after {last}. Choose a day up to then, or"
                " ask the administrator to add the next year.",
                "until",
            )
        raise RuleBroken(
            f"The transition starts on {starts} and lasts up to {limit.words}: until"
            f" {last} at the latest.",
            "until",
        )
    if until < today:
        raise RuleBroken(
            "That transition would be over already. Choose a later day, or have the"
            " timescale extended first.",
            "until",
        )


def ending_of(*, transition_ends_on: date, today: date, reason: str) -> str:
    """SM-2: a plan closes when its transition is over, or earlier with a reason."""
    if today >= transition_ends_on:
        return RUN_OUT
    if not reason.strip():
        raise RuleBroken(
            f"The transition lasts until {transition_ends_on:%-d %B %Y}. To close the"
            " plan before that, say why.",
            "reason",
        )
    return EARLY


def no_higher_level(level: str) -> str:
    """SM-2: a plan is ended by a higher level only once that level is approved."""
    return (
        f"No level above “{level}” is approved for this school. Propose one and have it"
        " approved first; a plan can also be cancelled with a reason."
    )


def check_step_down(*, state: str, is_lower: bool) -> None:
    """INV-13: the step-down follows the transition, to a level below the present one."""
    if state != "transition":
        raise RuleBroken(
            "The step-down is dated the day after the transition. Move the plan into"
            " its transition first."
        )
    if not is_lower:
        raise RuleBroken("Choose a level below the one in force.", "level")


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
