"""A framework's glossary, read from one YAML file (SUF-G)."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sitrack.core.typed_yaml import Document, load


@dataclass(frozen=True)
class Entry:
    """One row; its code tells it apart, since two rows may share an abbreviation."""

    code: str
    abbreviation: str
    meaning: str
    note: str | None = None
    status: Literal["published", "unconfirmed"] = "published"


@dataclass(frozen=True)
class Glossary:
    framework: str
    heading: str
    instruction: str
    terms: tuple[Entry, ...]


@dataclass(frozen=True)
class _File:
    glossary: Glossary


def read_glossary(path_or_text: Path | str, *, name: str = "") -> Glossary:
    """The glossary of a file (a Path) or of a text, in the printed order.

    Raises DefinitionError with every mistake, each with file, line and key.
    """
    document = load(path_or_text, name=name)
    glossary = document.read(_File).glossary
    _check(glossary, document)
    document.complain()
    return glossary


def _check(glossary: Glossary, document: Document) -> None:
    """A code is used once, and so is an abbreviation with the same meaning."""
    codes: set[str] = set()
    rows: set[tuple[str, str]] = set()
    for term in glossary.terms:
        row = (term.abbreviation, term.meaning)
        if term.code and term.code in codes:
            document.add(term, "code", f"{term.code} is used twice")
        if all(row) and row in rows:
            document.add(term, "meaning", "this row is there twice")
        codes.add(term.code)
        rows.add(row)
