"""The glossary, two entries to a line: only what is published (PDF-13)."""

from collections.abc import Iterator
from datetime import datetime

from django.shortcuts import get_object_or_404

from engagement.models import FrameworkVersion
from glossary.models import Entry
from reports.documents.kind import About, Kind, paper
from sitrack.core.documents import Document, Part
from sitrack.core.models import User


def find_framework(reader: User, pk: int) -> FrameworkVersion:
    """The framework whose words they are. Everybody who is signed in reads them."""
    return get_object_or_404(FrameworkVersion, pk=pk)


def glossary_document(
    framework: FrameworkVersion, *, reader: User, at: datetime | None = None
) -> Document:
    """The glossary by itself."""
    return paper(
        Part("Glossary", "pdf/glossary.html", {"glossary": _lines(framework)}),
        title="Glossary",
        file=("glossary", framework.name),
        running=framework.name,
        reader=reader,
        at=at,
    )


def glossary_parts(framework: FrameworkVersion) -> Iterator[Part]:
    """The glossary as the record prints it, where there is one."""
    lines = _lines(framework)
    if lines:
        yield Part("Glossary", "pdf/record_glossary.html", {"glossary": lines})


def _lines(framework: FrameworkVersion) -> list[list[Entry]]:
    """The published entries two by two, as they stand beside each other."""
    rows = list(Entry.objects.explained(framework.code))
    return [rows[place : place + 2] for place in range(0, len(rows), 2)]


GLOSSARY = Kind(
    code="glossary",
    label="Glossary",
    find=find_framework,
    build=glossary_document,
    about=lambda framework: About(None, ""),
)
