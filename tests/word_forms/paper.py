"""Word files written run by run: content controls, tracked changes, notes, boxes."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMES = (
    f'xmlns:w="{W}"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
FOOTNOTES = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
)


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def control(text: str, *options: str) -> str:
    """A drop-down; without a text it shows its placeholder."""
    listed = "".join(f'<w:listItem w:displayText="{escape(o)}"/>' for o in options)
    empty = "" if text else "<w:showingPlcHdr/>"
    said = run(text or "Choose an item.")
    return (
        f"<w:sdt><w:sdtPr>{empty}<w:dropDownList>{listed}</w:dropDownList></w:sdtPr>"
        f"<w:sdtContent>{said}</w:sdtContent></w:sdt>"
    )


def inserted(text: str) -> str:
    return f'<w:ins w:id="1" w:author="A">{run(text)}</w:ins>'


def deleted(text: str) -> str:
    said = f'<w:r><w:delText xml:space="preserve">{escape(text)}</w:delText></w:r>'
    return f'<w:del w:id="2" w:author="A">{said}</w:del>'


def footnote(number: int) -> str:
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


def box(*paragraphs: str) -> str:
    """A text box, as Word writes it: once for itself, once for older programs."""
    inside = "".join(paragraphs)
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp>'
        f"<wps:txbx><w:txbxContent>{inside}</w:txbxContent></wps:txbx></wps:wsp>"
        "</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>"
        f"{inside}</w:txbxContent></v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def para(*runs: str, bullet: bool = False, style: str = "") -> str:
    """A paragraph of runs; plain words are written as one."""
    list_of = (
        '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>' if bullet else ""
    )
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    said = "".join(one if one.startswith("<w:") else run(one) for one in runs)
    return f"<w:p><w:pPr>{named}{list_of}</w:pPr>{said}</w:p>"


def paras(text: str, *, bullet: bool = False) -> list[str]:
    return [para(line, bullet=bullet) for line in text.split("\n")] if text else []


def cell(*content: str, span: int = 1, merged: str = "") -> str:
    """A cell of paragraphs and tables; plain words become a paragraph."""
    blocks = [one if one.startswith("<w:") else para(one) for one in content if one]
    wide = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    tall = {"": "", "begins": '<w:vMerge w:val="restart"/>', "goes on": "<w:vMerge/>"}
    if not blocks or not blocks[-1].endswith("</w:p>"):
        blocks.append(para())
    return f"<w:tc><w:tcPr>{wide}{tall[merged]}</w:tcPr>{''.join(blocks)}</w:tc>"


def row(*cells: str) -> str:
    made = (one if one.startswith("<w:tc>") else cell(one) for one in cells)
    return f"<w:tr>{''.join(made)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def word_file(
    blocks: Iterable[str], *, notes: Iterable[str] = (), header: str = ""
) -> bytes:
    """The blocks as a .docx, with notes at the foot numbered from 1."""
    document = Document()
    body = document.element.body
    for block in blocks:
        body.insert(len(body) - 1, parse_xml(block.replace(">", f" {NAMES}>", 1)))
    if header:
        document.sections[0].header.paragraphs[0].text = header
    listed = "".join(
        f'<w:footnote w:id="{number}">{para(text)}</w:footnote>'
        for number, text in enumerate(notes, start=1)
    )
    if listed:
        part = Part(
            PackURI("/word/footnotes.xml"),
            FOOTNOTES,
            f"<w:footnotes {NAMES}>{listed}</w:footnotes>".encode(),
            document.part.package,
        )
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def repacked(content: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The same file with parts added, or written over."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, data in parts.items():
            new.writestr(name, data)
    return made.getvalue()
