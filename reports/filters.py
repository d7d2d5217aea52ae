"""How the list of schools is narrowed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from engagement.models import Level
from schools.models import Region
from schools.queries.phases import phases_here
from sitrack.core.prepared import prepared
from sitrack.core.words import word, worded

NO_LEVEL = "none"
EVERY = "all"
LONGEST_NAME = 200
CHOSEN = SafeString(" selected")


@dataclass(frozen=True)
class Box:
    """One list to choose from: its name in the query, its label, what it offers."""

    name: str
    label: str
    options: SafeString


@prepared
def _regions() -> Any:
    return Region.objects.order_by("name", "pk").values_list("pk", "name")


@prepared
def _levels(framework: str) -> Any:
    levels = Level.objects.filter(framework__code=framework, framework__retired_on=None)
    return levels.order_by("order", "label").values_list("code", "label")


class SchoolFilter:
    """By name, region, level and phase; academies without an agreement on request.

    What is asked for and not understood finds nothing, and no words of it are kept.
    """

    NAMES = ("name", "region", "level", "phase", "which")

    def __init__(self, asked: QueryDict, *, framework: str) -> None:
        self.framework = framework
        self.asked = {name: asked.get(name, "").strip() for name in self.NAMES}

    @property
    def is_used(self) -> bool:
        return any(self.asked.values())

    @property
    def name(self) -> str:
        return self.asked["name"][:LONGEST_NAME]

    def narrow(self, mine: Any) -> Any:
        """The summaries found; those of schools without a record only when asked for."""
        if self.asked["which"] != EVERY:
            mine = mine.filter(listed=True)
        if self.name:
            mine = mine.filter(name__icontains=self.name)
        if region := self.asked["region"]:
            key = int(region) if region.isdecimal() and len(region) < 19 else None
            mine = mine.filter(school__region=key) if key else mine.none()
        if level := self.asked["level"]:
            code = "" if level == NO_LEVEL else level
            mine = mine.filter(level_code=code)
        if phase := self.asked["phase"]:
            mine = mine.filter(school__phase=phase)
        return mine

    def boxes(self) -> Iterator[Box]:
        """The lists to choose from: two short queries."""
        named = [(str(key), name) for key, name in _regions()]
        yield self._box("region", "Region", "All regions", named)
        graded = dict(_levels(self.framework))
        levels_named = [*graded.items(), (NO_LEVEL, worded("{Level} not set"))]
        yield self._box("level", word("Level"), worded("All {level}s"), levels_named)
        yield self._box(
            "phase",
            word("School_phase"),
            worded("All {school_phase}s"),
            phases_here(),
        )
        yield self._box(
            "which",
            "Schools",
            worded("Schools with {a_record}"),
            [(EVERY, _every_school())],
        )

    def _box(
        self, name: str, label: str, nothing: str, choices: list[tuple[str, str]]
    ) -> Box:
        offered = [("", nothing), *choices]
        asked = self.asked[name]
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            (
                (value, CHOSEN if value == asked else "", words)
                for value, words in offered
            ),
        )
        return Box(name, label, options)


def _every_school() -> str:
    others = word("academies")
    return f"Every school, {others} too" if others else "Every school"
