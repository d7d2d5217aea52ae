"""Makes the Word template of documents, templates/word/document.docx, anew.

The file is kept in the repository, and an authority changes a copy of it in Word; this
only says how ours was made. Run it where the styles that documents use have changed.
"""

import io
import sys
import zipfile
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

PLACE = Path(__file__).resolve().parent.parent / "templates" / "word" / "document.docx"
FACE = "Arial"
INK, NAVY, TEAL, QUIET = "16202A", "1F3A5F", "00545E", "3B4650"
LINE, PALE = "7B8B99", "E6EFF3"
TEXT_WIDTH = Mm(174)
# Name, id, size, before, after; then what else: bold, italic, colour, with the next.
PARAGRAPHS: list[tuple[str, str, float, float, float, dict[str, Any]]] = [
    ("Body Text", "BodyText", 10, 0, 6, {}),
    ("Heading 1", "Heading1", 19, 8, 6, {"bold": True, "colour": NAVY, "next": True}),
    ("Heading 2", "Heading2", 14, 16, 6, {"bold": True, "colour": NAVY, "next": True}),
    (
        "Heading 3",
        "Heading3",
        11.5,
        12,
        4,
        {"bold": True, "colour": NAVY, "next": True},
    ),
    ("Heading 4", "Heading4", 10, 9, 3, {"bold": True, "colour": TEAL, "next": True}),
    ("Heading 5", "Heading5", 10, 6, 3, {"bold": True, "colour": QUIET, "next": True}),
    ("Subtitle", "Subtitle", 14, 0, 2, {"bold": True}),
    ("When", "When", 11, 0, 2, {"colour": QUIET}),
    ("Strapline", "Strapline", 10, 2, 10, {"italic": True, "colour": QUIET}),
    ("Organisation", "Organisation", 13, 0, 14, {"bold": True, "colour": NAVY}),
    ("Restricted", "Restricted", 10, 0, 14, {"bold": True}),
    ("Address", "Address", 10, 0, 12, {}),
    ("Signed", "Signed", 10, 24, 16, {}),
    ("Term line", "TermLine", 10, 0, 6, {}),
    ("Note", "Note", 9, 0, 4, {"colour": QUIET}),
    ("Gap", "Gap", 4, 0, 0, {}),
    ("List Bullet", "ListBullet", 10, 0, 3, {}),
    ("List Number", "ListNumber", 10, 0, 3, {}),
    ("List Continue", "ListContinue", 10, 0, 3, {}),
    ("Table text", "TableText", 10, 1, 1, {}),
    ("Table heading", "TableHeading", 10, 1, 1, {"bold": True}),
]
RATINGS = {"RAGred": "FBE3E1", "RAGamber": "FDF0DC", "RAGgreen": "E2F0E8"}


def build() -> bytes:
    """The template, the same bytes each time."""
    word = Document()
    _forget_what_came(word)
    _settings(word)
    _page(word)
    for name, code, size, before, after, more in PARAGRAPHS:
        _paragraph(word, name, code, (size, before, after), more)
    _characters(word)
    _tables(word)
    _lists(word)
    _margins(word)
    word.paragraphs[0].text = "{{p body }}"
    word.paragraphs[0].style = word.styles["Body Text"]
    file = io.BytesIO()
    word.save(file)
    return _packed(file)


def _forget_what_came(word: Any) -> None:
    """The styles and lists of the empty document that are not ours."""
    styles = word.styles.element
    ours = {name for name, *_ in PARAGRAPHS}
    kept = {"Normal", "Default Paragraph Font", "Normal Table", "No List"}
    kept |= {"Header", "Footer"} | ours
    for style in list(word.styles):
        if style.name not in kept:
            styles.remove(style.element)
    relations = word.part.package.rels
    for key, relation in list(relations.items()):
        if relation.reltype.endswith("/thumbnail"):
            del relations[key]
    numbering = word.part.numbering_part.element
    for child in list(numbering):
        numbering.remove(child)
    word.add_paragraph()
    language = styles.find(qn("w:docDefaults")).find(".//" + qn("w:lang"))
    language.set(qn("w:val"), "en-GB")
    fonts = styles.find(qn("w:docDefaults")).find(".//" + qn("w:rFonts"))
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{name}"), FACE)


def _settings(word: Any) -> None:
    """Word opens the file as one of its own day, and takes it for English."""
    settings = word.settings.element
    (mode,) = settings.xpath(".//w:compatSetting[@w:name='compatibilityMode']")
    mode.set(qn("w:val"), "15")
    (language,) = settings.xpath("./w:themeFontLang")
    language.attrib.clear()
    language.set(qn("w:val"), "en-GB")
    (zoom,) = settings.xpath("./w:zoom")
    zoom.attrib.clear()
    zoom.set(qn("w:percent"), "100")


def _page(word: Any) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin, section.bottom_margin = Mm(22), Mm(24)
    section.header_distance = section.footer_distance = Mm(10)


def _paragraph(
    word: Any,
    name: str,
    code: str,
    sizes: tuple[float, float, float],
    more: dict[str, Any],
) -> None:
    names = {style.name: style for style in word.styles}
    style = names.get(name) or word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    for part in ("w:pPr", "w:rPr"):
        for old in style.element.findall(qn(part)):
            style.element.remove(old)
    style.element.set(qn("w:styleId"), code)
    style.base_style = word.styles["Normal"]
    style.hidden, style.unhide_when_used, style.quick_style = False, False, True
    size, before, after = sizes
    font, layout = style.font, style.paragraph_format
    font.name, font.size = FACE, Pt(size)
    font.bold, font.italic = more.get("bold", False), more.get("italic", False)
    if not code.startswith("Table"):
        # In a table the style of the table says it: white on the dark head.
        font.color.rgb = RGBColor.from_string(more.get("colour", INK))
    layout.space_before, layout.space_after = Pt(before), Pt(after)
    layout.line_spacing = 1.15 if code != "Gap" else 1.0
    layout.keep_with_next = more.get("next", False)
    layout.widow_control = True
    if code.startswith("Heading"):
        properties = style.element.get_or_add_pPr()
        level = OxmlElement("w:outlineLvl")
        level.set(qn("w:val"), str(int(code[-1]) - 1))
        properties.append(level)
    if code == "ListContinue":
        layout.left_indent = Mm(6)


