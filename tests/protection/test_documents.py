"""What the templates for the data protection officer name is there."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

FOLDER = Path(settings.BASE_DIR) / "docs/data-protection"
DOCUMENTS = sorted(FOLDER.glob("*.md"))
RECORD = re.compile(r"`(?:docs/adr/)?(\d{4})`")
COMMAND = re.compile(r"`manage\.py (\w+)")
PLACE = re.compile(r"`((?:docs|protection|tests)/[\w/-]+/?)`")


def test_both_documents_are_there() -> None:
    assert {path.stem for path in DOCUMENTS} >= {"dpia", "record-of-processing"}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_what_a_document_names_is_there(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    decided = {file.name[:4] for file in (FOLDER.parent / "adr").glob("*.md")}
    assert set(RECORD.findall(text)) <= decided
    assert set(COMMAND.findall(text)) <= set(get_commands())
    places = [
        place for place in PLACE.findall(text) if not place.startswith("docs/adr/0")
    ]
    assert [
        place for place in places if not (FOLDER.parent.parent / place).exists()
    ] == []


def test_a_document_that_names_nothing_would_show() -> None:
    text = (FOLDER / "dpia.md").read_text(encoding="utf-8")
    assert len(RECORD.findall(text)) > 5
    assert COMMAND.findall(text)
    assert PLACE.findall(text)
