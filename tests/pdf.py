"""What a test asks of a PDF: its words, its pages, its claims."""

import re
import subprocess
from pathlib import Path

import page


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


def structure_of(pdf: bytes) -> str:
    """The tags, as a reader of the screen finds them."""
    return _poppler("pdfinfo", "-struct-text", "-", pdf=pdf)


def information_of(pdf: bytes) -> str:
    return _poppler("pdfinfo", "-", pdf=pdf)


def failures(pdf: bytes, folder: Path) -> str:
    """Which rules of PDF/UA-1 the file breaks; empty when none."""
    place = folder / "checked.pdf"
    place.write_bytes(pdf)
    profile = page.ValidationProfile.PDF_UA_1
    report = str(page.validate_pdf(str(place), profile=profile))
    return "" if "no failures" in report else report


def _poppler(*command: str, pdf: bytes) -> str:
    done = subprocess.run(command, input=pdf, capture_output=True, check=True)
    return done.stdout.decode()
