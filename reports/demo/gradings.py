"""Gradings of quality indicators, and the visits that validate them."""

from collections.abc import Callable, Iterator

from engagement.models import Validation
from engagement.services.gradings import Graded, enter_gradings
from engagement.services.validations import (
    Outcome,
    Planned,
    agree_validation,
    hold_validation,
    propose_validation,
)
from reports.demo.cast import Act, Cast, Story
from sitrack.core.models import User


def acts_of_gradings(
    cast: Cast, gradings: list[Story], validations: list[Story]
) -> list[Act]:
    """Each as it was entered, or proposed, agreed and held, as far as its story goes."""
    return [
        *(_graded(cast, story) for story in gradings),
        *(act for story in validations for act in _validated(cast, story)),
    ]


def _graded(cast: Cast, story: Story) -> Act:
    by = cast.officer(story["school"])
    graded = Graded(story["source"], cast.day(story["graded"]), story["grades"])
    entered = cast.days.later(graded.graded_on, 1)
    return Act(
        cast.days.moment(entered, "11:20"),
        by,
        lambda: enter_gradings(
            school=cast.schools[story["school"]],
            framework=cast.framework,
            graded=graded,
            by=by,
        ),
    )


def _validated(cast: Cast, story: Story) -> Iterator[Act]:
    officer, lead = cast.officer(story["school"]), cast.lead_of(story["school"])
    made: list[Validation] = []

    def propose() -> None:
        planned = Planned(
            story["kind"], tuple(story["indicators"]), cast.day(story["scheduled"])
        )
        made.append(
            propose_validation(
                school=cast.schools[story["school"]],
                framework=cast.framework,
                planned=planned,
                by=officer,
            )
        )

    yield Act(cast.moment(story["proposed"], "10:10"), officer, propose)
    yield Act(cast.moment(story["agreed"], "09:30"), lead, _agree(made, lead))
    if "found" in story:
        outcome = Outcome(
            cast.day(story["scheduled"]),
            story["found"],
            story["agenda"],
            story["report"],
        )
        at = cast.moment(story["scheduled"], "16:30")
        yield Act(at, officer, _hold(cast, made, outcome, officer))


def _agree(made: list[Validation], by: User) -> Callable[[], object]:
    def agree() -> object:
        found = Validation.objects.get(pk=made[0].pk)
        return agree_validation(validation=found, expected_version=found.version, by=by)

    return agree


def _hold(
    cast: Cast, made: list[Validation], outcome: Outcome, by: User
) -> Callable[[], object]:
    def hold() -> object:
        found = Validation.objects.get(pk=made[0].pk)
        return hold_validation(
            validation=found,
            framework=cast.framework,
            outcome=outcome,
            expected_version=found.version,
            by=by,
        )

    return hold
