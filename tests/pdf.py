"""What a test asks of a PDF: its words, its pages, its claims."""

import hashlib
import os
import re
import subprocess
from io import BytesIO
from pathlib import Path

import page
import pikepdf

from tests.structure import faults

STREAM = re.compile(rb"/Length (\d+)[^>]*>>\s*stream\r?\n")


def text_of(pdf: bytes) -> str:
    """All words in the order they are drawn, each space and line end one space."""
    return " ".join(_poppler("pdftotext", "-raw", "-", "-", pdf=pdf).split())


def pages_of(pdf: bytes) -> list[str]:
    """The words of each page."""
    whole = _poppler("pdftotext", "-raw", "-", "-", pdf=pdf)
    return [" ".join(text.split()) for text in whole.split("\f")[:-1]]


def outside_margins(pdf: bytes, margin: float) -> list[str]:
    """The words that stand nearer to a side of the page than the margin, in points."""
    drawn = _poppler("pdftotext", "-bbox", "-", "-", pdf=pdf)
    width = float(re.findall(r'<page width="([\d.]+)"', drawn)[0])
    words = re.findall(r'<word xMin="([\d.-]+)".*?xMax="([\d.]+)".*?>(.*?)<', drawn)
    return [
        word
        for left, right, word in words
        if float(left) < margin or float(right) > width - margin
    ]


def beside_the_text(pdf: bytes) -> str:
    """What a file holds besides the words on its pages: outline, description, names,
    attachments."""
    plain = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as whole:
        whole.save(
            plain,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return plain.getvalue().decode("latin-1")


def structure_of(pdf: bytes) -> str:
    """The tags, as a reader of the screen finds them."""
    return _poppler("pdfinfo", "-struct-text", "-", pdf=pdf)


def information_of(pdf: bytes) -> str:
    return _poppler("pdfinfo", "-", pdf=pdf)


def failures(pdf: bytes, folder: Path) -> str:
    """Which rules of PDF/UA-1 and PDF/A-2a the file breaks, and what faults its tags
    have; empty when none.

    ``make verify-documents`` gives a folder, and has veraPDF judge what is put there.
    """
    place = folder / "checked.pdf"
    place.write_bytes(pdf)
    found = [*broken_rules(place), *faults(pdf)]
    if "SITRACK_KEEP_DOCUMENTS" in os.environ and not found:
        name = f"{hashlib.sha256(pdf).hexdigest()}.pdf"
        (Path(os.environ["SITRACK_KEEP_DOCUMENTS"]) / name).write_bytes(pdf)
    return "\n".join(found)


def broken_rules(place: Path) -> list[str]:
    """The rules of each of the two standards that the file breaks."""
    profiles = (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A)
    found = []
    for profile in profiles:
        report = str(page.validate_pdf(str(place), profile=profile))
        rules = [line for line in report.splitlines() if line.startswith("[")]
        assert rules or "no failures" in report
        found += rules
    return [rule for rule in found if not _misjudged(rule, place)]


def _misjudged(rule: str, place: Path) -> bool:
    """The validator takes a return at the end of a stream for a part of the line end
    after it. Whether the length is right is counted here; veraPDF agrees."""
    if not rule.startswith("[PDFA2A-STREAM-LENGTH-001]"):
        return False
    file = place.read_bytes()
    return all(
        file[start.end() + int(start[1]) :].startswith(b"\nendstream")
        for start in STREAM.finditer(file)
    )


def _poppler(*command: str, pdf: bytes) -> str:
    done = subprocess.run(command, input=pdf, capture_output=True, check=True)
    return done.stdout.decode()
