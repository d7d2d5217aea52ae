"""What a version says of its phases and benchmarks, read once for each process."""

from dataclasses import dataclass
from functools import lru_cache

from engagement.models import Criterion, FrameworkVersion, Level, Theme


@dataclass(frozen=True)
class Grid:
    """The phases, themes and benchmarks of a version, which are the same for every
    school of it."""

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
        tuple(Theme.objects.filter(framework=framework).order_by("order")),
        tuple(criteria.order_by("order")),
    )
