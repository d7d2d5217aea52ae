"""The same pages by other engines: what is measured beside, and nothing that is used."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

Block = dict[str, Any]
BLOCKS = {"h1", "h2", "h3", "h4", "p", "li", "div"}
TYPST = """\
#set document(title: sys.inputs.title)
#set page(paper: "a4", margin: (x: 18mm, y: 21mm), numbering: "1 of 1",
  header: sys.inputs.title)
#set text(font: "Liberation Sans", size: 10pt, lang: "en", region: "GB")
#set heading(numbering: none)
#show heading: set text(fill: rgb("#1f3a5f"))
#for block in json(bytes(sys.inputs.blocks)) {
  if block.kind == "heading" { heading(level: block.level, block.text) }
  else if block.kind == "text" { par(block.text) }
  else if block.kind == "item" { list(block.text) }
  else if block.kind == "break" { pagebreak(weak: true) }
  else if block.kind == "table" {
    table(
      columns: (1fr,) * block.width,
      table.header(..block.rows.first()),
      ..block.rows.slice(1).flatten(),
    )
  }
}
"""


class _Blocks(HTMLParser):
    """Headings, paragraphs, items of lists and tables, in their order."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[Block] = []
        self._words: list[str] = []
        self._rows: list[list[str]] | None = None
        self._skips = False

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag in {"title", "style", "svg"}:
            self._skips = True
        elif tag == "table":
            self._flush("text")
            self._rows = []
        elif tag == "tr" and self._rows is not None:
            self._rows.append([])
        elif tag in BLOCKS and self._rows is None:
            self._flush("text")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"title", "style", "svg"}:
            self._skips = False
        elif tag in {"th", "td"} and self._rows:
            self._rows[-1].append(self._taken())
        elif tag == "table" and self._rows is not None:
            width = max(map(len, self._rows), default=0)
            rows = [[*row, *[""] * (width - len(row))] for row in self._rows]
            self.blocks.append({"kind": "table", "rows": rows, "width": width})
            self._rows = None
        elif self._rows is None and tag in {"h1", "h2", "h3", "h4"}:
            self._flush("heading", level=int(tag[1]))
        elif self._rows is None and tag in {"p", "div", "li"}:
            self._flush("item" if tag == "li" else "text")

    def handle_data(self, data: str) -> None:
        if not self._skips:
            self._words.append(data)

    def _taken(self) -> str:
        text = " ".join("".join(self._words).split())
        self._words = []
        return text

    def _flush(self, kind: str, **more: Any) -> None:
        if text := self._taken():
            self.blocks.append({"kind": kind, "text": text, **more})


def blocks_of(pages: list[str]) -> list[Block]:
    """What the parts print, without its looks; each part begins a page."""
    blocks: list[Block] = []
    for page in pages:
        parser = _Blocks()
        parser.feed(page)
        blocks += [*parser.blocks, {"kind": "break"}]
    return blocks[:-1]


def one_page(pages: list[str]) -> str:
    """All parts as one page of HTML."""
    bodies = [page.split("<body", 1)[1].split(">", 1)[1] for page in pages]
    joined = '<div style="break-before: page"></div>'.join(
        body.rsplit("</body>", 1)[0] for body in bodies
    )
    return pages[0].split("<body", 1)[0] + f"<body>{joined}</body></html>"


def by_typst(title: str, blocks: list[Block]) -> bytes:
    """Typst in this process, tagged for PDF/UA-1."""
    import typst

    inputs = {"title": title, "blocks": json.dumps(blocks)}
    compiled: bytes = typst.compile(
        TYPST.encode(), sys_inputs=inputs, pdf_standards=["ua-1"]
    )
    return compiled


def by_fpdf2(title: str, blocks: list[Block]) -> bytes:
    """fpdf2 in this process, without tags."""
    from fpdf import FPDF

    folder = "/usr/share/fonts/truetype/liberation2"
    paper = FPDF()
    paper.set_title(title)
    paper.add_font("Sans", "", f"{folder}/LiberationSans-Regular.ttf")
    paper.add_font("Sans", "B", f"{folder}/LiberationSans-Bold.ttf")
    paper.add_page()
    for block in blocks:
        if block["kind"] == "break":
            paper.add_page()
        elif block["kind"] == "table":
            paper.set_font("Sans", "", 9)
            with paper.table() as table:
                for row in block["rows"]:
                    table.row(row)
        else:
            heading = block["kind"] == "heading"
            paper.set_font("Sans", "B" if heading else "", 14 if heading else 10)
            paper.multi_cell(0, 5, block["text"], new_x="LMARGIN", new_y="NEXT")
    return bytes(paper.output())


def by_weasyprint(html: str, css: str) -> bytes:
    """WeasyPrint's own program, in a process of its own, tagged for PDF/UA-1."""
    from sitrack.core.documents import fonts

    with tempfile.TemporaryDirectory() as folder:
        page, sheet = Path(folder) / "page.html", Path(folder) / "print.css"
        page.write_text(html, encoding="utf-8")
        sheet.write_text(css, encoding="utf-8")
        out = Path(folder) / "page.pdf"
        command = [sys.executable, "-m", "weasyprint", "--pdf-variant", "pdf/ua-1"]
        _run(
            [*command, "-s", str(sheet), str(page), str(out)],
            env={**os.environ, "FONTCONFIG_FILE": str(fonts.configuration())},
        )
        return out.read_bytes()


def by_libreoffice(docx: bytes) -> bytes:
    """LibreOffice started for this one Word file, as people do it."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "record.docx"
        file.write_bytes(docx)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf"]
        _run([*command, "--outdir", folder, str(file)])
        return file.with_suffix(".pdf").read_bytes()


def by_chromium(html: str, css: str) -> bytes:
    """Chromium started for this one page."""
    with tempfile.TemporaryDirectory() as folder:
        page, out = Path(folder) / "page.html", Path(folder) / "page.pdf"
        styled = html.replace("</head>", f"<style>{css}</style></head>")
        page.write_text(styled, encoding="utf-8")
        program = shutil.which("chromium") or "chromium-headless-shell"
        command = [program, "--headless", "--no-sandbox", "--disable-gpu"]
        data = f"--user-data-dir={folder}/profile"
        _run([*command, data, f"--print-to-pdf={out}", page.as_uri()])
        return out.read_bytes()


def _run(command: list[str], env: dict[str, str] | None = None) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=300, env=env)
