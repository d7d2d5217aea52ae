"""The pieces of WordprocessingML that documents are made of, as text."""

import re
from html import escape

# What XML cannot hold, and the places to break that only a printed page needs.
UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|\u200b")
SPACE = re.compile(r"[ \t\r\n\f]+")


def fit(text: str) -> str:
    """Text between tags. A brace is written as a number, so that no template language
    meets one that somebody typed."""
    words = escape(UNFIT.sub("", text), quote=True)
    return words.replace("{", "&#123;").replace("}", "&#125;")


def run(text: str, marks: str = "") -> str:
    """Text in one dress; ``marks`` are the properties of a run."""
    dress = f"<w:rPr>{marks}</w:rPr>" if marks else ""
    return f'<w:r>{dress}<w:t xml:space="preserve">{fit(text)}</w:t></w:r>'


def line_break() -> str:
    return "<w:r><w:br/></w:r>"


def paragraph(style: str, runs: str, more: str = "") -> str:
    """A paragraph in a style of the template; ``more`` are further properties."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{runs}</w:p>'


def gap(more: str = "") -> str:
    """What parts a table from what follows."""
    return paragraph("Gap", "", more)


def end(more: str = "") -> str:
    """The last paragraph, which a file or section must have: as low as can be, so that
    it gets no page to itself after a table that fills the one before."""
    return gap(f'<w:spacing w:line="20" w:lineRule="exact"/>{more}')


def marked(number: int, name: str, runs: str) -> str:
    """Runs that links lead to."""
    return (
        f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{runs}'
        f'<w:bookmarkEnd w:id="{number}"/>'
    )


def link_inside(name: str, runs: str) -> str:
    return f'<w:hyperlink w:anchor="{name}" w:history="1">{runs}</w:hyperlink>'


def link_outside(address: str, runs: str) -> str:
    """A link as a field, which needs no relation of the file."""
    code = fit(address.replace('"', "%22"))
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> HYPERLINK "{code}" </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{runs}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def table(
    style: str, shares: list[float], rows: str, *, heads: bool, sides: bool
) -> str:
    """A table as wide as the text; ``shares`` are its columns' of 100. ``heads`` where
    its first row heads the columns, ``sides`` where its first column heads the rows."""
    # The same twice: as a number for older readers, and word by word.
    look = 0x0600 + 0x0020 * heads + 0x0080 * sides
    grid = "".join(f'<w:gridCol w:w="{round(share * 98)}"/>' for share in shares)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/>'
        '<w:tblW w:w="5000" w:type="pct"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="{look:04X}" w:firstRow="{heads:d}" w:lastRow="0"'
        f' w:firstColumn="{sides:d}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def row(cells: str, *, head: bool = False, tall: bool = False) -> str:
    """A row that stays on one page where it can; a head comes again on each page, and
    a tall one leaves room to write."""
    room = '<w:trHeight w:val="560" w:hRule="atLeast"/>' if tall else ""
    again = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{room}{again}</w:trPr>{cells}</w:tr>"


def cell(share: float, content: str, span: int = 1) -> str:
    """A cell; its content ends with a paragraph."""
    wide = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{round(share * 50)}" w:type="pct"/>{wide}</w:tcPr>'
        f"{content}</w:tc>"
    )
