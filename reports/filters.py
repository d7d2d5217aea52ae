"""How the list of schools is narrowed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from engagement.models import Level
from schools.choices import Phase
from schools.models import Region

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

    def narrow(self, schools: Any) -> Any:
        """The schools found; those without a record only when they are asked for."""
        if self.asked["which"] != EVERY:
            schools = schools.filter(summary__listed=True)
        if self.name:
            schools = schools.filter(name__icontains=self.name)
        if region := self.asked["region"]:
            key = int(region) if region.isdecimal() and len(region) < 19 else None
            schools = schools.filter(region=key) if key else schools.none()
        if level := self.asked["level"]:
            code = "" if level == NO_LEVEL else level
            schools = schools.filter(summary__level_code=code)
        if phase := self.asked["phase"]:
            schools = schools.filter(phase=phase)
        return schools

    def boxes(self) -> Iterator[Box]:
        """The lists to choose from: two queries."""
        regions = Region.objects.order_by("name").values_list("pk", "name")
        named = [(str(pk), name) for pk, name in regions]
        yield self._box("region", "Region", "All regions", named)
        levels = (
            Level.objects.filter(
                framework__code=self.framework, framework__retired_on=None
            )
            .order_by("order")
            .values_list("code", "label")
        )
        graded = [*dict(levels).items(), (NO_LEVEL, "Level not set")]
        yield self._box("level", "Level", "All levels", graded)
        yield self._box("phase", "Phase", "All phases", Phase.choices)
        yield self._box(
            "which",
            "Schools",
            "Schools with a rolling record",
            [(EVERY, "Every school, academies too")],
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
