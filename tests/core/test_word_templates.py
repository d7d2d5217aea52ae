"""The Word templates: ours, an authority's own, and those that cannot be filled."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from django.core.exceptions import ImproperlyConfigured
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from pytest_django.fixtures import Settings

from scripts.word_template import PLACE, build
from sitrack import environment
from sitrack.core.checks import word_templates_can_be_filled
from sitrack.core.documents import Part
from sitrack.core.documents.word import filling, render_docx
from tests.core.writing_word import WHOLE, written
from tests.word import W, part_of, words_of


def test_our_template_is_what_its_script_makes() -> None:
    def parts(content: bytes) -> dict[str, bytes]:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            return {name: file.read(name) for name in file.namelist()}

    assert parts(PLACE.read_bytes()) == parts(build())


def _own(folder: Path, name: str = "document.docx", text: str = "") -> Any:
    """A copy of our template in an authority's folder, with a line of its own."""
    word = docx.Document(str(PLACE))
    if text:
        word.paragraphs[0].insert_paragraph_before(text)
    word.save(str(folder / name))
    return word


def test_an_authoritys_own_template_comes_first(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path
) -> None:
    settings.WORD_TEMPLATES = tmp_path
    assert words_of(written(monkeypatch, "<h1>Record</h1>")) == "Record"
    _own(tmp_path, text="Of our council")
    assert words_of(written(monkeypatch, "<h1>R</h1>")) == "Of our council R"
    _own(tmp_path, "record.docx", text="For records alone")
    monkeypatch.setattr(filling, "part_page", lambda part: "<body><h1>R</h1></body>")
    whole = replace(WHOLE, parts=(Part("0", ""),))
    assert words_of(render_docx(whole, kind="record")) == "For records alone R"
    assert words_of(render_docx(whole, kind="plan")) == "Of our council R"
    assert word_templates_can_be_filled(None) == []


def test_content_controls_of_a_template_survive(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path
) -> None:
    settings.WORD_TEMPLATES = tmp_path
    word = docx.Document(str(PLACE))
    word.element.body.insert(
        0,
        parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtPr><w:dropDownList><w:listItem w:value='a'"
            " w:displayText='Choose an item.'/></w:dropDownList></w:sdtPr>"
            "<w:sdtContent><w:p><w:r><w:t>Choose an item.</w:t></w:r></w:p>"
            "</w:sdtContent></w:sdt>"
        ),
    )
    word.save(str(tmp_path / "document.docx"))
    made = written(monkeypatch, "<h1>Record</h1>")
    assert len(list(part_of(made, "word/document.xml").iter(f"{W}dropDownList"))) == 1


def test_a_template_that_cannot_be_filled_is_told_at_the_start(
    settings: Settings, tmp_path: Path
) -> None:
    settings.WORD_TEMPLATES = tmp_path
    (tmp_path / "plan.docx").write_bytes(b"no Word file")
    word = docx.Document()
    word.add_paragraph("Nothing goes here")
    word.save(str(tmp_path / "record.docx"))
    told = [one.msg for one in word_templates_can_be_filled(None)]
    assert told[0] == "plan.docx is no Word file of the kind .docx."
    assert "record.docx lacks the style RAGred." in told
    assert "record.docx does not say where the document goes: {{p body }}." in told


def test_a_folder_of_templates_that_is_none_is_refused(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path
) -> None:
    monkeypatch.setenv("SITRACK_WORD_TEMPLATES", str(tmp_path / "none"))
    with pytest.raises(ImproperlyConfigured, match="SITRACK_WORD_TEMPLATES must be"):
        environment.folder("SITRACK_WORD_TEMPLATES")
    settings.WORD_TEMPLATES = tmp_path / "none"
    with pytest.raises(ImproperlyConfigured, match="must be a folder"):
        render_docx(WHOLE)
    monkeypatch.setenv("SITRACK_WORD_TEMPLATES", str(tmp_path))
    assert environment.folder("SITRACK_WORD_TEMPLATES") == tmp_path
    monkeypatch.delenv("SITRACK_WORD_TEMPLATES")
    assert environment.folder("SITRACK_WORD_TEMPLATES") is None
