"""What a review of a plan asks for, and when it says that the level is looked at."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from sitrack.core.rules import RuleBroken

OVER = frozenset({"closed", "cancelled"})


class Recorded(StrEnum):
    """How much of a review is written down."""

    NOT = "Not recorded"
    PARTLY = "Partly recorded"
    FULLY = "Fully recorded"


@dataclass(frozen=True)
class Problem:
    """What is missing or wrong, and the box that it belongs to."""

    field: str
    message: str


class NotReady(RuleBroken):
    """The review cannot be saved so; ``problems`` says all that is wrong."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(f"{problems[0].message}.", problems[0].field)
        self.problems = list(problems)


class ActionFacts(NamedTuple):
    """An action as a review rates it: its words, and those of its rating."""

    key: int
    name: str
    rag: str = ""
    words: str = ""


@dataclass(frozen=True)
class PriorityFacts:
    """A priority as a review goes through it, or skips it."""

    key: int
    name: str
    text: str = ""
    skipped: bool = False
    actions: Sequence[ActionFacts] = ()

    @property
    def is_written(self) -> bool:
        rated = any(one.rag or one.words.strip() for one in self.actions)
        return bool(self.text.strip()) or rated

    @property
    def is_whole(self) -> bool:
        """Whether it is said how it stands, with a rating of each action."""
        said = bool(self.text.strip()) and all(one.rag for one in self.actions)
        return self.skipped or said


@dataclass(frozen=True)
class ReviewFacts:
    """What is written of a review."""

    on_track: bool | None = None
    off_track_reasons: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    priorities: Sequence[PriorityFacts] = ()


def check_can_review(
    *,
    plan_state: str,
    starts_on: date | None,
    held_on: date,
    today: date,
) -> None:
    """A review belongs to a plan that is agreed and has begun, and was held (SUF-E-16).

    Raises RuleBroken, which says what can be done instead.
    """
    if plan_state == "draft" or starts_on is None:
        raise RuleBroken(
            "This plan is still a draft. Once both sides have agreed it and it has"
            " begun, its progress can be reviewed."
        )
    if plan_state in OVER:
        raise RuleBroken(
            "This plan has ended, so it is reviewed no more. Log a visit instead."
        )
    if held_on < starts_on:
        raise RuleBroken(
            f"The plan began on {say(starts_on)}. A review is held on that day or"
            " later: log what came before it as a visit.",
            "held_on",
        )
    if held_on > today:
        raise RuleBroken(
            f"{say(held_on)} is in the future. Put the review in the diary, and record"
            " it once it was held.",
            "held_on",
        )


def check_plannable(*, plan_state: str, starts_on: date | None, day: date) -> None:
    """A review is put in the diary for a day on which the plan runs."""
    if plan_state == "draft" or starts_on is None:
        raise RuleBroken(
            "This plan is still a draft. Reviews are planned once it is agreed."
        )
    if plan_state in OVER:
        raise RuleBroken("This plan has ended, so it is reviewed no more.")
    if day < starts_on:
        raise RuleBroken(f"The plan begins on {say(starts_on)}.", "at")


def problems_of(facts: ReviewFacts) -> list[Problem]:
    """What is never saved: a rating or a "no" without words (INV-14, SUF-A-12), and a
    priority that is skipped and written about."""
    problems = []
    if facts.on_track is False and not facts.off_track_reasons.strip():
        message = "Summarise the reasons why the plan is not on track"
        problems.append(Problem("off_track_reasons", message))
    for priority in facts.priorities:
        if priority.skipped and priority.is_written:
            message = (
                f"You skip “{short(priority.name)}” and wrote about it too. Clear what"
                " you wrote, or do not skip it"
            )
            problems.append(Problem(f"skip_{priority.key}", message))
            continue
        for action in priority.actions:
            if action.rag and not action.words.strip():
                message = f"Say in words why “{short(action.name)}” is {action.rag}"
                problems.append(Problem(f"words_{action.key}", message))
            if action.words.strip() and not action.rag:
                message = f"Rate “{short(action.name)}” red, amber or green"
                problems.append(Problem(f"rag_{action.key}", message))
    return problems


def sharing_problems(
    facts: ReviewFacts, *, minutes: int | None, present: int
) -> list[Problem]:
    """What the school is to read is whole: who, how long, and whether on track."""
    problems = []
    if not minutes:
        problems.append(Problem("minutes", "Enter the time spent"))
    if not present:
        problems.append(Problem("present", "Say who was present"))
    if facts.on_track is None:
        problems.append(Problem("on_track", "Say whether the plan is on track"))
    return problems + problems_of(facts)


def check_belongs(rated: Collection[int], own: Collection[int], *, what: str) -> None:
    """A review speaks of its own plan alone. Raises RuleBroken."""
    if set(rated) - set(own):
        raise RuleBroken(
            f"That {what} is not in this plan. Open the page again to see the plan as"
            " it is now."
        )


def check_next(*, held_on: date, next_on: date | None) -> None:
    """The next review comes after this one."""
    if next_on is not None and next_on <= held_on:
        raise RuleBroken("The next review must be after this one.", "next_review_at")


def check_can_comment(*, shared: bool, text: str) -> None:
    """Both sides speak of what both have read."""
    if not shared:
        raise RuleBroken("Only a review that is shared can be commented on.")
    if not text.strip():
        raise RuleBroken("Enter your comment.", "text")


def recorded(facts: ReviewFacts, *, questions: Collection[str]) -> Recorded:
    """Whether a review is not, partly or fully recorded: each standing question, each
    priority that is not skipped and each of its actions, and whether on track."""
    answered = {key for key in questions if facts.answers.get(key, "").strip()}
    written = any(one.is_written or one.skipped for one in facts.priorities)
    if not answered and not written and facts.on_track is None:
        return Recorded.NOT
    whole = facts.on_track is not None and answered == set(questions)
    if whole and all(one.is_whole for one in facts.priorities):
        return Recorded.FULLY
    return Recorded.PARTLY


@dataclass(frozen=True)
class Verdict:
    """What one review said of the plan as a whole."""

    key: int
    held_on: date
    on_track: bool


@dataclass(frozen=True)
class LevelReview:
    """From which day the level is to be looked at, and the review that asks for it."""

    key: int
    since: date
    at_the_limit: bool = False


def level_review(
    verdicts: Sequence[Verdict], *, ends_on: date | None, today: date
) -> LevelReview | None:
    """INV-14: two reviews in a row said no, or the last did and the time is over.

    ``verdicts`` in the order of their days. A review that says yes ends the row.
    """
    row: list[Verdict] = []
    for verdict in verdicts:
        row = [] if verdict.on_track else [*row, verdict]
    if len(row) > 1:
        return LevelReview(row[1].key, row[1].held_on)
    if row and ends_on is not None and ends_on <= today:
        since = max(row[0].held_on, ends_on)
        return LevelReview(row[0].key, since, at_the_limit=True)
    return None


def short(text: str) -> str:
    """The beginning of a text, to name it in a sentence."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59].rstrip()}…"


def say(day: date) -> str:
    return f"{day:%-d %B %Y}"
