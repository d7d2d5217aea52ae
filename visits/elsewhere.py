"""Visits that are written up on another page, such as the sitting of a plan's review.

An app above says so for a category of visits, as it registers its sentences.
"""

from collections.abc import Callable
from dataclasses import dataclass

from visits.models import Visit


@dataclass(frozen=True)
class Elsewhere:
    """Where a visit is read and where it is written up, and what it is there."""

    name: str
    read: str
    write: str


Finder = Callable[[Visit], Elsewhere | None]
_finders: dict[str, Finder] = {}


def register(category: str, find: Finder) -> None:
    """Have visits of types in this category looked up."""
    _finders[category] = find


def elsewhere(visit: Visit) -> Elsewhere | None:
    """Where the visit is written up, if not on the page of its own note."""
    find = _finders.get(visit.visit_type.category if visit.visit_type else "")
    return find(visit) if find else None
