"""Which level the picks of each theme lie nearest to. Nothing is added up over themes:
it is shown beside the choice, and people decide (WIL-L, DP-02)."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Characteristic:
    """A characteristic that was picked: its theme, the level it speaks for, and
    whether it weighs heavily."""

    theme: int
    level: str
    decisive: bool = False


@dataclass(frozen=True)
class ThemeFit:
    """How many characteristics of each level are picked in one theme, how many of them
    are decisive, and the level with most of them; None where two have as many."""

    theme: int
    picked: Counter[str]
    decisive: Counter[str]

    @property
    def level(self) -> str | None:
        return _most(self.picked)


def fit_by_theme(picks: Iterable[Characteristic]) -> list[ThemeFit]:
    """The themes in which something is picked."""
    grouped: dict[int, list[Characteristic]] = defaultdict(list)
    for pick in picks:
        grouped[pick.theme].append(pick)
    return [
        ThemeFit(
            theme,
            Counter(pick.level for pick in held),
            Counter(pick.level for pick in held if pick.decisive),
        )
        for theme, held in grouped.items()
    ]


def most_themes(fits: Iterable[ThemeFit]) -> str | None:
    """The level that more themes lie nearest to than to any other, if there is one."""
    return _most(Counter(fit.level for fit in fits if fit.level))


def _most(counted: Counter[str]) -> str | None:
    ranked = counted.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]
