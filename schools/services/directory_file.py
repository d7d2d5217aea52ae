"""The directory's sections and topics, from one YAML file (SUF-K)."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction

from schools.models import DirectoryEntry, DirectorySection
from sitrack.core import typed_yaml


@dataclass(frozen=True)
class SectionRow:
    """A section of the file; ``from_posts`` has its people drawn from their posts."""

    code: str
    name: str
    intro: str | None = None
    from_posts: bool = False
    topics: tuple[str, ...] = ()


@dataclass(frozen=True)
class Skeleton:
    sections: tuple[SectionRow, ...] = ()


def read_skeleton(path: Path) -> Skeleton:
    """The sections of a file. Raises DefinitionError with file, line and key."""
    document = typed_yaml.load(path)
    skeleton = document.read(Skeleton)
    seen: set[str] = set()
    for section in skeleton.sections:
        if section.code in seen:
            document.add(section, "code", f"{section.code} is used twice")
        seen.add(section.code)
    document.complain()
    return skeleton


def our_skeleton() -> Skeleton:
    """The sections of the framework that this installation runs, where it has any."""
    path = Path(settings.BASE_DIR, "fixtures/directory", f"{settings.FRAMEWORK}.yaml")
    return read_skeleton(path) if path.exists() else Skeleton()


@transaction.atomic
def load_skeleton(skeleton: Skeleton, *, framework: str) -> int:
    """Make the sections, or bring their names up to date; returns how many are new.

    A new section comes with its topics, empty. What was filled in, added or removed
    since stays as it is.
    """
    new = 0
    for order, row in enumerate(skeleton.sections, start=1):
        section, made = DirectorySection.objects.update_or_create(
            framework=framework,
            code=row.code,
            defaults={
                "name": row.name,
                "intro": row.intro or "",
                "from_posts": row.from_posts,
                "order": order,
            },
        )
        if made:
            new += 1
            DirectoryEntry.objects.bulk_create(
                DirectoryEntry(section=section, topic=topic, order=place)
                for place, topic in enumerate(row.topics, start=1)
            )
    return new
