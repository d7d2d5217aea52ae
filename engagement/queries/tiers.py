"""What a framework offers a school beside its level, in the definition's words."""

from dataclasses import dataclass
from functools import lru_cache

from engagement.definitions.saying import Said
from engagement.models import FrameworkVersion


@dataclass(frozen=True)
class TierShown:
    """An offer: what it is called, what it brings, and whether the level brings it."""

    code: str
    label: str
    lines: list[Said]
    own: bool
    at_any_level: bool


def tiers_of(framework: FrameworkVersion, offer: str) -> list[TierShown]:
    """The offers of a framework, in its order; ``offer`` is the code of the level's."""
    return [
        TierShown(
            code=one["code"],
            label=one["label"],
            lines=[Said(**line) for line in one.get("lines") or ()],
            own=one["code"] == offer,
            at_any_level=bool(one.get("at_any_level")),
        )
        for one in framework.offers
    ]


def tier_named(framework: FrameworkVersion, offer: str) -> str:
    """What the offer of a level is called; empty where the level brings none. It reads
    nothing of the framework where it does not."""
    if not offer:
        return ""
    return _labels(framework.digest, framework.pk).get(offer, "")


@lru_cache(maxsize=32)
def _labels(digest: str, framework: int) -> dict[str, str]:
    rows = FrameworkVersion.objects.filter(pk=framework)
    offers = rows.values_list("offers", flat=True).get()
    return {one["code"]: one["label"] for one in offers}