def _characters(word: Any) -> None:
    for code, tint in RATINGS.items():
        style = word.styles.add_style(code, WD_STYLE_TYPE.CHARACTER)
        style.font.bold = True
        style.font.color.rgb = RGBColor.from_string(INK)
        style.element.get_or_add_rPr().append(
            parse_xml(
                f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{tint}"/>'
            )
        )
    remark = word.styles.add_style("Remark", WD_STYLE_TYPE.CHARACTER)
    remark.font.size, remark.font.color.rgb = Pt(9), RGBColor.from_string(QUIET)
    link = word.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.font.underline, link.font.color.rgb = True, RGBColor.from_string(TEAL)


def _tables(word: Any) -> None:
    frame = _sides("top", "left", "bottom", "right", "insideH", "insideV")
    head = (
        '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:color w:val="FFFFFF"/></w:rPr>'
        f'<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{NAVY}"/></w:tcPr>'
        "</w:tblStylePr>"
    )
    side = (
        '<w:tblStylePr w:type="firstCol"><w:rPr><w:b/></w:rPr>'
        f'<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{PALE}"/></w:tcPr>'
        "</w:tblStylePr>"
    )
    box = _sides("top", "left", "bottom", "right", thick=TEAL)
    reply = _sides("left", thick=NAVY)
    for name, borders, more in (
        ("Facts", frame, side),
        ("Grid", frame, head + side),
        ("Box", box, ""),
        (
            "Reply",
            reply,
            '<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="F2F5F8"/></w:tcPr>',
        ),
    ):
        word.styles.element.append(
            parse_xml(
                f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1"'
                f' w:styleId="{name}"><w:name w:val="{name}"/>'
                '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:qFormat/>'
                f"<w:tblPr>{borders}<w:tblCellMar>"
                '<w:top w:w="60" w:type="dxa"/><w:left w:w="110" w:type="dxa"/>'
                '<w:bottom w:w="60" w:type="dxa"/><w:right w:w="110" w:type="dxa"/>'
                f"</w:tblCellMar></w:tblPr>{more}</w:style>"
            )
        )


def _sides(*names: str, thick: str = "") -> str:
    """Borders, in the order that the format wants; a ``thick`` left one of a colour."""
    lines = (
        f'<w:left w:val="single" w:sz="24" w:space="0" w:color="{thick}"/>'
        if thick and name == "left"
        else f'<w:{name} w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>'
        for name in names
    )
    return f"<w:tblBorders>{''.join(lines)}</w:tblBorders>"


def _lists(word: Any) -> None:
    numbering = word.part.numbering_part.element
    signs = {1: ("bullet", ("•", "–", "•")), 2: ("decimal", ("%1.", "%2.", "%3."))}
    for number, (kind, texts) in signs.items():
        levels = "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
            f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr>'
            f'<w:ind w:left="{340 * (level + 1)}" w:hanging="340"/></w:pPr></w:lvl>'
            for level, text in enumerate(texts)
        )
        numbering.append(
            parse_xml(
                f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">'
                f'<w:multiLevelType w:val="hybridMultilevel"/>{levels}</w:abstractNum>'
            )
        )
    for number, style in ((1, "List Bullet"), (2, "List Number")):
        numbering.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{number}">'
                f'<w:abstractNumId w:val="{number}"/></w:num>'
            )
        )
        properties = word.styles[style].element.get_or_add_pPr()
        properties.get_or_add_numPr().get_or_add_numId().set(qn("w:val"), str(number))


def _margins(word: Any) -> None:
    section = word.sections[0]
    for part in ("Header", "Footer"):
        style = word.styles[part]
        for tabs in style.element.findall(".//" + qn("w:tabs")):
            tabs.getparent().remove(tabs)
        style.font.name, style.font.size = FACE, Pt(8)
        style.font.color.rgb = RGBColor.from_string(QUIET)
    section.header.paragraphs[0].text = "{{ head }}"
    foot = section.footer.paragraphs[0]
    foot.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    foot.add_run("{{ foot }}\tPage ")
    _field(foot, "PAGE")
    foot.add_run(" of ")
    _field(foot, "NUMPAGES")
    section.footer.add_paragraph("{{ printed }}", style="Footer")


def _field(paragraph: Any, code: str) -> None:
    for kind in ("begin", "instr", "separate", "text", "end"):
        run = paragraph.add_run("1" if kind == "text" else "")
        if kind == "instr":
            words = OxmlElement("w:instrText")
            words.text = f" {code} "
            run._r.append(words)
        elif kind != "text":
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)


def _packed(file: io.BytesIO) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(file) as made, zipfile.ZipFile(packed, "w") as again:
        for name in made.namelist():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            again.writestr(entry, made.read(name))
    return packed.getvalue()


if __name__ == "__main__":
    PLACE.parent.mkdir(parents=True, exist_ok=True)
    PLACE.write_bytes(build())
    sys.stdout.write(f"{PLACE.name} is made.\n")
