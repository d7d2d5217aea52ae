"""How the list of schools is narrowed."""

from collections.abc import Iterable
from typing import Any

import django_filters as filters
from django.db.models import Exists, OuterRef

from engagement.models import Level, LevelAssignment
from reports.queries.lines import lines, read
from schools.choices import Phase
from schools.models import Region, School
from sitrack.core import calendar

Choices = list[tuple[str, str]]


class SchoolFilter(filters.FilterSet):
    """By name, region, level and phase; academies without an agreement on request."""

    name = filters.CharFilter(lookup_expr="icontains", label="Name of school")
    region = filters.ChoiceFilter(label="Region", empty_label="All regions")
    level = filters.ChoiceFilter(
        method="at_level", label="Level", empty_label="All levels"
    )
    phase = filters.ChoiceFilter(
        choices=Phase.choices, label="Phase", empty_label="All phases"
    )
    which = filters.ChoiceFilter(
        method="all_or_with_record",
        label="Schools",
        choices=[("all", "Every school, academies too")],
        empty_label="Schools with a rolling record",
    )

    class Meta:
        model = School
        fields = ["name", "region", "level", "phase"]

    def __init__(self, *args: Any, framework: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        regions, levels = _choices(framework)
        self.filters["region"].extra["choices"] = regions
        self.filters["level"].extra["choices"] = [*levels, ("none", "Level not set")]

    @property
    def qs(self) -> Any:
        """The schools found; those without a record only when they are asked for."""
        found = super().qs
        data: Any = getattr(self.form, "cleaned_data", {})
        if data.get("which") != "all":
            found = found.with_record(calendar.today())
        return found

    @property
    def is_used(self) -> bool:
        return any(self.data.get(name) for name in self.filters)

    def at_level(self, schools: Any, name: str, value: str) -> Any:
        held = LevelAssignment.objects.filter(school=OuterRef("pk"))
        held = held.in_force(calendar.today())
        if value == "none":
            return schools.filter(~Exists(held))
        return schools.filter(Exists(held.filter(level__code=value)))

    def all_or_with_record(self, schools: Any, name: str, value: str) -> Any:
        return schools


def _choices(framework: str) -> tuple[Choices, Choices]:
    """Regions and levels to choose from: one query."""
    levels = Level.objects.filter(framework__code=framework, framework__retired_on=None)
    found = read(
        lines(Region.objects.all(), "region", school="pk", text="name"),
        lines(levels, "level", school="order", text="label", who="code"),
    )
    regions = [(str(one.pk), one.text) for one in found if one.kind == "region"]
    graded = sorted(
        {(one.school_id, one.who, one.text) for one in found if one.kind == "level"}
    )
    return _sorted(regions), [(code, label) for _, code, label in graded]


def _sorted(choices: Iterable[tuple[str, str]]) -> Choices:
    return sorted(choices, key=lambda choice: choice[1])
