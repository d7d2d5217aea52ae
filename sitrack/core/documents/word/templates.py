"""Which template a document is written into: an authority's own, or ours.

A template is a Word file. It holds ``{{p body }}`` where the document goes, may hold
``{{ head }}``, ``{{ foot }}`` and ``{{ printed }}`` in its margins, and has the styles
that ``STYLES`` names, however they look.
"""

from pathlib import Path
from typing import Any

import docx
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from docx.opc.exceptions import PackageNotFoundError

OURS = Path(__file__).resolve().parents[4] / "templates" / "word"
GENERAL = "document"
BODY = "{{p body }}"
STYLES = frozenset(
    {
        *(f"Heading{level}" for level in range(1, 6)),
        *("BodyText", "ListBullet", "ListNumber", "ListContinue", "TableText"),
        *("TableHeading", "Note", "Gap", "Subtitle", "When", "Strapline"),
        *("Organisation", "Restricted", "Address", "Signed", "TermLine"),
        *("Remark", "RAGred", "RAGamber", "RAGgreen", "Hyperlink"),
        *("Facts", "Grid", "Box", "Reply"),
    }
)


def template_for(kind: str) -> Path:
    """The file for a kind of document: the authority's own for the kind, its own for
    all, then ours. Raises ImproperlyConfigured where its folder is none."""
    folders = [OURS]
    if settings.WORD_TEMPLATES is not None:
        own: Path = settings.WORD_TEMPLATES
        if not own.is_dir():
            raise ImproperlyConfigured(
                f"SITRACK_WORD_TEMPLATES must be a folder, and {own} is none."
            )
        folders.insert(0, own)
    for folder in folders:
        for name in (kind, GENERAL):
            if (folder / f"{name}.docx").is_file():
                return folder / f"{name}.docx"
    raise ImproperlyConfigured(f"There is no Word template in {folders}.")


def faults_of(file: Path) -> list[str]:
    """What a template lacks, in words; empty where documents can be written into it."""
    try:
        word = docx.Document(str(file))
    except (PackageNotFoundError, KeyError, ValueError):
        return [f"{file.name} is no Word file of the kind .docx."]
    names = {style.style_id for style in word.styles}
    missing = sorted(STYLES - names)
    faults = [f"{file.name} lacks the style {name}." for name in missing]
    if not any(BODY in paragraph.text for paragraph in word.paragraphs):
        faults.append(f"{file.name} does not say where the document goes: {BODY}.")
    faults += [
        f"{file.name} has no list behind the style {name}."
        for name in ("ListBullet", "ListNumber")
        if name in names and number_of(word, name) is None
    ]
    return faults


def number_of(word: Any, style: str) -> int | None:
    """The number of the list that a style of paragraphs belongs to."""
    named = next(one for one in word.styles if one.style_id == style)
    found = named.element.xpath("./w:pPr/w:numPr/w:numId/@w:val")
    return int(found[0]) if found else None
