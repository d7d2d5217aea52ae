"""The levels, themes and criteria of a version, read once for each process."""

from dataclasses import dataclass
from functools import lru_cache

from engagement.models import Criterion, FrameworkVersion, Level, Theme


@dataclass(frozen=True)
class Grid:
    """What is the same for every school of a version; criteria by level, then in the
    order of the definition."""

    levels: tuple[Level, ...]
    themes: tuple[Theme, ...]
    criteria: tuple[Criterion, ...]


def grid_of(framework: FrameworkVersion) -> Grid:
    return _grid(framework.digest, framework.pk)


@lru_cache(maxsize=16)
def _grid(digest: str, framework: int) -> Grid:
    criteria = Criterion.objects.filter(framework=framework).select_related("level")
    return Grid(
        tuple(Level.objects.filter(framework=framework)),
        tuple(Theme.objects.filter(framework=framework)),
        tuple(criteria),
    )
