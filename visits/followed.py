"""Next steps that are followed on another page, such as an action of a plan.

An app above says so as it registers its sentences. What a step became is followed
there, and closes the step with it: here nothing is to be done with it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q

from sitrack.core.models import User
from visits.models import NextStep


@dataclass(frozen=True)
class Followed:
    """Where a step is followed, or could be: what its page says, and the other page."""

    words: str
    href: str
    is_taken: bool


Finder = Callable[[NextStep, User], Followed | None]
_finders: list[Finder] = []
_conditions: list[Q] = []


def register(find: Finder, *, taken: Q) -> None:
    """Have each step looked up; ``taken`` is the condition of those followed there."""
    if find not in _finders:
        _finders.append(find)
        _conditions.append(taken)


def followed(step: NextStep, reader: User) -> Followed | None:
    """Where the step is followed, or could be."""
    found = (find(step, reader) for find in _finders)
    return next((one for one in found if one), None)


def followed_here() -> Q:
    """The condition of the steps that are followed on their own pages."""
    here = Q()
    for taken in _conditions:
        here &= ~taken
    return here
