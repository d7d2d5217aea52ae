"""The authority's regions, and which constituency lies in which."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction

from schools.models import Region
from sitrack.core import typed_yaml


@dataclass(frozen=True)
class RegionEntry:
    """One region of the file."""

    code: str
    name: str
    constituencies: tuple[str, ...]


@dataclass(frozen=True)
class RegionTable:
    """All regions of an authority; a constituency outside it belongs to none."""

    regions: tuple[RegionEntry, ...] = ()

    def by_constituency(self) -> dict[str, str]:
        """The code of the region that each constituency lies in."""
        return {
            constituency: region.code
            for region in self.regions
            for constituency in region.constituencies
        }


def read_regions(path: Path) -> RegionTable:
    """The table in a file. Raises DefinitionError with file, line and key."""
    document = typed_yaml.load(path)
    table = document.read(RegionTable)
    seen: set[str] = set()
    for region in table.regions:
        for constituency in region.constituencies:
            if constituency in seen:
                message = f"{constituency} already lies in another region"
                document.add(region, "constituencies", message)
            seen.add(constituency)
    document.complain()
    return table


def our_regions() -> RegionTable:
    """The table of the framework that this installation runs, where there is one."""
    path = Path(settings.BASE_DIR, "fixtures/regions", f"{settings.FRAMEWORK}.yaml")
    return read_regions(path) if path.exists() else RegionTable()


@transaction.atomic
def load_regions(table: RegionTable) -> dict[str, Region]:
    """Make the table's regions, or bring their names up to date; by code."""
    for entry in table.regions:
        Region.objects.update_or_create(code=entry.code, defaults={"name": entry.name})
    codes = [entry.code for entry in table.regions]
    return {region.code: region for region in Region.objects.filter(code__in=codes)}
