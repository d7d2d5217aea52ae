"""What the pages that join the apps conclude from facts: no models, no request."""

from dataclasses import dataclass
from datetime import date, timedelta

NEWS_OF_A_LEVEL = timedelta(days=120)


@dataclass(frozen=True)
class Question:
    """A question for the next governors' meeting, and what gives rise to it."""

    text: str
    why: str


@dataclass(frozen=True)
class Position:
    """What governors may know of a school: no draft, no proposal, no shared note."""

    level: str
    level_before: str
    level_since: date | None
    views_differ: bool
    priorities: int
    steps_late: int
    steps_open: int


def questions_about(position: Position, today: date) -> list[Question]:
    """Questions that a school's own position raises, the most pressing first.

    They ask and do not judge: governors lead by asking (SUF-P-10), looking forward
    (SUF-P-07), with the trajectory, outcomes and the school's own aims (SUF-P-06).
    """
    return [
        *_about_views(position),
        *_about_level(position, today),
        *_about_steps(position),
        *_about_priorities(position),
    ]


def _about_views(position: Position) -> list[Question]:
    if not position.views_differ:
        return []
    return [
        Question(
            "What evidence does each view of the next inspection rest on, and what"
            " would bring the two views together?",
            "The school and the local authority see it differently this term.",
        )
    ]


def _about_level(position: Position, today: date) -> list[Question]:
    since = position.level_since
    if not position.level_before or since is None or today - since > NEWS_OF_A_LEVEL:
        return []
    return [
        Question(
            "What has changed at the school, and how will we know that the support"
            " makes a difference?",
            f"The level went from “{position.level_before}” to “{position.level}”"
            f" on {since:%-d %B %Y}.",
        )
    ]


def _about_steps(position: Position) -> list[Question]:
    if position.steps_late:
        return [
            Question(
                "What stands in the way of the steps that are past their day, and"
                " what help would move them on?",
                f"{_steps(position.steps_late)} agreed with the local authority"
                f" {'is' if position.steps_late == 1 else 'are'} past the day set.",
            )
        ]
    if position.steps_open:
        return [
            Question(
                "Are the agreed steps on the way, and what have they changed so far?",
                f"{_steps(position.steps_open)} agreed with the local authority"
                f" {'is' if position.steps_open == 1 else 'are'} open.",
            )
        ]
    return []


def _about_priorities(position: Position) -> list[Question]:
    if not position.priorities:
        return [
            Question(
                "Which priorities does the school work on this year?",
                "None are entered in the record yet.",
            )
        ]
    return [
        Question(
            "What difference have our actions made to each priority, and how do we know?",
            "The school works on one priority."
            if position.priorities == 1
            else f"The school works on {position.priorities} priorities.",
        )
    ]


def _steps(number: int) -> str:
    return "One next step" if number == 1 else f"{number} next steps"
